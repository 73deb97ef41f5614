"""What users wrote and hold in a run of the walks, and where it must not be: in any line of a log."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import psycopg
from psycopg import sql

from tests.e2e.mails import LINK, Mails, text_of
from tests.e2e.visitors import PASSWORD

# Texts of columns that no user writes: words of the program's own.
NOT_WRITTEN = {"time_zone", "kind", "state", "last_error", "app", "model", "codename", "wizard", "language"}
TABLES_OF_OURS = {"django_migrations", "django_content_type", "auth_permission", "core_job", "core_heartbeat"}
ADDRESS = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")
# Part of a link that is a key; shorter ones are words.
KEY = re.compile(r"[\w:.-]{20,}")
# What is written by the programs themselves, not by the application.
PARTS = ("web", "worker", "beat")
# Celery prints it past all logging, from the handler of a signal.
FAREWELL = re.compile(r"worker: (Warm|Cold) shutdown \(MainProcess\)")
_COLUMNS = """
    SELECT table_name, column_name FROM information_schema.columns
    WHERE table_schema = 'public' AND data_type IN ('text', 'character varying') AND column_name <> ALL(%s)"""


def is_telling(text: str) -> bool:
    """Return whether finding this text somewhere would say something: an address, a name, a key, a sentence."""
    words = text.split()
    is_name = len(words) > 1 and any(word[:1].isupper() for word in words)
    return len(text) >= 8 and bool(is_name or ADDRESS.search(text) or KEY.fullmatch(text))


def written(url: str) -> Iterator[str]:
    """Yield every telling text in the database: of people, of accounts, of log-ins."""
    with psycopg.connect(url) as connection:
        columns = connection.execute(_COLUMNS, [list(NOT_WRITTEN)]).fetchall()
        for table, column in columns:
            if table not in TABLES_OF_OURS:
                ask = sql.SQL("SELECT DISTINCT {} FROM {} WHERE length({}) < 500").format(
                    sql.Identifier(column), sql.Identifier(table), sql.Identifier(column)
                )
                yield from (text for (text,) in connection.execute(ask).fetchall() if text and is_telling(text))


def sent(mails: Mails) -> Iterator[str]:
    """Yield the addresses that mails went to, and the keys in their links."""
    for mail in mails.to(""):
        yield from ADDRESS.findall(str(mail["To"]))
        for link in LINK.findall(text_of(mail)):
            yield from (part for part in link.split("/")[3:] if KEY.fullmatch(part))


def found_in(text: str, secrets: set[str]) -> list[str]:
    """Return which of these a text holds."""
    lower = text.lower()
    return sorted(secret for secret in secrets if secret.lower() in lower)


def leaks(folder: Path, secrets: set[str]) -> list[str]:
    """Return each log of a folder with what it must not hold."""
    files = sorted(folder.glob("*.log"))
    return [
        f"{path.name}: {found!r}" for path in files for found in found_in(path.read_text("utf-8", "replace"), secrets)
    ]


def lines_that_are_none(folder: Path) -> list[str]:
    """Return the lines of the application's parts that are not one JSON object."""
    lines = [
        line
        for path in sorted(folder.glob("*.log"))
        if path.name.split(".")[0] in PARTS
        for line in path.read_text("utf-8", "replace").splitlines()
    ]
    return [line for line in lines if line and not FAREWELL.fullmatch(line) and not _is_object(line)]


def secrets_of(url: str, mails: Mails) -> set[str]:
    """Return everything that a log must not hold after these walks."""
    return {PASSWORD, *written(url), *sent(mails)}


def _is_object(line: str) -> bool:
    try:
        found = json.loads(line)
    except ValueError:
        return False
    return isinstance(found, dict) and {"time", "level", "logger", "message"} <= found.keys()
