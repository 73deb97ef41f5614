"""Why a mail was not taken: at which stage of the conversation, and what the server said."""

from __future__ import annotations

import re
import smtplib
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum

CLOSING = 421

_ENHANCED = re.compile(r"\s*([245]\.\d{1,3}\.\d{1,3})\b")


class Stage(StrEnum):
    """Where in the conversation something happened."""

    CONNECT = "connect"
    LOGIN = "login"
    SENDER = "sender"
    RECIPIENT = "recipient"
    CONTENT = "content"


class DeliveryError(Exception):
    """That a mail was not taken: at which stage, and the server's code and enhanced status (RFC 3463) if it gave any.

    Says neither the address nor the server's words, which often quote it. `__cause__` is what smtplib raised.
    """

    def __init__(self, stage: Stage, code: int | None = None, status: str = "") -> None:
        super().__init__(f"{stage} {code or 'broken off'} {status}".rstrip())
        self.stage, self.code, self.status = stage, code, status

    @property
    def is_for_good(self) -> bool:
        """Whether the server said that trying again is useless (5xx)."""
        return self.code is not None and 500 <= self.code < 600

    @property
    def is_line_gone(self) -> bool:
        """Whether this says something about the connection alone."""
        return self.code in {None, CLOSING}


@contextmanager
def at_stage(stage: Stage) -> Iterator[None]:
    """Turn what smtplib raises inside into a `DeliveryError` of this stage."""
    try:
        yield
    except smtplib.SMTPResponseException as error:
        raise DeliveryError(stage, error.smtp_code, _status(error.smtp_error)) from error
    except (smtplib.SMTPException, OSError) as error:
        raise DeliveryError(stage) from error


def expect(answer: tuple[int, bytes], stage: Stage, series: int = 2) -> None:
    """Raise a `DeliveryError` unless the server's answer is of this series: 2 for yes, 3 for go on."""
    code, text = answer
    if code // 100 != series:
        raise DeliveryError(stage, code if code > 0 else None, _status(text))


def _status(text: bytes | str) -> str:
    found = _ENHANCED.match(text.decode("ascii", "replace") if isinstance(text, bytes) else text)
    return found[1] if found else ""
