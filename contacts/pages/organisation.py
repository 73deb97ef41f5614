"""What the page of an organisation shows: who is and was there, and what happened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.text import capfirst

from accounts.models import User
from contacts.labels import state_label
from contacts.models import Contact, Moment, Organisation, Position
from contacts.queries import participants
from contacts.queries.organisations import positions_at
from contacts.rules.states import State
from contacts.wording import day_words, dotted
from contacts.words.positions import time_words
from netzwerk.core.ids import read_id

PAGE_OF_PEOPLE, PAGE_OF_MOMENTS = 50, 10


@dataclass(frozen=True, slots=True)
class PersonThere:
    """Somebody who is or was there."""

    contact: Contact
    state: State
    state_label: str
    detail: str


@dataclass(frozen=True, slots=True)
class PeopleThere:
    """One page of them, and where the next one is."""

    rows: list[PersonThere]
    next_url: str
    is_later: bool


@dataclass(frozen=True, slots=True)
class MomentThere:
    """A moment at the organisation."""

    moment: Moment
    date: str
    people: list[Contact]


@dataclass(frozen=True, slots=True)
class MomentsThere:
    """One page of them, the newest first."""

    rows: list[MomentThere]
    next_url: str


def people_of(user: User, organisation: Organisation, part: str, today: date, *, after: str = "") -> PeopleThere:
    """Return who is there `now`, or was in the `past`, after a position when one is given."""
    start = _position(user, organisation, after)
    found = positions_at(user, organisation, has_ended=part == "past", after=start)
    positions = list(found[: PAGE_OF_PEOPLE + 1])
    shown = positions[:PAGE_OF_PEOPLE]
    is_more = len(positions) > PAGE_OF_PEOPLE
    address = reverse("contacts:organisation-detail", args=[organisation.pk])
    return PeopleThere(
        rows=[_person(position, today) for position in shown],
        next_url=f"{address}?{part}={shown[-1].pk}" if is_more else "",
        is_later=start is not None,
    )


def moments_of(user: User, organisation: Organisation, *, before: str = "") -> MomentsThere:
    """Return moments at the organisation, those before one when it is given."""
    moments = Moment.objects.for_user(user).present().filter(organisation=organisation)
    moments = moments.order_by("-happened_on", "-id")
    if (pk := read_id(before)) and (start := Moment.objects.for_user(user).filter(pk=pk).first()):
        moments = moments.before(start)
    page = list(moments[: PAGE_OF_MOMENTS + 1])
    shown = page[:PAGE_OF_MOMENTS]
    people = participants.people_of(user, shown)
    address = reverse("contacts:organisation-detail", args=[organisation.pk])
    return MomentsThere(
        rows=[
            MomentThere(moment, day_words(moment.happened_on, moment.precision), people[moment.pk]) for moment in shown
        ],
        next_url=f"{address}?before={shown[-1].pk}" if len(page) > PAGE_OF_MOMENTS else "",
    )


def _person(position: Position, today: date) -> PersonThere:
    state = position.contact.state_on(today)
    words = dotted(position.role, time_words(position))
    return PersonThere(position.contact, state, capfirst(state_label(state)), words)


def _position(user: User, organisation: Organisation, text: str) -> Position | None:
    """Return where a page goes on; whoever left meanwhile means: from the beginning."""
    pk = read_id(text)
    if pk is None:
        return None
    found = Position.objects.for_user(user).filter(organisation=organisation, pk=pk)
    return found.select_related("contact").first()
