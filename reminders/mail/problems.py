"""What an error means for a mail: which problem the reader is told, and whether trying again may help.

A refused address is not a broken server. Only an answer that says "there is no such mailbox" counts against the
address; a full mailbox, a list that blocks this site, and whatever broke on the way there do not.
"""

from __future__ import annotations

import smtplib
from collections.abc import Callable
from dataclasses import dataclass

from netzwerk.core.delivery import CLOSING, DeliveryError, Stage
from reminders.models import Digest

_Problem = Digest.Problem

WRONG_ORDER, WANTS_LOGIN = 503, {530, 535}
# RFC 3463: x.2.2 is a full mailbox, 5.3.1 and 5.3.2 a full or resting server; 5.7.x is policy: this site, not the
# address, is not wanted. 5.1.7 and 5.1.8 are about the sender.
FULL = {"4.2.2", "5.2.2", "5.3.1", "5.3.2"}
FULL_CODE = 552
OF_SENDER = {"5.1.7", "5.1.8"}
TOO_LONG = {"5.2.3", "5.3.4"}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is told; whether it is final, as no retry helps; whether it counts as a refusal of the address."""

    problem: Digest.Problem
    is_final: bool = False
    is_refusal: bool = False


REFUSED = Verdict(_Problem.ADDRESS_REFUSED, is_final=True, is_refusal=True)
MESSAGE_REFUSED = Verdict(_Problem.MESSAGE_REFUSED, is_final=True)
NOT_NOW = Verdict(_Problem.ADDRESS_NOT_NOW)
BROKEN_OFF = Verdict(_Problem.BROKEN_OFF)
NO_LOGIN = Verdict(_Problem.NO_LOGIN)
NO_SERVER = Verdict(_Problem.NO_SERVER)
SENDER_REFUSED = Verdict(_Problem.SENDER_REFUSED)


def judge(error: BaseException) -> Verdict:
    """Return what follows from an error of sending; whatever `send_mail` does not raise is our own."""
    if not isinstance(error, DeliveryError):
        return Verdict(_Problem.OURS)
    if error.stage in {Stage.CONNECT, Stage.LOGIN}:
        return _of_opening(error)
    if error.is_line_gone or error.code == WRONG_ORDER:
        return BROKEN_OFF
    if error.code in WANTS_LOGIN:
        return NO_LOGIN
    return _JUDGES[error.stage](error)


def _of_opening(error: DeliveryError) -> Verdict:
    """Without a code, smtplib's own words are about the login; all else says that the line broke."""
    cause = error.__cause__
    is_words = isinstance(cause, smtplib.SMTPException) and not isinstance(cause, smtplib.SMTPServerDisconnected)
    is_login = error.stage == Stage.LOGIN and is_words and error.code != CLOSING
    return NO_LOGIN if is_login else NO_SERVER


def _of_sender(_error: DeliveryError) -> Verdict:
    return SENDER_REFUSED


def _of_recipient(error: DeliveryError) -> Verdict:
    if _is_full(error) or not error.is_for_good:
        return NOT_NOW
    if error.status in TOO_LONG:
        return MESSAGE_REFUSED
    is_about_us = error.status.startswith("5.7.") or error.status in OF_SENDER
    return SENDER_REFUSED if is_about_us else REFUSED


def _of_content(error: DeliveryError) -> Verdict:
    if _is_full(error) or not error.is_for_good:
        return NOT_NOW
    # Some servers look for the mailbox only when they have the text.
    return REFUSED if error.status in {"5.1.1", "5.1.10", "5.2.1"} else MESSAGE_REFUSED


def _is_full(error: DeliveryError) -> bool:
    return error.status in FULL or (error.code == FULL_CODE and error.status not in TOO_LONG)


_JUDGES: dict[Stage, Callable[[DeliveryError], Verdict]] = {
    Stage.SENDER: _of_sender,
    Stage.RECIPIENT: _of_recipient,
    Stage.CONTENT: _of_content,
}
