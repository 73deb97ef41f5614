"""Who could introduce the user to a person, an organisation or a field, in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from accounts.models import User
from contacts.models import Contact, ContactWord, Organisation, Position
from matching.queries.introductions import mentions_of
from matching.queries.surroundings import known_among, look_around, nearest_first
from matching.rules.path_strengths import FIELD, FORMERLY, THERE
from matching.rules.paths import Link, LinkKind, Path, find_paths
from networks.queries.goal_field import found_in, words_about

# Through so many of those who stand next to somebody, others are looked for.
MOST_DOORS = 15
# How many of those who are in an organisation or a field are looked at, the nearest first.
MOST_THERE, MOST_FORMERLY, MOST_IN_FIELD = 30, 20, 40
MOST_SHOWN = 5
# More than can be found over so few people.
ALL = 1000
# What a field is called among ids of people.
FIELD_ID = UUID(int=0)
SPOKEN_OF = (ContactWord.Part.STANDING, ContactWord.Part.TEXT)


@dataclass(frozen=True, slots=True)
class Aim:
    """Whom or what the user wants to reach: exactly one of them."""

    contact: Contact | None = None
    organisation: Organisation | None = None
    field: str = ""

    @property
    def name(self) -> str:
        """What it is called."""
        thing = self.contact or self.organisation
        return thing.name if thing else self.field

    @property
    def query(self) -> dict[str, str]:
        """How addresses say it."""
        if self.contact:
            return {"contact": str(self.contact.pk)}
        return {"organisation": str(self.organisation.pk)} if self.organisation else {"field": self.field}


@dataclass(frozen=True, slots=True)
class Ways:
    """The ways to an aim, the best first: `near` over those who are there or know somebody, `far` over one more."""

    near: list[Path]
    far: list[Path]


def ways_to(owner: User, aim: Aim, *, today: date) -> Ways:
    """Return the best ways to an aim, over people whom product rule 2 lets be suggested; 23 queries at most.

    To a person all are `near`, whatever their length: there the best comes first.
    """
    if aim.contact is not None:
        return Ways(_to_person(owner, aim.contact, today), [])
    if aim.organisation is not None:
        links, known = _at_organisation(owner, aim.organisation, today)
        return _to_people(owner, aim.organisation.pk, links, known, today)
    links, known = _in_field(owner, aim.field, today)
    return _to_people(owner, FIELD_ID, links, known, today)


def _to_person(owner: User, contact: Contact, today: date) -> list[Path]:
    near = look_around(owner, [contact.pk], today=today, mentions=mentions_of(owner, contact))
    next_to = sorted(near.links, key=lambda link: link.order)
    doors = list(dict.fromkeys(pk for link in next_to for pk in (link.one, link.other) if pk in near.known))
    far = look_around(owner, doors[:MOST_DOORS], today=today, with_crowds=False)
    known = {**near.known, **far.known}
    known.pop(contact.pk, None)
    return find_paths(contact.pk, known, [*near.links, *far.links], limit=MOST_SHOWN)


def _to_people(owner: User, target: UUID, links: list[Link], known: Mapping[UUID, float], today: date) -> Ways:
    """Return who of these people can be asked, those who are there now first, and over whom one comes to another."""
    around = look_around(owner, list(known), today=today, with_crowds=False)
    paths = find_paths(target, {**around.known, **known}, [*links, *around.links], limit=ALL)
    near = [path for path in paths if len(path.people) == 1]
    near.sort(key=lambda path: path.steps[-1][0].kind is LinkKind.FORMERLY_THERE)
    return Ways(near[:MOST_SHOWN], [path for path in paths if len(path.people) > 1][:MOST_SHOWN])


def _at_organisation(owner: User, organisation: Organisation, today: date) -> tuple[list[Link], dict[UUID, float]]:
    positions = Position.objects.for_user(owner).filter(organisation=organisation)
    known: dict[UUID, float] = {}
    for has_ended, most in ((False, MOST_THERE), (True, MOST_FORMERLY)):
        there = positions.filter(has_ended=has_ended).order_by().values_list("contact_id")
        known |= known_among(owner, iter([there]), most, today)
    rows = positions.filter(contact__in=known).order_by("has_ended", "pk")
    links = [
        _there(contact, organisation, role, has_ended=has_ended)
        for contact, role, has_ended in rows.values_list("contact_id", "role", "has_ended")
    ]
    return links, known


def _there(contact: UUID, organisation: Organisation, role: str, *, has_ended: bool) -> Link:
    kind, worth = (LinkKind.FORMERLY_THERE, FORMERLY) if has_ended else (LinkKind.THERE, THERE)
    return Link(contact, organisation.pk, kind, worth, organisation.name, organisation.pk, detail=role)


def _in_field(owner: User, field: str, today: date) -> tuple[list[Link], dict[UUID, float]]:
    words = words_about(owner, field)
    having = ContactWord.objects.for_user(owner).filter(word__in=sorted(words), part__in=SPOKEN_OF)
    known = known_among(owner, iter([having.order_by().values_list("contact_id")]), MOST_IN_FIELD, today)
    shown = nearest_first(Contact.objects.for_user(owner).filter(pk__in=known))
    links = list(_links_to_field(list(shown.with_positions().with_tags().prefetch_related("topics")), words))
    return links, {link.one: known[link.one] for link in links}


def _links_to_field(people: list[Contact], words: frozenset[str]) -> Iterator[Link]:
    for contact in people:
        found = found_in(contact, words)
        if found is not None and found.place in FIELD:
            text = found.text or found.word
            yield Link(contact.pk, FIELD_ID, LinkKind.IN_FIELD, FIELD[found.place], text, detail=found.place)
