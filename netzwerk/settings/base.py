"""Django's settings."""

from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from netzwerk.settings.environment import environment
from netzwerk.settings.files import storages_of
from netzwerk.settings.patience import (
    BROKER_CONNECTION,
    DATABASE_CONNECTION,
    POOL,
    cache_options,
    session_options,
)

BASE_DIR = Path(__file__).resolve().parents[2]

SECRET_KEY = environment.secret_key
# Keys of before: what was signed or sealed with them is still read.
SECRET_KEY_FALLBACKS = list(environment.secret_key_fallbacks)
DEBUG = environment.debug
BASE_URL = environment.base_url
# One name is enough: links in mails are built from BASE_URL, never from the Host header.
ALLOWED_HOSTS = [environment.host]
CSRF_TRUSTED_ORIGINS = [environment.base_url]
LOCAL_MODE = environment.is_local
LOCAL_MAIL_DIR = environment.local_mail_dir
ROOT_URLCONF = "netzwerk.urls"
WSGI_APPLICATION = "netzwerk.wsgi.application"

INSTALLED_APPS = [
    # Simple: nothing is registered by being found; what operators see is listed in accounts.admin.
    "django.contrib.admin.apps.SimpleAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.apple",
    "allauth.socialaccount.providers.github",
    "allauth.socialaccount.providers.google",
    "allauth.socialaccount.providers.microsoft",
    "allauth.socialaccount.providers.openid_connect",
    "crispy_forms",
    "crispy_bootstrap5",
    "formtools",
    "template_partials",
    "django_htmx",
    "django_vite",
    "csp",
    "netzwerk.core",
    "netzwerk.local",
    "accounts",
    "contacts",
    "goals",
    "networks",
    "matching",
    "reminders",
    "transfer",
    "today",
]

MIDDLEWARE = [
    # First of all: what comes after it must not see what anybody may claim.
    "netzwerk.core.proxies.ProxyMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Around all that may answer or refuse, so that each gets its line and its id; files of the pages get none.
    "netzwerk.core.access.AccessMiddleware",
    # Above all that may refuse a request, so that refusals carry their headers too.
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "netzwerk.core.capacity.CapacityMiddleware",
    "netzwerk.core.middleware.PlainCookieMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "netzwerk.core.sizes.SizeMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.middleware.DeviceMiddleware",
    "netzwerk.core.middleware.PrivateByDefaultMiddleware",
    "accounts.middleware.PreferencesMiddleware",
    "netzwerk.core.middleware.OwnerMiddleware",
    "accounts.factors.required.SecondFactorMiddleware",
    "accounts.full_account.FullAccountMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "netzwerk.core.context.page",
            ],
            "builtins": ["netzwerk.core.templatetags.components"],
        },
    },
]
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

# --- Data ---------------------------------------------------------------------
_options: dict[str, Any] = {
    **DATABASE_CONNECTION,
    # The login role owns the tables; the restricted one is what every request and task is.
    "options": session_options(
        role=environment.database_role,
        statement_seconds=environment.statement_seconds,
        lock_seconds=environment.lock_seconds,
    ),
}
if environment.is_database_pooled:
    # Behind a pooler the next statement may go by another connection. Who the application is, its log-in says.
    _options.pop("options", None)
if environment.database_pool_size:
    _options["pool"] = {**POOL, "max_size": environment.database_pool_size}
DATABASE_ROLE = environment.database_role
DATABASES = {
    "default": {
        **environment.database,
        "CONN_MAX_AGE": 0 if environment.database_pool_size else 60,
        "CONN_HEALTH_CHECKS": True,
        "DISABLE_SERVER_SIDE_CURSORS": environment.is_database_pooled,
        "OPTIONS": {**environment.database.get("OPTIONS", {}), **_options},
    }
}
# A web process works on as many requests as it has connections; further ones queue (netzwerk/core/capacity.py).
REQUESTS_AT_ONCE = environment.database_pool_size or 8
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": environment.redis_url,
        "KEY_PREFIX": "netzwerk",
        "OPTIONS": cache_options(environment.redis_url),
    }
}
MEDIA_ROOT = environment.data_dir / "media"
# Files may lie where several hosts reach them; no storage gives out addresses of its own.
STORAGES = storages_of(
    environment.bucket, environment.data_dir, environment.photo_storage, environment.photo_storage_options
)
# Of this host alone, and on its disk: what is being received, made or read. Made when it is needed.
FILE_UPLOAD_TEMP_DIR = environment.data_dir / "scratch"
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "netzwerk.core.uploads.BoundedUploadHandler",
]
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
# More than any form takes, so that the form can say how many it takes.
DATA_UPLOAD_MAX_NUMBER_FILES = 40

