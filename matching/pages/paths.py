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
class Way:
    """One way: the people on it, how the user stands to the first, what each step rests on, and where to ask."""

    people: list[Contact]
    relation: str
    steps: list[list[ReasonLine]]
    ask_url: str

    @property
    def first(self) -> Contact:
        """Whom the user would ask."""
        return self.people[0]


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
    """Return the ways to an aim in words; two queries beside those that find them."""
    refused = refusal_words(aim.contact) if aim.contact else ""
    if refused:
        return WaysShown([], [], refused=refused)
    ways = ways_to(owner, aim, today=today)
    people = _people(owner, ways)
    context = {**aim.query, **({"goal": str(goal.pk)} if goal else {})}
    is_known = aim.contact is not None and needs_no_introduction(acquaintance_of(aim.contact), today=today)
    return WaysShown(
        near=_shown(ways.near, people, aim, context),
        far=_shown(ways.far, people, aim, context),
        direct=direct_words(aim.contact) if aim.contact and is_known else "",
    )


def _people(owner: User, ways: Ways) -> Mapping[UUID, Contact]:
    ids = {pk for path in (*ways.near, *ways.far) for pk in path.people}
    found = Contact.objects.for_user(owner).filter(pk__in=ids).defer("note").with_positions()
    return {contact.pk: contact for contact in found}


def _shown(paths: Iterable[Path], people: Mapping[UUID, Contact], aim: Aim, context: Mapping[str, str]) -> list[Way]:
    # Somebody may have been deleted in between.
    return [_way(path, people, aim, context) for path in paths if people.keys() >= {*path.people}]


def _way(path: Path, people: Mapping[UUID, Contact], aim: Aim, context: Mapping[str, str]) -> Way:
    named = {**people, aim.contact.pk: aim.contact} if aim.contact else people
    stops = [*path.people, _target(aim)]
    steps = [
        step_lines(links, named, one, other)
        for links, one, other in zip(path.steps, stops[:-1], stops[1:], strict=True)
    ]
    on_it = [people[pk] for pk in path.people]
    query = {**context, **({"through": str(path.people[1])} if path.people[1:] else {})}
    ask_url = f"{reverse('matching:path-request', args=[path.first])}?{urlencode(query)}"
    return Way(on_it, relation_words(on_it[0]), steps, ask_url)


def _target(aim: Aim) -> UUID:
    thing = aim.contact or aim.organisation
    return thing.pk if thing else FIELD_ID
