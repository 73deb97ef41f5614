"""What the page of ways to somebody shows: each way with its people, its reasons, and whom to ask."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse

from accounts.models import User
from contacts.models import Contact
from goals.models import Goal
from matching.queries.paths import FIELD_ID, Aim, Ways, ways_to
from matching.queries.surroundings import acquaintance_of
from matching.rules.path_strengths import needs_no_introduction
from matching.rules.paths import Path
from matching.words.paths import direct_words, refusal_words, relation_words, step_lines
from matching.words.reasons import ReasonLine


@dataclass(frozen=True, slots=True)
class Stop:
    """Somebody on a way, with the state of the relation."""

    contact: Contact
    state: str


@dataclass(frozen=True, slots=True)
class Way:
    """One way: the people on it, how the user stands to the first, what each step rests on, and where to ask."""

    stops: list[Stop]
    relation: str
    steps: list[list[ReasonLine]]
    ask_url: str

    @property
    def first(self) -> Contact:
        """Whom the user would ask."""
        return self.stops[0].contact


@dataclass(frozen=True, slots=True)
class WaysShown:
    """All ways to an aim; `direct` says that none is needed, `refused` that nobody is asked about this person."""

    near: list[Way]
    far: list[Way]
    direct: str = ""
    refused: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether there is no way."""
        return not self.near and not self.far


def ways_shown(owner: User, aim: Aim, goal: Goal | None, *, today: date) -> WaysShown:
    """Return the ways to an aim in words; one query beside those that find them."""
    refused = refusal_words(aim.contact) if aim.contact else ""
    if refused:
        return WaysShown([], [], refused=refused)
    ways = ways_to(owner, aim, today=today)
    shown = _Shown(_people(owner, ways), aim, goal, today)
    if aim.contact and needs_no_introduction(acquaintance_of(aim.contact), today=today):
        # Nobody need go a long way round to whom they know.
        short = [path for path in ways.near if len(path.people) == 1]
        return WaysShown(shown.ways(short), [], direct=direct_words(aim.contact))
    return WaysShown(shown.ways(ways.near), shown.ways(ways.far))


def _people(owner: User, ways: Ways) -> Mapping[UUID, Contact]:
    ids = {pk for path in (*ways.near, *ways.far) for pk in path.people}
    found = Contact.objects.for_user(owner).filter(pk__in=ids).defer("note")
    return {contact.pk: contact for contact in found}


@dataclass(frozen=True, slots=True)
class _Shown:
    people: Mapping[UUID, Contact]
    aim: Aim
    goal: Goal | None
    today: date

    def ways(self, paths: Iterable[Path]) -> list[Way]:
        # Somebody may have been deleted in between.
        return [self._way(path) for path in paths if self.people.keys() >= {*path.people}]

    def _way(self, path: Path) -> Way:
        contact = self.aim.contact
        named = {**self.people, contact.pk: contact} if contact else self.people
        ends = [*path.people, _target(self.aim)]
        between = zip(path.steps, ends[:-1], ends[1:], strict=True)
        on_it = [self.people[pk] for pk in path.people]
        return Way(
            stops=[Stop(contact, contact.state_on(self.today)) for contact in on_it],
            relation=relation_words(on_it[0]),
            steps=[step_lines(links, named, one, other) for links, one, other in between],
            ask_url=self._ask_url(path),
        )

    def _ask_url(self, path: Path) -> str:
        query = dict(self.aim.query)
        if self.goal:
            query["goal"] = str(self.goal.pk)
        if path.people[1:]:
            query["through"] = str(path.people[1])
        return f"{reverse('matching:path-request', args=[path.first])}?{urlencode(query)}"


def _target(aim: Aim) -> UUID:
    thing = aim.contact or aim.organisation
    return thing.pk if thing else FIELD_ID
