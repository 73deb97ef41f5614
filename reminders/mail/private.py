"""What a private mail says: first names, that a day comes or time has passed, and nothing that was written down."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contacts.models import Contact


def why_words(contact: Contact, days: Sequence[date], on: date) -> tuple[str, ...]:
    """Return why somebody is named without a fact: the days to remember, or that time has passed."""
    sentences = [remember_words(day, on) for day in sorted(set(days))]
    if contact.due_on is not None and contact.due_on <= on:
        sentences.append(_("It has been a while."))
    return tuple(sentences) or (_("Why now stands on the page."),)


def remember_words(day: date, on: date) -> str:
    """Say that there is a day to remember, and when."""
    days = (day - on).days
    if days in (0, 1):
        return _("A day to remember tomorrow.") if days else _("A day to remember today.")
    words = {"day": date_format(day, "l") if 0 < days < 7 else date_format(day, "MONTH_DAY_FORMAT")}
    return (_("A day to remember was on %(day)s.") if days < 0 else _("A day to remember on %(day)s.")) % words


def network_news(count: int) -> str:
    """Say that something comes up in networks, and not in which."""
    return ngettext(
        "Something is coming up in one of your networks.", "Several things are coming up in your networks.", count
    )


def other_news() -> str:
    """Say that something else waits."""
    return _("Something is waiting for you on the page Today.")
