"""The local stack's configuration: what the user sets, what is remembered, what is made up."""

from __future__ import annotations

import json
import os
import secrets
from pathlib import Path

from dotenv import dotenv_values

from netzwerk.local.paths import ROOT
from netzwerk.local.problems import LocalError

DEFAULT_PORT = 8000
TOOLS = {"CHROMIUM_PATH", "NETZWERK_CORPUS", "PG_BINDIR"}


def user_settings() -> dict[str, str]:
    """Return what `.env` and the environment set; the environment wins, and empty values count as not set."""
    from_file = {key: value for key, value in dotenv_values(ROOT / ".env").items() if value}
    return {**from_file, **{key: value for key, value in os.environ.items() if value}}


def remember_tools() -> None:
    """Let what `.env` says about tools count like the environment: the parts that look for them read only that."""
    for name, value in user_settings().items():
        if name in TOOLS:
            os.environ.setdefault(name, value)


def remembered_secrets(path: Path) -> dict[str, str]:
    """Return the secrets of this installation, made on the first start and readable by its owner alone."""
    if path.exists():
        found: dict[str, str] = json.loads(path.read_text())
        return found
    made = {name: secrets.token_urlsafe(40) for name in ("secret_key", "database_password", "broker_password")}
    # With half a file nobody would get at the database again.
    write_private(path, json.dumps(made, indent=2))
    return made


def write_private(path: Path, text: str) -> None:
    """Write a file whole or not at all, readable by its owner alone."""
    begun = path.with_suffix(".partial")
    begun.unlink(missing_ok=True)
    begun.touch(mode=0o600)
    begun.write_text(text)
    begun.replace(path)


def port_of(settings: dict[str, str]) -> int:
    """Return the port for the web server; raises `LocalError` when PORT is none."""
    text = settings.get("PORT", str(DEFAULT_PORT))
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise LocalError(f"PORT must be a number from 1 to 65535, not {text!r}.")
    return int(text)
