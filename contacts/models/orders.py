"""The orders of the list, each with its key and its index: pages by keyset, however many people there are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, DateField, F, Index, IntegerField, Q, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

from netzwerk.core.keyset import behind

# A date that is not known comes last, whichever way the order runs.
_NEVER_YET, _NEVER = date.min, date.max
_LAYERS = ("inner", "close", "good", "wide")


@dataclass(frozen=True, slots=True)
class Order:
    """An order by one key; among equals by name if it says so, and by id, all in the same direction."""

    key: str
    expression: Combinable
    is_descending: bool = False
    is_by_name_then: bool = False

    @property
    def columns(self) -> tuple[Any, ...]:
        """What `order_by` takes."""
        names = ("sort_key", "folded_name", "id") if self.is_by_name_then else ("sort_key", "id")
        return tuple(F(name).desc() if self.is_descending else F(name).asc() for name in names)

    def after(self, start: Any) -> Q:
        """Return what holds for the rows behind this one, which has its `sort_key`."""
        keys = [("sort_key", start.sort_key), ("folded_name", start.folded_name), ("id", start.pk)]
        return behind(*(keys if self.is_by_name_then else keys[::2]), is_descending=self.is_descending)


def _layer() -> Case:
    layers = (When(closeness=layer, then=Value(rank)) for rank, layer in enumerate(_LAYERS))
    return Case(*layers, default=Value(len(_LAYERS)), output_field=IntegerField())


ORDERS: dict[str, Order] = {
    order.key: order
    for order in (
        Order("name", F("folded_name")),
        Order("last", Coalesce("last_moment_on", Value(_NEVER_YET), output_field=DateField()), is_descending=True),
        Order("due", Coalesce("due_on", Value(_NEVER), output_field=DateField())),
        Order("created", F("created_at"), is_descending=True),
        Order("closeness", _layer(), is_by_name_then=True),
    )
}


def order_indexes() -> list[Index]:
    """Return the index of each order but the one by name, which has its own."""
    present = Q(deleted_at=None)
    return [
        Index(
            "owner",
            Coalesce("last_moment_on", Value(_NEVER_YET), output_field=DateField()).desc(),
            F("id").desc(),
            condition=present,
            name="contacts_by_last_moment",
        ),
        Index(
            "owner",
            Coalesce("due_on", Value(_NEVER), output_field=DateField()),
            "id",
            condition=present,
            name="contacts_by_due_date",
        ),
        Index(fields=["owner", "-created_at", "-id"], condition=present, name="contacts_by_creation"),
        Index("owner", _layer(), "folded_name", "id", condition=present, name="contacts_by_closeness"),
    ]
