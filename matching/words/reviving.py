"""Reviving in words: why somebody, the facts, and what came of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from contacts.models import Contact, Origin, Topic
from contacts.rules.states import State
from contacts.wording import (
    annual_words,
    day_words,
    dotted,
    origin_words,
    position_words,
    silence_words,
    soon_words,
)
from goals.models import Role
from matching.models import Revival
from matching.queries.reviving import TieToRevive
from matching.rules.openers import Angle, shortened
from matching.words.reasons import reason_lines

LONGEST_LINE = 120
OUTCOME_ICONS = {
    Revival.Outcome.WAITING: "hourglass-split",
    Revival.Outcome.ANSWERED: "chat-dots",
    Revival.Outcome.HELPED: "gift",
    Revival.Outcome.NO_ANSWER: "dash-circle",
    Revival.Outcome.NOT_NOW: "moon",
}
CHANNEL_ICONS = {
    Revival.Channel.CALL: "telephone",
    Revival.Channel.MEETING: "cup-hot",
    Revival.Channel.MESSAGE: "chat-dots",
}


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that is known of somebody, with its icon and what it is."""

    icon: str
    label: str
    text: str


def reason_words(tie: TieToRevive, today: date) -> str:
    """Return in one sentence why somebody is on the list (product rule 8)."""
    if tie.role is not None and tie.role.kind == Role.Kind.WORTH_REVIVING:
        return _("You picked them as worth reviving for “%(goal)s”.") % {"goal": tie.role.goal.statement}
    if tie.role is not None:
        words = {"role": tie.role.get_kind_display(), "goal": tie.role.goal.statement}
        return _("%(role)s for “%(goal)s”, and you have not heard from each other for long.") % words
    if tie.proposal is not None and (lines := reason_lines(tie.proposal)):
        return lines[0].sentence
    if marks := marks_words(tie.contact):
        return _("What you marked: %(marks)s. Such ties are revived best.") % {"marks": ", ".join(marks)}
    return _old_tie(tie.contact, today)


def marks_words(contact: Contact) -> list[str]:
    """Return which of the quick marks speak for reviving a tie."""
    said = {
        pgettext("what speaks for reviving a tie", "you trust them"): contact.trust > 0,
        pgettext("what speaks for reviving a tie", "they are willing to help"): contact.willing_to_help > 0,
        pgettext("what speaks for reviving a tie", "they have standing in their field"): contact.standing > 0,
        pgettext("what speaks for reviving a tie", "you spent little time together"): contact.shared_time < 0,
    }
    return [words for words, is_said in said.items() if is_said]


def _old_tie(contact: Contact, today: date) -> str:
    words = {"time": silence_words(contact.silent_since, today)}
    if contact.state_on(today) is State.DORMANT:
        return _("Silent for %(time)s: they have seen and learned things that nobody around you knows.") % words
    return _("Silent for %(time)s: not long enough to be strangers, and most people are glad of a word.") % words


def facts_of(tie: TieToRevive, today: date) -> list[Fact]:
    """Return what is known that one can build on: the silence, how one knows each other, what they do, an occasion."""
    return list(_facts(tie, today))


def _facts(tie: TieToRevive, today: date) -> Iterator[Fact]:
    contact = tie.contact
    if tie.last is None:
        since = day_words(contact.silent_since) if contact.last_moment_on else _rough_time(contact, today)
        yield Fact("clock", _("Silent since"), since)
    if known := known_words(contact):
        yield Fact("people", _("How you know each other"), known)
    if position := position_words(contact):
        yield Fact("briefcase", _("Works as"), position)
    if offers := [one.text for one in contact.topics.all() if one.direction == Topic.Direction.OFFERS]:
        yield Fact("gift", _("Offers"), ", ".join(offers[:3]))
    if tie.last is not None:
        yield Fact("journal-text", _("Last noted"), last_words(tie))
    if tie.birthday_on is not None and contact.birthday is not None:
        words = dotted(annual_words(contact.birthday), soon_words(tie.birthday_on, today))
        yield Fact("balloon", _("Birthday"), words)


def _rough_time(contact: Contact, today: date) -> str:
    return _("about %(time)s ago") % {"time": silence_words(contact.silent_since, today)}


def known_words(contact: Contact) -> str:
    """Return how and where one got to know somebody."""
    return dotted(origin_words(contact.origin), contact.how_met, contact.where_met)


def last_words(tie: TieToRevive) -> str:
    """Return the last moment: what it was, when, and the beginning of its note, for the user's own eyes."""
    if tie.last is None:
        return ""
    day = day_words(tie.last.happened_on, tie.last.precision)
    note = shortened(tie.last.note, LONGEST_LINE)
    return dotted(f"{tie.last.get_kind_display()}, {day}", _("“%(name)s”") % {"name": note} if note else "")


def shared_words(contact: Contact) -> str:
    """Return where both were together, as it can be said to somebody: the place, or what kind of time it was."""
    kinds = {
        Origin.STUDIES: pgettext("a time that two people shared", "our studies"),
        Origin.TRAINING: pgettext("a time that two people shared", "our training"),
        Origin.FORMER_JOB: pgettext("a time that two people shared", "our work together"),
    }
    if contact.origin not in kinds:
        return ""
    left = [one.organisation_name for one in contact.positions.all() if one.has_ended and one.organisation_name]
    return left[0] if left else kinds[Origin(contact.origin)]


def angle_label(angle: Angle) -> str:
    """Return the words of a button that lets an opener begin with something."""
    return {
        Angle.BIRTHDAY: _("Birthday"),
        Angle.SEASON: _("The season"),
        Angle.SHARED: _("Time together"),
        Angle.WORK: _("Their work"),
        Angle.PLACE: _("A place"),
        Angle.LAST: _("The last time"),
        Angle.TIME: _("A long time"),
    }[angle]


def revived_words(revival: Revival) -> str:
    """Return how and when somebody was written to again, and after how long."""
    words = {
        "channel": revival.get_channel_display(),
        "day": day_words(revival.begun_on),
        "time": silence_words(revival.silent_since, revival.begun_on),
    }
    return _("%(channel)s on %(day)s, after %(time)s of silence") % words


def outcome_words(revival: Revival) -> str:
    """Return what came of it, with the day."""
    outcome = capfirst(revival.get_outcome_display())
    return dotted(outcome, day_words(revival.outcome_on)) if revival.outcome_on else outcome


def waiting_words(revival: Revival, today: date) -> str:
    """Return how long ago it was, as a question without any pressure."""
    days = (today - revival.begun_on).days
    said = ngettext("%(count)s day ago", "%(count)s days ago", days) % {"count": days} if days else _("Today")
    return dotted(str(revival.get_channel_display()), said)
