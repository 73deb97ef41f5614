"""Whether anything was done with people since an import entered them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any
from uuid import UUID

from accounts.models import User
from contacts.models import (
    Contact,
    CustomValue,
    EmailAddress,
    Exchange,
    Link,
    Merge,
    Messenger,
    OwnDate,
    Participation,
    PhoneNumber,
    Position,
    PostalAddress,
    Tagging,
    Tie,
    Topic,
)
from netzwerk.core.belonging import Belonging, contact_belongings
from netzwerk.core.owned import Owned

# What an import may itself bring: compared by what it says.
BY_VALUE: frozenset[type[Owned]] = frozenset(
    {EmailAddress, Link, Messenger, OwnDate, PhoneNumber, Position, PostalAddress, Tagging, Topic}
)
# Rows about a person that users make, although a merge has no words for them.
DOINGS: Mapping[type[Owned], str] = {
    Participation: "moments",
    Exchange: "exchanges",
    Tie: "ties",
    CustomValue: "edited",
    Merge: "merged",
    Contact: "merged",
}
BY_APP = {"goals": "goals", "matching": "goals", "networks": "networks"}


def doings_of(owner: User, contact_ids: Collection[UUID]) -> dict[UUID, set[str]]:
    """Return for each of these people with whom something was done what it was, as codes; a fixed number of queries."""
    found: dict[UUID, set[str]] = defaultdict(set)
    for belonging, code in _telling():
        rows = belonging.model._default_manager.filter(owner_id=owner.pk)
        for name in belonging.fields:
            theirs = rows.filter(**{f"{name}__pk__any_of": contact_ids})
            for pk in theirs.values_list(f"{name}_id", flat=True).distinct():
                found[pk].add(code)
    return found


def rows_say(rows: Iterable[Any], *columns: str) -> set[tuple[Any, ...]]:
    """Return what rows say in these columns, in no order."""
    return {tuple(getattr(row, column) for column in columns) for row in rows}


def _telling() -> Iterator[tuple[Belonging, str]]:
    """Yield the rows that tell of something done, each with its code."""
    for belonging in contact_belongings:
        code = DOINGS.get(belonging.model) or BY_APP.get(belonging.model._meta.app_label, "")
        # What is only measured or remembered by the program has no words.
        is_said = belonging.words is not None or belonging.model in DOINGS or code == "networks"
        if code and is_said and belonging.model not in BY_VALUE:
            yield belonging, code
