"""Log lines without personal text: of an error its class and place, of a signed address not the token."""

from __future__ import annotations

import copy
import json
import logging
import os
import re
import time
import traceback
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings

from netzwerk.core.trace import told

if TYPE_CHECKING:
    from logging import _SysExcInfoType

LINE = "%(asctime)s %(levelname)s %(name)s %(message)s"
# What follows is a key: whoever reads it may do what it allows.
_KEY = re.compile(
    r"(/(?:act|unsubscribe|settings/keep|calendar/feed|confirm-email|invited|password/reset/key)/)[^/\s]+"
)
# So that nobody who gets a text into a line begins another with it.
_ONE_LINE = str.maketrans({"\r": "\\r", "\n": "\\n"})
# What our own lines say beside their sentence.
_FACTS = ("method", "view", "status", "milliseconds", "outcome")


class PrivateFormatter(logging.Formatter):
    """Formats for eyes that have no business with what users write; with DEBUG on, errors are told in full."""

    # In UTC and saying so, whatever the clock of the machine shows.
    converter = staticmethod(time.gmtime)
    default_time_format = "%Y-%m-%dT%H:%M:%S"
    default_msec_format = "%s.%03dZ"

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        return _KEY.sub(r"\1…", super().format(_private(record)))

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - logging's name
        """Return the sentence with the request or job that it is about."""
        sentence = super().formatMessage(record).translate(_ONE_LINE)
        return " ".join([sentence, *(f"{name}={value}" for name, value in told().items())])

    def formatException(self, ei: _SysExcInfoType) -> str:  # noqa: N802 - logging's name
        """Return where the error came from; its text may quote a row or a form."""
        if settings.DEBUG:
            return super().formatException(ei)
        parts = [
            "".join(traceback.format_tb(error.__traceback__)) + f"{type(error).__module__}.{type(error).__qualname__}"
            for error in _chain(ei[1])
        ]
        return "\n".join(reversed(parts))


class JsonFormatter(PrivateFormatter):
    """The same as one JSON object a line: time, level, logger, message, what it is about, and its facts."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        record = _private(record)
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            **told(),
            **{name: vars(record)[name] for name in _FACTS if name in vars(record)},
        }
        if record.exc_info:
            line["error"] = self.formatException(record.exc_info)
        return _KEY.sub(r"\1…", json.dumps(line, ensure_ascii=False, default=str))


def formatter() -> logging.Formatter:
    """Return the formatter that LOG_FORMAT asks for, for processes that log before the application is loaded."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "netzwerk.settings")
    return (JsonFormatter if os.environ.get("LOG_FORMAT") == "json" else PrivateFormatter)(LINE)


def _private(record: logging.LogRecord) -> logging.LogRecord:
    """Return a copy of a record without what others put into it."""
    record = copy.copy(record)
    record.exc_text = None  # as another formatter may have told it
    args = record.args
    if isinstance(args, dict) and "traceback" in args and not settings.DEBUG:
        # Celery puts the text of an error into the message as well.
        record.args = {**args, "exc": "", "traceback": ""}
    if hasattr(record, "request") and record.name.startswith("django.") and not settings.DEBUG:
        # Django tells the address, or quotes the header that it refused.
        status = getattr(record, "status_code", "")
        record.msg, record.args = f"{record.name.rpartition('.')[2]} {status}".rstrip(), ()
        if record.name.startswith("django.security."):
            record.exc_info = None  # no mistake of ours, and whoever looks for holes sends thousands
    return record


def _chain(error: BaseException | None) -> list[BaseException]:
    """Return the error and those that led to it, the last one first."""
    found: list[BaseException] = []
    while error is not None and error not in found:
        found.append(error)
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return found
