"""How long it has been, in words: exact after a noted moment, rough after the user's own *roughly*."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import npgettext

from contacts.models import Contact, LastInTouch
from contacts.rules.cadence import whole_months
from contacts.wording import cadence_words, length_words

YEAR = 12


def overdue_sentence(contact: Contact, on: date, zone: ZoneInfo) -> str:
    """Say that a cadence has passed; only a moment that was noted counts as a talk."""
    cadence = contact.cadence
    since = contact.last_moment_on
    if since is None or cadence is None or whole_months(since, on) >= YEAR:
        return _sentence(last_in_touch(contact, on, zone))
    words = {"rhythm": cadence_words(cadence)}
    passed = _passed(since, on, cadence.unit)
    if passed <= cadence.count:
        return _("You usually talk %(rhythm)s; it is time again.") % words
    return _("You usually talk %(rhythm)s; it has been %(passed)s.") % {
        **words,
        "passed": _length(passed, cadence.unit),
    }


def unheard_sentence(contact: Contact, on: date, zone: ZoneInfo) -> str:
    """Say all that is known of somebody of whom no moment was noted."""
    return _sentence(last_in_touch(contact, on, zone))


def last_in_touch(contact: Contact, on: date, zone: ZoneInfo) -> str:
    """Say when one was last in touch, as a part of a sentence: "last in touch 3 years 2 months ago"."""
    if contact.last_moment_on is None:
        return _roughly(contact, on, contact.created_at.astimezone(zone).date())
    if contact.last_moment_on >= on:
        return _("last in touch today")
    return _("last in touch %(time)s ago") % {"time": _ago(contact.last_moment_on, on)}


def _roughly(contact: Contact, on: date, entered_on: date) -> str:
    """Return what the user said when the person was entered, brought up to today."""
    years = max(0, whole_months(entered_on, on) // YEAR)
    match contact.last_in_touch:
        case LastInTouch.LONGER:
            return _("last in touch more than %(years)s years ago, as you said") % {"years": 3 + years}
        case LastInTouch.ONE_TO_THREE:
            return _("last in touch %(from)s to %(to)s years ago, as you said") % {"from": 1 + years, "to": 3 + years}
        case LastInTouch.THIS_YEAR:
            return _("last in touch in %(year)s, as you said") % {"year": entered_on.year}
        case LastInTouch.THIS_MONTH:
            return _("last in touch in %(month)s, as you said") % {"month": date_format(entered_on, "F Y")}
        case _ if entered_on >= on:
            return _("new on your list, nothing noted yet")
        case _:
            return _("on your list since %(day)s, nothing noted yet") % {"day": date_format(entered_on, "DATE_FORMAT")}


def _sentence(part: str) -> str:
    return f"{part[:1].upper()}{part[1:]}."


def _passed(since: date, on: date, unit: str) -> int:
    return (on - since).days // 7 if unit == "week" else whole_months(since, on)


def _length(count: int, unit: str) -> str:
    """Return a length as the subject of a sentence (German: 4 Monate)."""
    if unit == "week":
        return npgettext("length", "%(count)s week", "%(count)s weeks", count) % {"count": count}
    return npgettext("length", "%(count)s month", "%(count)s months", count) % {"count": count}


def _ago(since: date, on: date) -> str:
    """Return a length as it stands before "ago" (German: nach "vor", 4 Monaten)."""
    months = whole_months(since, on)
    if months == 0:
        return _short_ago((on - since).days)
    years, rest = divmod(months, YEAR)
    parts = []
    if years:
        parts.append(npgettext("ago", "%(count)s year", "%(count)s years", years) % {"count": years})
    if rest:
        parts.append(npgettext("ago", "%(count)s month", "%(count)s months", rest) % {"count": rest})
    return length_words(*parts)


def _short_ago(days: int) -> str:
    if days < 14:
        return npgettext("ago", "%(count)s day", "%(count)s days", days) % {"count": days}
    return npgettext("ago", "%(count)s week", "%(count)s weeks", days // 7) % {"count": days // 7}