# --- Who may come in ------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "accounts.passwords.UnlikeTheUserValidator",
     "OPTIONS": {"user_attributes": ("email", "first_name")}},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "accounts.passwords.WordsOfTheSiteValidator"},
]  # fmt: skip
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "today:home"
# Somebody new begins with a goal.
ACCOUNT_SIGNUP_REDIRECT_URL = "goals:goal-start"
LOGOUT_REDIRECT_URL = "today:home"
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "signup": "accounts.forms.SignupForm",
    "login": "accounts.login_forms.LoginForm",
    "add_email": "accounts.login_forms.AddEmailForm",
    "change_password": "accounts.login_forms.ChangePasswordForm",
    "set_password": "accounts.login_forms.SetPasswordForm",
    "reset_password": "accounts.login_forms.ResetPasswordForm",
    "reset_password_from_key": "accounts.login_forms.ResetPasswordKeyForm",
    "reauthenticate": "accounts.login_forms.ReauthenticateForm",
}
# Who may make an account: "open", "closed" or "invited".
SIGN_UP = environment.sign_up
# What an account may keep, unless it has limits of its own; 0 is no limit.
MOST_CONTACTS = environment.most_contacts
MOST_STORAGE = environment.most_storage
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
# Where no mails are sent, nobody can confirm an address, so everybody is believed.
ACCOUNT_EMAIL_VERIFICATION = "mandatory" if environment.is_mail_set_up else "none"
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_LOGOUT_ON_GET = False
# Most open a mail on their phone once a week; logging in each time would keep them away.
ACCOUNT_SESSION_REMEMBER = True
# A new password ends the log-ins on all other devices; the one at hand stays.
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_PREVENT_ENUMERATION = True
# A new mail address is a new way in, so it asks for the password again; and every such change is told by mail.
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
# Whoever is behind the proxies is found before allauth looks (netzwerk/core/proxies.py), so it looks at REMOTE_ADDR.
ALLAUTH_TRUSTED_PROXY_COUNT = 0
PROXY_NETWORKS = environment.proxy_networks
PROXY_HOPS = environment.trusted_proxies
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if environment.is_https else "http"

# Accounts elsewhere that one may log in with (decision 0026). Nothing of theirs is kept but who it is and an address.
SOCIALACCOUNT_PROVIDERS = environment.login_providers
SOCIALACCOUNT_ADAPTER = "accounts.social.SocialAccountAdapter"
SOCIALACCOUNT_FORMS = {"signup": "accounts.forms.SocialSignupForm", "disconnect": "accounts.forms.DisconnectForm"}
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_STORE_TOKENS = False

# A second step after the password, and passkeys instead of it: "offered" to all, or "required" of all.
SECOND_FACTOR = environment.second_factor
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Netzwerk"
MFA_RECOVERY_CODES_SHOW_ONCE = True
# Whoever is logged in has confirmed an address, where mails are sent; one that waits to be confirmed is no obstacle.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_ADAPTER = "accounts.factors.adapter.FactorsAdapter"
MFA_FORMS = {
    "authenticate": "accounts.factors.forms.AuthenticateForm",
    "reauthenticate": "accounts.factors.forms.ReauthenticateForm",
    "activate_totp": "accounts.factors.forms.ActivateTOTPForm",
    "add_webauthn": "accounts.factors.forms.AddPasskeyForm",
    "edit_webauthn": "accounts.factors.forms.EditPasskeyForm",
    "authenticate_webauthn": "accounts.factors.forms.AuthenticatePasskeyForm",
    "login_webauthn": "accounts.factors.forms.LoginPasskeyForm",
    "reauthenticate_webauthn": "accounts.factors.forms.ReauthenticatePasskeyForm",
}
# Devices that are logged in can be seen and sent away: see accounts/devices.py, which keeps no network addresses.
USERSESSIONS_TRACK_ACTIVITY = False

