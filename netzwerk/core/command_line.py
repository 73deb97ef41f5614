"""The command line: one command of Django, which ends in a sentence where the operator can do something about it."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import django.db
import kombu.exceptions
import psycopg
import redis.exceptions
from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line
from psycopg import errors

AWAY = "The database in DATABASE_URL does not let us in ({}). Does it run, and are address and password right?"
NO_BROKER = "The broker in REDIS_URL does not answer ({}). Does it run, and is the address right?"
NO_BUCKET = "The bucket in FILES_URL cannot be used: {}"
NO_TABLES = "The database has no tables yet, or those of another version of Netzwerk. Run migrate first."
LOCKED = "Somebody else holds a lock on what this needs. Try again in a moment; what was begun is as it was before."
TOO_LONG = "The database broke this off, as it took longer than DATABASE_STATEMENT_SECONDS."
SENTENCES: list[tuple[tuple[type[Exception], ...], str]] = [
    ((ImproperlyConfigured,), "{}."),
    ((errors.UndefinedTable, errors.UndefinedColumn), NO_TABLES),
    ((errors.LockNotAvailable,), LOCKED),
    ((errors.QueryCanceled,), TOO_LONG),
    ((redis.exceptions.ConnectionError, kombu.exceptions.OperationalError), NO_BROKER),
]


def run(arguments: Sequence[str]) -> None:
    """Run one command; exits with 1 and a sentence for settings and services that are not as they must be.

    Everything else that goes wrong is a mistake of ours and keeps its traceback, as all does with `--traceback`.
    """
    try:
        execute_from_command_line(list(arguments))
    except Exception as error:
        sentence = sentence_of(error)
        if sentence is None or "--traceback" in arguments:
            raise
        sys.exit(f"CommandError: {sentence}")


def sentence_of(error: Exception) -> str | None:
    """Return what to tell an operator, or None where there is nothing that they could do."""
    cause = error.__cause__ if isinstance(error, django.db.Error) else error
    if isinstance(cause, psycopg.OperationalError) and cause.sqlstate is None:
        return AWAY.format(_first_line(cause))
    # By name, as to load what speaks to buckets costs each command megabytes.
    if type(cause).__module__.startswith("botocore."):
        return NO_BUCKET.format(cause)
    for kinds, sentence in SENTENCES:
        if isinstance(cause, kinds):
            return sentence.format(_first_line(cause))
    return None


def _first_line(error: BaseException) -> str:
    return next(iter(str(error).splitlines()), "").rstrip(".") or "it said nothing"
