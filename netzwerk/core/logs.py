"""Log lines without personal text: of an error its class and place, of a signed address not the token."""

from __future__ import annotations

import copy
import logging
import re
import traceback
from typing import TYPE_CHECKING

from django.conf import settings

if TYPE_CHECKING:
    from logging import _SysExcInfoType

# What follows is a key: whoever reads it may do what it allows.
_KEY = re.compile(
    r"(/(?:act|unsubscribe|settings/keep|calendar/feed|confirm-email|accounts/invited|password/reset/key)/)[^/\s]+"
)


class PrivateFormatter(logging.Formatter):
    """Formats for eyes that have no business with what users write; with DEBUG on, errors are told in full."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        record = copy.copy(record)
        record.exc_text = None  # as another formatter may have told it
        args = record.args
        if isinstance(args, dict) and "traceback" in args and not settings.DEBUG:
            # Celery puts the text of an error into the message as well.
            record.args = {**args, "exc": "", "traceback": ""}
        return _KEY.sub(r"\1…", super().format(record))

    def formatException(self, ei: _SysExcInfoType) -> str:  # noqa: N802 - logging's name
        """Return where the error came from; its text may quote a row or a form."""
        if settings.DEBUG:
            return super().formatException(ei)
        parts = [
            "".join(traceback.format_tb(error.__traceback__)) + f"{type(error).__module__}.{type(error).__qualname__}"
            for error in _chain(ei[1])
        ]
        return "\n".join(reversed(parts))


def _chain(error: BaseException | None) -> list[BaseException]:
    """Return the error and those that led to it, the last one first."""
    found: list[BaseException] = []
    while error is not None and error not in found:
        found.append(error)
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return found
