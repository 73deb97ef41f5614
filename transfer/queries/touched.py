"""Whether anything was done with people since an import entered them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from typing import Any
from uuid import UUID

from django.db.models import Q

from accounts.models import User
from contacts.models import Contact, CustomValue, Exchange, Merge, OwnDate, Participation, Position, Tagging, Tie
from contacts.services.belongings import WHAT_COUNTS
from netzwerk.core.belonging import Belonging, contact_belongings
from netzwerk.core.owned import Owned

# What hangs on a person, by model: what its rows say in the columns that count.
Said = dict[type[Owned], set[tuple[Any, ...]]]
# What an import may itself bring, and the columns by which it is compared.
BY_VALUE: Mapping[type[Owned], tuple[str, ...]] = {
    **WHAT_COUNTS,
    OwnDate: ("label", "month", "day", "year"),
    Position: ("organisation__folded_name", "role", "has_ended"),
    Tagging: ("tag_id", "tag__folded_name"),
}
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


def said_of(owner: User, contact_ids: Collection[UUID]) -> dict[UUID, Said]:
    """Return for each of these people with whom anything came along what that says now; a query for each model."""
    found: dict[UUID, Said] = defaultdict(lambda: defaultdict(set))
    for model, columns in BY_VALUE.items():
        rows = model._default_manager.filter(Q(contact__pk__any_of=contact_ids), owner_id=owner.pk)
        for pk, *said in rows.order_by().values_list("contact_id", *columns):
            found[pk][model].add(tuple(said))
    return found


def _telling() -> Iterator[tuple[Belonging, str]]:
    """Yield the rows that tell of something done, each with its code."""
    for belonging in contact_belongings:
        code = DOINGS.get(belonging.model) or BY_APP.get(belonging.model._meta.app_label, "")
        # What is only measured or remembered by the program has no words.
        is_said = belonging.words is not None or belonging.model in DOINGS or code == "networks"
        if code and is_said and belonging.model not in BY_VALUE:
            yield belonging, code