# --- Mail -----------------------------------------------------------------------
# Without it no mail is planned, and Today shows all reminders itself.
IS_MAIL_SET_UP = environment.is_mail_set_up
EMAIL_BACKEND = environment.email["EMAIL_BACKEND"]
EMAIL_HOST = environment.email["EMAIL_HOST"]
EMAIL_PORT = environment.email["EMAIL_PORT"]
EMAIL_HOST_USER = environment.email["EMAIL_HOST_USER"]
EMAIL_HOST_PASSWORD = environment.email["EMAIL_HOST_PASSWORD"]
EMAIL_USE_TLS = environment.email["EMAIL_USE_TLS"]
EMAIL_USE_SSL = environment.email["EMAIL_USE_SSL"]
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = environment.mail_from
# To whom servers report what they could not deliver; the sender, unless somebody else is named.
BOUNCE_ADDRESS = environment.bounce_address
BOUNCE_PROVIDER = environment.bounce_provider
BOUNCE_SECRET = environment.bounce_secret
BOUNCE_MAILBOX = environment.bounce_mailbox

# --- Jobs -----------------------------------------------------------------------
JOB_LEASE_SECONDS = environment.job_lease_seconds
TICK_SECONDS = environment.tick_seconds
CELERY_BROKER_URL = environment.redis_url
BROKER_OPTIONS = BROKER_CONNECTION

# --- Notifications --------------------------------------------------------------
PUSH_HOSTS = environment.push_hosts

# --- Who runs this site -----------------------------------------------------------
IMPRINT_URL = environment.imprint_url
PRIVACY_URL = environment.privacy_url

# --- Words and time -------------------------------------------------------------
LANGUAGE_CODE = "en"
# "de-du" is German that says du: a second catalogue with only the sentences that differ, over the formal one.
LANGUAGES = [("en", _("English")), ("de", _("German")), ("de-du", _("German, informal"))]
LOCALE_PATHS = sorted(path for path in (BASE_DIR / "locale").glob("*") if path.is_dir())
TIME_ZONE = "UTC"
USE_TZ = True
USE_I18N = True
FORMAT_MODULE_PATH = ["netzwerk.formats"]

# --- Files that browsers fetch ----------------------------------------------------
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
# Served from where they lie; no step that collects them first.
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
# Vite already puts a hash into each name under build/.
WHITENOISE_IMMUTABLE_FILE_TEST = r"^/static/build/assets/"
VITE_MANIFEST = BASE_DIR / "static" / "build" / "manifest.json"
DJANGO_VITE = {
    "default": {
        "dev_mode": False,
        "manifest_path": VITE_MANIFEST,
        "static_url_prefix": "build",
    }
}

# --- What browsers are told -------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-src": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = False  # the proxy in front redirects; behind it every request arrives as plain http
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if environment.is_https else 0
# files.E001: the folder for uploads is made when one comes. W005, W021: a self-hosted site must not decide for the
# sister hosts of its domain. W008: the proxy redirects.
SILENCED_SYSTEM_CHECKS = ["files.E001", "security.W005", "security.W008", "security.W021"]
# With this prefix browsers take a cookie over TLS alone, and from this very host.
COOKIE_PREFIX = "__Host-" if environment.is_https else ""
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}sessionid", f"{COOKIE_PREFIX}csrftoken"
LANGUAGE_COOKIE_NAME, THEME_COOKIE_NAME = f"{COOKIE_PREFIX}django_language", f"{COOKIE_PREFIX}theme"
MESSAGE_STORAGE = "netzwerk.core.cookies.MessageStorage"
SESSION_COOKIE_SECURE = environment.is_https
CSRF_COOKIE_SECURE = environment.is_https
LANGUAGE_COOKIE_SECURE = environment.is_https
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 90 * 24 * 3600
if environment.is_https:
    # Behind TLS the proxy's forwarded scheme is what makes request.is_secure() true; only a trusted one's is left.
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CSRF_FAILURE_VIEW = "netzwerk.errors.csrf_failure"

# --- What operators see -----------------------------------------------------------
# Off unless set; whoever asks at /metrics has to show it.
METRICS_TOKEN = environment.metrics_token
# Nothing is reported to anybody: no mails to ADMINS, no service. Errors are in the log, by class and place.
_FORMATTERS = {"text": "PrivateFormatter", "json": "JsonFormatter"}
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "class": f"netzwerk.core.logs.{_FORMATTERS[environment.log_format]}",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": environment.log_level},
    # In detail it names where browsers take notifications, and whoever knows such an address can try it.
    # And fido2 names each passkey that it sees.
    "loggers": {
        "urllib3": {"level": "WARNING"},
        "fido2": {"level": "WARNING"},
        # Instead of the handlers that Django brings, one of which sends mails.
        "django": {"handlers": [], "level": "INFO"},
        # A refused request has its line from AccessMiddleware, by its view; here are the ones that broke.
        "django.request": {"level": "ERROR"},
    },
}
