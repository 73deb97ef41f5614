"""What is coming up in the user's networks: notices, questions, meetings, places to look again; fixed queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from accounts.models import User
from contacts.queries.nameable import nameable
from networks.models import Check, LookingPlace, Membership, Network, WantedPerson
from networks.queries.checks import verdicts_due
from networks.queries.events import Meeting, coming_meetings, meetings_around
from networks.queries.looking_places import places_to_look_again
from networks.queries.memberships import memberships_due
from networks.rules.cancellation import reminders_for

# So many days before it a meeting stands on Today.
MEETING_AHEAD = 6


class Kind(StrEnum):
    """What is coming up, the most urgent first: what has a last day, what has a day, and what can wait."""

    NOTICE = "notice"
    MEETING = "meeting"
    SETTLE = "settle"
    QUESTION = "question"
    VERDICT = "verdict"
    LOOK = "look"


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """Something that comes up on a date.

    `announced_on` are the days on which one is told of it: a mail that covers one of them says so, and Today does from
    the first one on.
    `ends_on` belongs to a notice, `names` to whom one wants to meet at a meeting.
    """

    kind: Kind
    on: date
    announced_on: tuple[date, ...]
    subject: Membership | Check | Meeting | LookingPlace
    names: tuple[str, ...] = ()
    ends_on: date | None = None


def agenda(owner: User, on: date, until: date, *, settling: bool = True) -> list[AgendaItem]:
    """Return what waits on a day, or comes up until another, both included; the most urgent kind first.

    Meetings that come are those at which the user wants to meet somebody. What was announced before and is not
    settled is there, too; without `settling`, no meeting that was. Nine queries at most, two for whoever has no
    network, as most who get a mail.
    """
    found = [*_looks(owner, until)]
    if Network.objects.for_user(owner).exists():
        past, coming = meetings_around(owner, on, until) if settling else ([], coming_meetings(owner, on, until))
        found += [*_of_memberships(owner, on, until), *_verdicts(owner, until), *_meetings(owner, coming)]
        found += [AgendaItem(Kind.SETTLE, meeting.on, (meeting.on,), meeting) for meeting in past]
    order = list(Kind)
    return sorted(found, key=lambda item: (order.index(item.kind), item.on, str(item.subject)))


def standing_on(items: Sequence[AgendaItem], on: date) -> list[AgendaItem]:
    """Return what Today shows on a day: all that was announced by then and is not settled."""
    return [item for item in items if min(item.announced_on) <= on]


def announced_between(items: Sequence[AgendaItem], on: date, until: date) -> list[AgendaItem]:
    """Return what the mail of a day says, that speaks of the days until `until`: what is announced in them.

    A mail says it once. Meetings are told by their own day; what has to be settled after them stands on Today alone.
    """
    return [item for item in items if item.kind != Kind.SETTLE and any(on <= day <= until for day in _told_on(item))]


def _told_on(item: AgendaItem) -> tuple[date, ...]:
    return (item.on,) if item.kind == Kind.MEETING else item.announced_on


def _of_memberships(owner: User, on: date, until: date) -> Iterator[AgendaItem]:
    notices, questions = memberships_due(owner, on, until)
    for notice in notices:
        told = reminders_for(notice.give_notice_by)
        yield AgendaItem(Kind.NOTICE, notice.give_notice_by, told, notice.membership, ends_on=notice.ends_on)
    for question in questions:
        yield AgendaItem(Kind.QUESTION, question.due_on, (question.due_on,), question.membership)


def _verdicts(owner: User, until: date) -> Iterator[AgendaItem]:
    for check in verdicts_due(owner, until):
        if check.review_on:
            yield AgendaItem(Kind.VERDICT, check.review_on, (check.review_on,), check)


def _looks(owner: User, until: date) -> Iterator[AgendaItem]:
    for place in places_to_look_again(owner, until=until):
        if place.look_again_on:
            yield AgendaItem(Kind.LOOK, place.look_again_on, (place.look_again_on,), place)


def _meetings(owner: User, coming: Sequence[Meeting]) -> Iterator[AgendaItem]:
    meetings = [each for each in coming if each.wanted and each.occurrence]
    names = _wanted_names(owner, [each.occurrence.pk for each in meetings if each.occurrence])
    for meeting in meetings:
        wanted = tuple(names[meeting.occurrence.pk]) if meeting.occurrence else ()
        told = (meeting.on - timedelta(days=MEETING_AHEAD),)
        if wanted:
            yield AgendaItem(Kind.MEETING, meeting.on, told, meeting, wanted)


def _wanted_names(owner: User, occurrences: Sequence[UUID]) -> dict[UUID, list[str]]:
    wanted = WantedPerson.objects.for_user(owner).filter(occurrence__in=occurrences, declined_at=None)
    found: dict[UUID, list[str]] = defaultdict(list)
    people = wanted.filter(nameable(owner, "contact")).order_by("contact__folded_name", "pk")
    for occurrence_id, name in people.values_list("occurrence_id", "contact__name"):
        found[occurrence_id].append(name)
    return found
