"""The environment, read once and typed: `environment` holds every value that an operator may set."""

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured
from environs import Env, EnvError, FileAwareEnv

from netzwerk.settings.bounces import Mailbox, check_provider, read_mailbox
from netzwerk.settings.files import read_bucket
from netzwerk.settings.providers import read_providers
from netzwerk.settings.proxies import Network, read_networks

OWN_MACHINE = {"localhost", "127.0.0.1", "::1"}
# What EMAIL_URL says where no mails are to be sent; whatever is sent nevertheless fails, and is not taken for sent.
NO_MAIL = {"", "none", "none:", "none://", "off"}
REFUSING = "netzwerk.core.no_mail.RefusingBackend"
# Where browsers let notifications be sent: Chrome and its kin, Firefox, Safari, Edge.
DEFAULT_PUSH_HOSTS = ("fcm.googleapis.com", "*.push.services.mozilla.com", "*.push.apple.com", "*.notify.windows.com")
# Who may make an account: anybody, nobody, or whoever has an invitation.
SIGN_UP_WAYS = ("open", "closed", "invited")
# Whether a second step at the log-in is up to each user, or everybody's.
SECOND_FACTOR_WAYS = ("offered", "required")
LOG_FORMATS = ("text", "json")
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")


@dataclass(frozen=True)
class Environment:
    """All settings that come from outside; `.env.example` describes each in one line."""

    secret_key: str
    secret_key_fallbacks: tuple[str, ...]
    debug: bool
    base_url: str
    database: dict[str, Any]
    database_role: str
    database_pool_size: int
    database_pooler: str
    statement_seconds: int
    lock_seconds: int
    redis_url: str
    email: dict[str, Any]
    mail_from: str
    bounce_address: str
    bounce_provider: str
    bounce_secret: str
    bounce_mailbox: Mailbox | None
    trusted_proxies: int
    proxy_networks: tuple[Network, ...]
    data_dir: Path
    bucket: dict[str, Any]
    photo_storage: str
    photo_storage_options: dict[str, Any]
    local_mode: bool
    local_mail_dir: Path | None
    tick_seconds: float
    job_lease_seconds: int
    log_level: str
    log_format: str
    metrics_token: str
    push_hosts: tuple[str, ...]
    sign_up: str
    second_factor: str
    login_providers: dict[str, Any]
    most_contacts: int
    most_storage: int
    imprint_url: str
    privacy_url: str

    @property
    def is_https(self) -> bool:
        """Whether visitors reach the site over TLS, which decides cookies and HSTS."""
        return urlsplit(self.base_url).scheme == "https"

    @property
    def is_database_pooled(self) -> bool:
        """Whether a pooler stands in front of the database that gives each transaction any connection it has."""
        return self.database_pooler == "transaction"

    @property
    def is_mail_set_up(self) -> bool:
        """Whether there is a server that takes mails."""
        return self.email.get("EMAIL_BACKEND") != REFUSING

    @property
    def is_local(self) -> bool:
        """Whether mails and sample accounts are for anybody to see, which they may be on one's own machine alone.

        A proxy in front makes every visitor look like one from here, so the address that people open must be local too.
        """
        return self.local_mode and self.host in OWN_MACHINE

    @property
    def host(self) -> str:
        """The host name (without port) that links in mails carry and requests must name."""
        return urlsplit(self.base_url).hostname or ""


class Variables(FileAwareEnv):
    """The environment. Each may lie in a file that NAME_FILE names, as secrets of containers do.

    What is set to nothing, as in a copy of `.env.example`, is not set; but no role is the login role, which owns the
    tables: see manage.py.
    """

    def _get_value(self, env_key: str, default: Any) -> Any:
        value = super()._get_value(env_key, default)
        return default if value == "" and env_key != "DATABASE_ROLE" else value


def read_environment() -> Environment:
    """Read and check all variables; raises `ImproperlyConfigured` with one sentence that says what to do."""
    env = Variables(strip_whitespace=True)
    try:
        found = _read(env)
    except (EnvError, ValueError) as error:
        raise ImproperlyConfigured(f"{str(error).rstrip('.')}. See .env.example for every setting.") from error
    _check(found)
    return found


