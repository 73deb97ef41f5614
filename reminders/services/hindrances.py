"""Why no mail comes: what the settings explain instead of letting somebody wait."""

from __future__ import annotations

from enum import StrEnum

from django.conf import settings

from accounts.models import User
from reminders.services.planning import has_confirmed_address, is_within_reach


class Hindrance(StrEnum):
    """What stands in the way of a mail."""

    NO_SERVER = "no_server"
    SAMPLE = "sample"
    UNCONFIRMED = "unconfirmed"
    REFUSED = "refused"
    COMPLAINED = "complained"
    OFF = "off"
    LEAVING = "leaving"


def hindrance_of(user: User) -> Hindrance | None:
    """Return why no mail comes by itself, what weighs most first; None when something will come.

    Where mails cannot reach the user, a browser that takes notifications does; that an address refused several, or that
    one was called spam, is told all the same, as something can be done about it.
    """
    if user.is_sample:
        return Hindrance.SAMPLE
    if user.deletion_due_at is not None:
        return Hindrance.LEAVING
    hindrance = None if is_within_reach(user) else order_hindrance_of(user)
    if hindrance is None and not user.digest_weekdays:
        return Hindrance.OFF
    return hindrance or _pause_of(user)


def _pause_of(user: User) -> Hindrance | None:
    if user.digest_paused_at is None:
        return None
    return Hindrance.COMPLAINED if user.digest_complained_at else Hindrance.REFUSED


def order_hindrance_of(user: User) -> Hindrance | None:
    """Return why not even a mail that is asked for could go out; those of a sample account reach only the catcher."""
    if not settings.IS_MAIL_SET_UP:
        return Hindrance.NO_SERVER
    if user.is_sample:
        return None if settings.LOCAL_MAIL_DIR is not None else Hindrance.SAMPLE
    return None if has_confirmed_address(user) else Hindrance.UNCONFIRMED
