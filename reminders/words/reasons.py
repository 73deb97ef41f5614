"""Reasons in words: each says why with the facts it rests on, and claims no talk that nobody noted (product rule 8)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from contacts.models import Contact, Exchange
from contacts.words.exchanges import what_words
from goals.models import NextStep, Role
from reminders.queries.days import OwnDay
from reminders.rules.reasons import Reason, ReasonKind
from reminders.words.days import birthday_sentence, own_day_sentence
from reminders.words.silences import last_in_touch, overdue_sentence, unheard_sentence

# Those that speak of silence: one sentence tells all.
_SILENCE = (ReasonKind.DUE, ReasonKind.WORTH_REVIVING, ReasonKind.NOTHING_NOTED)


@dataclass(frozen=True, slots=True)
class Facts:
    """What a sentence about somebody may draw on; roles and next step are those of active goals."""

    contact: Contact
    roles: tuple[Role, ...]
    next_step: NextStep | None
    on: date
    zone: ZoneInfo
    own_days: tuple[OwnDay, ...] = ()
    promise: Exchange | None = None


def sentences_for(reasons: Iterable[Reason], facts: Facts) -> tuple[str, ...]:
    """Return the reasons as sentences in the reader's language, the weightiest first."""
    kinds = {reason.kind for reason in reasons}
    found: list[str] = []
    for reason in reasons:
        for sentence in _sentences(reason, kinds, facts):
            if sentence not in found:
                found.append(sentence)
    return tuple(found)


def _sentences(reason: Reason, kinds: set[ReasonKind], facts: Facts) -> list[str]:
    match reason.kind:
        case kind if kind in _SILENCE:
            return [_silence(kinds, facts)]
        case ReasonKind.NEXT_STEP | ReasonKind.OPEN_PROMISE:
            return _next_step(facts) if reason.kind is ReasonKind.NEXT_STEP else _promise(facts)
        case ReasonKind.BIRTHDAY if reason.on is not None:
            return [birthday_sentence(facts.contact, reason.on, facts.on)]
        case ReasonKind.OWN_DATE:
            return [own_day_sentence(own, facts.on) for own in facts.own_days]
        case ReasonKind.LEADING_GOAL | ReasonKind.OTHER_GOAL:
            is_leading = reason.kind is ReasonKind.LEADING_GOAL
            return [_role(role) for role in facts.roles if role.goal.is_leading == is_leading]
        case _:
            return _plain(reason.kind)


def _silence(kinds: set[ReasonKind], facts: Facts) -> str:
    if ReasonKind.WORTH_REVIVING in kinds and not _says_reviving(kinds, facts):
        return _("Worth reviving: %(since)s.") % {"since": last_in_touch(facts.contact, facts.on, facts.zone)}
    if ReasonKind.DUE in kinds:
        return overdue_sentence(facts.contact, facts.on, facts.zone)
    return unheard_sentence(facts.contact, facts.on, facts.zone)


def _says_reviving(kinds: set[ReasonKind], facts: Facts) -> bool:
    """Whether the sentence about a role says already that the tie is worth reviving."""
    is_told = ReasonKind.LEADING_GOAL in kinds or ReasonKind.OTHER_GOAL in kinds
    return is_told and any(role.kind == Role.Kind.WORTH_REVIVING for role in facts.roles)


def _next_step(facts: Facts) -> list[str]:
    if facts.next_step is None:
        return []
    due_on = facts.next_step.due_on
    words = {"step": facts.next_step.text.rstrip(". "), "day": date_format(due_on, "MONTH_DAY_FORMAT")}
    if due_on < facts.on:
        return [_("Next step: %(step)s. Was due on %(day)s.") % words]
    return [_("Next step: %(step)s, by %(day)s.") % words]


def _promise(facts: Facts) -> list[str]:
    if facts.promise is None:
        return []
    words = {"promise": what_words(facts.promise).rstrip(". ")}
    due_on = facts.promise.due_on
    if due_on is None:
        return [_("Open promise: %(promise)s.") % words]
    words["day"] = date_format(due_on, "MONTH_DAY_FORMAT")
    if due_on < facts.on:
        return [_("Open promise: %(promise)s. Was due on %(day)s.") % words]
    return [_("Open promise: %(promise)s, by %(day)s.") % words]


def _role(role: Role) -> str:
    return _("%(role)s for “%(goal)s”.") % {"role": role.get_kind_display(), "goal": role.goal.statement}


def _plain(kind: ReasonKind) -> list[str]:
    match kind:
        case ReasonKind.INTERESTING:
            return [_("You would like to know them better.")]
        case ReasonKind.CLOSE_TO_HEART:
            return [_("Close to your heart.")]
        case ReasonKind.WAITS_LONGEST:
            return [_("Waits longest.")]
        case _:
            return []
