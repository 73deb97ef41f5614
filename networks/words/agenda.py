"""What is coming up in networks, in words."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from networks.models import Check, LookingPlace, Membership
from networks.queries.agenda import AgendaItem, Kind
from networks.queries.events import Meeting

ICONS = {
    Kind.NOTICE: "clock",
    Kind.QUESTION: "arrow-clockwise",
    Kind.VERDICT: "check2-circle",
    Kind.MEETING: "calendar-event",
    Kind.SETTLE: "people",
    Kind.LOOK: "binoculars",
}
SHOWN_NAMES = 2
# A day this near is told by its name.
A_WEEK = 6


def title_words(item: AgendaItem) -> str:
    """Return what it is about: the network, the meeting, the place."""
    subject = item.subject
    if isinstance(subject, Meeting):
        return subject.event.title
    if isinstance(subject, LookingPlace):
        return subject.text
    return subject.network.name


def sentence_words(item: AgendaItem, on: date) -> str:
    """Return what is to be done about it, and by when."""
    subject = item.subject
    if isinstance(subject, Membership):
        return _membership_words(item, on)
    if isinstance(subject, Check):
        return _verdict_words(subject)
    if isinstance(subject, LookingPlace):
        return _("Look here again: %(goal)s.") % {"goal": subject.goal.statement}
    return _meeting_words(item, subject, on)


def on_day_words(day: date, on: date) -> str:
    """Return a day as one says it: today, tomorrow, on Thursday, on 3 April 2026."""
    if day == on:
        return _("today")
    if day == on + timedelta(days=1):
        return _("tomorrow")
    if on < day <= on + timedelta(days=A_WEEK):
        return _("on %(weekday)s") % {"weekday": date_format(day, "l")}
    return _("on %(day)s") % {"day": date_format(day, "DATE_FORMAT")}


def _membership_words(item: AgendaItem, on: date) -> str:
    if item.kind == Kind.QUESTION:
        return _("A year has passed: stay, give more, or leave?")
    end = date_format(item.ends_on, "DATE_FORMAT") if item.ends_on else ""
    words = {"by": date_format(item.on, "DATE_FORMAT"), "end": end}
    left = (item.on - on).days
    if left <= 0:
        return _("To leave on %(end)s, give notice today.") % words
    words["count"] = str(left)
    return (
        ngettext(
            "To leave on %(end)s, give notice by %(by)s: %(count)s day left.",
            "To leave on %(end)s, give notice by %(by)s: %(count)s days left.",
            left,
        )
        % words
    )


def _verdict_words(check: Check) -> str:
    words = {"goal": check.goal.statement, "verdict": check.get_verdict_display()}
    if check.verdict:
        return _("You said “%(verdict)s” for “%(goal)s”, and wanted to look at it again.") % words
    return _("You wanted to look at it again for “%(goal)s”.") % words


def _meeting_words(item: AgendaItem, meeting: Meeting, on: date) -> str:
    words = {"network": meeting.event.network.name, "day": on_day_words(meeting.on, on)}
    if item.kind == Kind.SETTLE:
        return _("%(network)s, %(day)s. Whom did you meet?") % words
    words["names"] = _some(item.names)
    return _("%(network)s, %(day)s. You want to meet %(names)s.") % words


def _some(names: tuple[str, ...]) -> str:
    """Return the first names and how many more: "Aylin Demir, Ruth Okafor and 2 more"."""
    shown, more = names[:SHOWN_NAMES], len(names) - SHOWN_NAMES
    if more > 0:
        words = {"names": ", ".join(shown), "count": more}
        return ngettext("%(names)s and %(count)d more", "%(names)s and %(count)d more", more) % words
    if len(shown) > 1:
        return _("%(first)s and %(last)s") % {"first": shown[0], "last": shown[1]}
    return "".join(shown)