def _read(env: Env) -> Environment:
    data_dir = Path(env.str("DATA_DIR", "var")).resolve()
    mail_dir = env.str("LOCAL_MAIL_DIR", "")
    networks = env.str("PROXY_NETWORKS", "")
    hops = _whole(env, "TRUSTED_PROXIES", 1 if networks else 0)
    return Environment(
        secret_key=env.str("SECRET_KEY"),
        secret_key_fallbacks=tuple(env.str("SECRET_KEY_FALLBACKS", "").split()),
        debug=env.bool("DEBUG", False),
        base_url=env.str("BASE_URL", "http://localhost:8000").rstrip("/"),
        database=dict(env.dj_db_url("DATABASE_URL")),
        database_role=env.str("DATABASE_ROLE", "netzwerk_app"),
        database_pool_size=_whole(env, "DATABASE_POOL_SIZE"),
        database_pooler=env.str("DATABASE_POOLER", ""),
        statement_seconds=_whole(env, "DATABASE_STATEMENT_SECONDS"),
        lock_seconds=_whole(env, "DATABASE_LOCK_SECONDS"),
        redis_url=env.str("REDIS_URL"),
        email=_email(env),
        mail_from=env.str("MAIL_FROM", "Netzwerk <netzwerk@localhost>"),
        bounce_address=env.str("BOUNCE_ADDRESS", ""),
        bounce_provider=check_provider(env.str("BOUNCE_PROVIDER", ""), env.str("BOUNCE_SECRET", "")),
        bounce_secret=env.str("BOUNCE_SECRET", ""),
        bounce_mailbox=read_mailbox(env.str("BOUNCE_IMAP_URL", "")),
        trusted_proxies=hops,
        proxy_networks=read_networks(networks, hops=hops),
        data_dir=data_dir,
        bucket=read_bucket(env.str("FILES_URL", "")),
        photo_storage=env.str("PHOTO_STORAGE", ""),
        photo_storage_options=_json_object(env, "PHOTO_STORAGE_OPTIONS"),
        local_mode=env.bool("LOCAL_MODE", False),
        local_mail_dir=Path(mail_dir) if mail_dir else None,
        tick_seconds=env.float("TICK_SECONDS", 60.0),
        job_lease_seconds=_whole(env, "JOB_LEASE_SECONDS", 60),
        log_level=env.str("LOG_LEVEL", "INFO").upper(),
        log_format=env.str("LOG_FORMAT", "text"),
        metrics_token=env.str("METRICS_TOKEN", ""),
        push_hosts=tuple(host.strip() for host in env.str("PUSH_HOSTS", "").split(",") if host.strip())
        or DEFAULT_PUSH_HOSTS,
        sign_up=env.str("SIGN_UP", "open"),
        second_factor=env.str("SECOND_FACTOR", "offered"),
        login_providers=read_providers(env.str("LOGIN_PROVIDERS", "")),
        most_contacts=_whole(env, "MOST_CONTACTS"),
        most_storage=_whole(env, "MOST_STORAGE"),
        imprint_url=env.str("IMPRINT_URL", ""),
        privacy_url=env.str("PRIVACY_URL", ""),
    )


def _email(env: Env) -> dict[str, Any]:
    """Return Django's settings of the mail server; without one, a backend that refuses."""
    if env.str("EMAIL_URL").strip().lower() not in NO_MAIL:
        return dict(env.dj_email_url("EMAIL_URL"))
    nowhere = {"EMAIL_HOST": "", "EMAIL_PORT": 25, "EMAIL_HOST_USER": "", "EMAIL_HOST_PASSWORD": ""}
    return {"EMAIL_BACKEND": REFUSING, **nowhere, "EMAIL_USE_TLS": False, "EMAIL_USE_SSL": False}


def _whole(env: Env, name: str, unset: int = 0) -> int:
    text = env.str(name, "")
    if text and not text.removeprefix("-").isdecimal():
        raise ValueError(f"{name} must be a whole number.")
    return int(text) if text else unset


