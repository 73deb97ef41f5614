"""What a backup says of itself: when and from what it was made, how many rows, and a digest of each part."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from django.conf import settings
from django.utils.crypto import salted_hmac

from netzwerk.core.backup.problems import BackupError

FORMAT = "netzwerk-backup"
# Raised when an older program could not read what a newer one writes.
NUMBER = 1


@dataclass(frozen=True, slots=True)
class Part:
    """One file inside the backup."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """Everything a restore wants to know before it touches anything."""

    made_at: str
    product: str
    postgres: int
    # As (app, name) of all that had been applied.
    migrations: list[list[str]]
    # Of each table, at the instant of the dump.
    rows: dict[str, int]
    # Tells whether SECRET_KEY is the same, and not what it is.
    key: str
    parts: list[Part]

    def as_json(self) -> bytes:
        """Return it as it is written."""
        return json.dumps({"format": FORMAT, "number": NUMBER, **asdict(self)}, indent=1).encode()


def read_manifest(text: bytes) -> Manifest:
    """Return what `as_json` wrote; raises `BackupError` for anything else, and for what a newer program wrote."""
    try:
        said: Any = json.loads(text)
        if said["format"] != FORMAT:
            raise KeyError("format")
        if said["number"] > NUMBER:
            raise BackupError("A newer version of Netzwerk made this backup. Install that version, and restore there.")
        found = {field.name: said[field.name] for field in fields(Manifest)}
        return Manifest(**{**found, "parts": [Part(**part) for part in said["parts"]]})
    except (ValueError, KeyError, TypeError) as error:
        raise BackupError("This file is no backup of Netzwerk.") from error


def product_version() -> str:
    """Return the version of the program that is installed; empty where it runs from a checkout."""
    try:
        return version("netzwerk")
    except PackageNotFoundError:
        return ""


def key_mark(key: str | None = None) -> str:
    """Return what tells two values of SECRET_KEY apart: of this one, or of the site's."""
    return salted_hmac("netzwerk.core.backup", "which key", secret=key or settings.SECRET_KEY).hexdigest()[:16]


def is_known(mark: str) -> bool:
    """Return whether a mark is of the site's key, or of one before it that it still accepts."""
    return mark in {key_mark(key) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)}
