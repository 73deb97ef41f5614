"""Accounts elsewhere that one may log in with: LOGIN_PROVIDERS, checked, as django-allauth wants it."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import urlsplit

# Those that allauth knows by name; any other id is a server that speaks OpenID Connect.
KNOWN = {"google": "Google", "microsoft": "Microsoft", "github": "GitHub", "apple": "Apple"}
# Their scopes are named, as allauth's own would leave the address out.
SCOPES = {"google": ["openid", "email", "profile"], "github": ["read:user", "user:email"]}
# An address there may be whatever the administrator of some organisation typed in, so it proves nothing.
ADDRESS_PROVES_NOTHING = {"microsoft"}
OPTIONS = {"client_id", "secret", "name", "server", "tenant", "team", "key", "trust_addresses"}
SAMPLE = '{"google": {"client_id": "…", "secret": "…"}}'
OWN_MACHINE = {"localhost", "127.0.0.1", "::1"}


def read_providers(text: str) -> dict[str, Any]:
    """Return the value of SOCIALACCOUNT_PROVIDERS; raises `ValueError` with one sentence that says what to do."""
    found = _object(text)
    providers: dict[str, Any] = {}
    for name, options in found.items():
        _check(name, options)
        kind = name if name in KNOWN else "openid_connect"
        apps = providers.setdefault(kind, {"APPS": []})["APPS"]
        apps.append(_app(name, options))
    return providers


def _object(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text or "{}")
    except json.JSONDecodeError:
        found = None
    if not isinstance(found, dict) or not all(isinstance(options, dict) for options in found.values()):
        raise ValueError(f"LOGIN_PROVIDERS must be a JSON object such as {SAMPLE}.")
    return found


def _check(name: str, options: dict[str, Any]) -> None:
    if not re.fullmatch(r"[a-z][a-z0-9-]{0,29}", name):
        raise ValueError(f"LOGIN_PROVIDERS: {name!r} must be small letters, digits and hyphens, such as company.")
    if unknown := sorted(set(options) - OPTIONS):
        raise ValueError(f"LOGIN_PROVIDERS: {name} has {', '.join(unknown)}, which is none of {sorted(OPTIONS)}.")
    if not isinstance(options.get("trust_addresses", True), bool):
        raise ValueError(f"LOGIN_PROVIDERS: {name} must say true or false for trust_addresses.")
    for option, value in options.items():
        if option != "trust_addresses" and (not isinstance(value, str) or not value):
            raise ValueError(f"LOGIN_PROVIDERS: {name} must have a text for {option}.")
    _check_complete(name, options)
    if "server" in options:
        _check_server(name, options["server"])


def _check_complete(name: str, options: dict[str, Any]) -> None:
    needed = {"client_id", "secret"} | ({"team", "key"} if name == "apple" else set())
    needed |= set() if name in KNOWN else {"name", "server"}
    if missing := sorted(needed - set(options)):
        raise ValueError(f"LOGIN_PROVIDERS: {name} lacks {', '.join(missing)}.")


def _check_server(name: str, address: str) -> None:
    parts = urlsplit(address)
    if not parts.hostname or (parts.scheme != "https" and not _is_own(parts.scheme, parts.hostname)):
        raise ValueError(f"LOGIN_PROVIDERS: the server of {name} must be an address that begins with https://.")


def _is_own(scheme: str, host: str) -> bool:
    return scheme == "http" and host in OWN_MACHINE


def _app(name: str, options: dict[str, Any]) -> dict[str, Any]:
    settings: dict[str, Any] = {
        # Whoever sees the code of a log-in on its way cannot use it. Apple knows no PKCE.
        "oauth_pkce_enabled": name != "apple",
        "email_authentication": options.get("trust_addresses", name not in ADDRESS_PROVES_NOTHING),
    }
    if name in SCOPES:
        settings["scope"] = SCOPES[name]
    if "tenant" in options:
        settings["tenant"] = options["tenant"]
    if name == "apple":
        settings["certificate_key"] = options["key"]
    app = {"client_id": options["client_id"], "secret": options["secret"], "settings": settings}
    if name == "apple":
        app["key"] = options["team"]
    if name not in KNOWN:
        settings["server_url"] = options["server"].rstrip("/")
        app |= {"provider_id": name, "name": options["name"]}
    return app
