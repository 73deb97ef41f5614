"""What is known about those on a short list, as the rules want it, in a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from contacts.models import ContactWord, Position, Tagging, Topic
from contacts.rules.cadence import whole_months
from contacts.rules.states import QuickMarks, quiet_before
from matching.queries.eligible import Eligible
from matching.rules.known import Acquaintance, Known, Place, Reach, Told

PEOPLE = ("pk", "folded_name", "closeness", "last_moment_on", "anchor_on", *QuickMarks._fields)
PLACES = ("contact_id", "role", "organisation__name", "organisation__industry", "organisation_id", "has_ended")


@dataclass(frozen=True, slots=True)
class Beside:
    """What was found out about people while the short list was made, by their id."""

    told: Mapping[UUID, Sequence[Told]]
    knows: Mapping[UUID, Sequence[Acquaintance]]
    reach: Mapping[UUID, Reach]


def known_people(
    eligible: Eligible,
    ids: Sequence[UUID],
    words: Collection[str],
    *,
    today: date,
    beside: Beside,
) -> list[Known]:
    """Return what is known about these people, without those whom rule 2 withholds; five queries."""
    owner = eligible.owner
    mine: dict[str, Any] = {"contact__in": ids}
    positions = Position.objects.for_user(owner).filter(**mine).order_by("has_ended", "-id")
    places = _grouped(positions.values_list(*PLACES), _place)
    tags = _grouped(Tagging.objects.for_user(owner).filter(**mine).order_by("tag__folded_name").values_list(
        "contact_id", "tag_id", "tag__name"), lambda tag_id, name: (tag_id, name))  # fmt: skip
    topics = Topic.objects.for_user(owner).filter(**mine).order_by("position", "id")
    about = _grouped(topics.values_list("contact_id", "direction", "text"), lambda direction, text: (direction, text))
    notes = ContactWord.objects.for_user(owner).filter(word__in=sorted(words), part=ContactWord.Part.TEXT, **mine)
    noted = _grouped(notes.order_by().values_list("contact_id", "word"), lambda word: word)
    people = eligible.people.filter(pk__in=ids).order_by("folded_name", "pk")
    return [
        Known(
            contact_id=pk,
            name=name,
            closeness=closeness,
            marks=QuickMarks(*marks),
            is_silent=(last or anchor) <= quiet_before(today),
            silent_years=max(whole_months(last or anchor, today), 0) // 12,
            silent_since=last,
            places=tuple(places[pk]),
            tags=tuple(tags[pk]),
            offers=tuple(text for direction, text in about[pk] if direction == Topic.Direction.OFFERS),
            seeks=tuple(text for direction, text in about[pk] if direction == Topic.Direction.SEEKS),
            noted=frozenset(noted[pk]),
            told=tuple(beside.told.get(pk, ())),
            reach=beside.reach.get(pk, Reach()),
            knows=tuple(beside.knows.get(pk, ())),
        )
        for pk, name, closeness, last, anchor, *marks in people.values_list(*PEOPLE)
    ]


def _place(role: str, name: str | None, industry: str | None, organisation_id: UUID | None, has_ended: bool) -> Place:
    return Place(role, name or "", industry or "", organisation_id, has_ended)


def _grouped(rows: Any, make: Any) -> dict[UUID, list[Any]]:
    found: dict[UUID, list[Any]] = defaultdict(list)
    for pk, *values in rows:
        found[pk].append(make(*values))
    return found
