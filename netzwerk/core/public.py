"""The one list of what can be opened without logging in; everything else asks for it."""

PUBLIC_URL_NAMES = {
    "today:home",  # visitors see the first page, members their day
    "accounts:language",
    "accounts:theme",
    "accounts:sample",  # makes a sample account, in local mode only
    "accounts:keep-by-link",  # carries a signed token that keeps one account which is about to go
    "local:mail-list",  # local mode only, loopback only
    "local:mail-detail",
    "local:mail-html",
    "reminders:act",  # carries a signed token for exactly one act
    "reminders:unsubscribe",
    "bounces",  # a provider calls here; it signs what it says
    "reminders:calendar-feed",  # carries a signed token for one calendar, for reading alone
    "health",  # for operators and their monitors; it names nobody
    "live",
    "ready",
    "jobs",
    "metrics",  # for who shows METRICS_TOKEN, and nobody where it is not set
    "service-worker",
    "manifest",
    "offline",
    "account_login",
    "account_logout",
    "mfa_authenticate",  # the second step, for whoever has just shown the password
    "mfa_login_webauthn",
    "account_signup",
    "socialaccount_signup",  # goes on with a log-in elsewhere that the session holds
    "socialaccount_login_cancelled",
    "socialaccount_login_error",
    "openid_connect_login",
    "openid_connect_callback",
    "apple_login",
    "apple_callback",
    "apple_finish_callback",
    "github_login",
    "github_callback",
    "google_login",
    "google_callback",
    "microsoft_login",
    "microsoft_callback",
    "account_invited",  # carries a signed invitation
    "account_inactive",
    "account_email_verification_sent",
    "account_confirm_email",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
}