def _json_object(env: Env, name: str) -> dict[str, Any]:
    try:
        value = json.loads(env.str(name, "") or "{}")
    except json.JSONDecodeError:
        value = None
    if not isinstance(value, dict):
        raise ValueError(f'{name} must be a JSON object such as {{"bucket_name": "photos"}}.')
    return value


def _check(found: Environment) -> None:
    base = urlsplit(found.base_url)
    if base.scheme not in {"http", "https"} or not found.host or base.path or base.query:
        raise ImproperlyConfigured("BASE_URL must be the address people open, such as https://netzwerk.example.org.")
    _check_services(found)
    _check_numbers(found)
    _check_push_hosts(found)
    _check_limits_and_links(found)
    if len(found.secret_key) < 32:
        raise ImproperlyConfigured("SECRET_KEY must have 32 characters or more; any long random text will do.")
    if found.sign_up not in SIGN_UP_WAYS:
        raise ImproperlyConfigured(f"SIGN_UP must be one of {', '.join(SIGN_UP_WAYS)}.")
    if found.second_factor not in SECOND_FACTOR_WAYS:
        raise ImproperlyConfigured(f"SECOND_FACTOR must be one of {', '.join(SECOND_FACTOR_WAYS)}.")
    _check_watching(found)


def _check_services(found: Environment) -> None:
    if found.database_pooler not in {"", "transaction"}:
        raise ImproperlyConfigured("DATABASE_POOLER must be transaction, or nothing.")
    if "postgresql" not in str(found.database.get("ENGINE")):
        raise ImproperlyConfigured("DATABASE_URL must name a PostgreSQL database: postgres://user:password@host/name.")
    if urlsplit(found.redis_url).scheme not in {"redis", "rediss", "unix"}:
        raise ImproperlyConfigured("REDIS_URL must look like redis://host:6379/0.")
    if "EMAIL_BACKEND" not in found.email:
        raise ImproperlyConfigured(
            "EMAIL_URL must look like smtp+tls://user:password@host:587, or be none: then no mails are sent."
        )


def _check_limits_and_links(found: Environment) -> None:
    if found.most_contacts < 0 or found.most_storage < 0:
        raise ImproperlyConfigured("MOST_CONTACTS and MOST_STORAGE (in bytes) must be 0 or more; 0 is no limit.")
    for link in (found.imprint_url, found.privacy_url):
        if link and (urlsplit(link).scheme not in {"http", "https"} or not urlsplit(link).hostname):
            raise ImproperlyConfigured(
                "IMPRINT_URL and PRIVACY_URL must be whole addresses: https://example.org/imprint."
            )


def _check_watching(found: Environment) -> None:
    if found.log_level not in LOG_LEVELS:
        raise ImproperlyConfigured(f"LOG_LEVEL must be one of {', '.join(LOG_LEVELS)}.")
    if found.log_format not in LOG_FORMATS:
        raise ImproperlyConfigured("LOG_FORMAT must be text or json.")
    if found.metrics_token and len(found.metrics_token) < 20:
        raise ImproperlyConfigured("METRICS_TOKEN must have 20 characters or more; any long random text will do.")


def _check_push_hosts(found: Environment) -> None:
    """Let nothing by that would make this site post to wherever somebody likes."""
    for host in found.push_hosts:
        if not re.fullmatch(r"(\*\.[a-z0-9-]+\.)?[a-z0-9.-]*[a-z][a-z0-9-]*(:[0-9]{1,5})?", host):
            raise ImproperlyConfigured(
                "PUSH_HOSTS must be hosts with commas between: fcm.googleapis.com,*.push.apple.com."
            )


def _check_numbers(found: Environment) -> None:
    if found.tick_seconds <= 0 or found.job_lease_seconds <= 0:
        raise ImproperlyConfigured("TICK_SECONDS and JOB_LEASE_SECONDS must be more than 0.")
    if found.database_pool_size < 0 or found.trusted_proxies < 0:
        raise ImproperlyConfigured("DATABASE_POOL_SIZE and TRUSTED_PROXIES must be 0 or more.")
    if found.statement_seconds < 0 or found.lock_seconds < 0:
        raise ImproperlyConfigured("DATABASE_STATEMENT_SECONDS and DATABASE_LOCK_SECONDS must be 0 or more.")


environment = read_environment()
