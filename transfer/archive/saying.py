"""What rows may say beyond what each column may: programs act on it, so it is looked at before it is believed."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import fields
from typing import Any

from django.db.models import Model

from contacts.merging.fields import GROUPS
from contacts.merging.groups import FieldGroup
from contacts.models import Contact
from contacts.models.tag import LONGEST_SAVED
from contacts.rules.partial_dates import AnnualDate
from contacts.services.combined_rows import PREFIX
from contacts.services.moving import moving_belongings
from goals.models import IdealNetwork
from networks.models import Network
from networks.queries.snapshots import FACTS
from networks.rules.fit import BEST, CRITERIA, Profile
from networks.services.network_rows import NETWORK_BELONGINGS
from networks.words.merging import GROUPS as NETWORK_GROUPS
from netzwerk.core.belonging import Belonging
from transfer.archive.columns import column_of
from transfer.archive.ids import UUID_SHAPE
from transfer.archive.sql import PHOTOS

Row = dict[str, Any]
MOST_WEIGHT = 32_767
BIRTHDAY = "birthday_"
# How a photo is called in the ZIP; nothing for no photo. In an account the name would be that of a file.
_PHOTO = re.compile(rf"({re.escape(PHOTOS)}[0-9a-f]{{32}}\.webp)?")
_STEPS = frozenset(("step", "step_data", "step_files", "extra_data"))


def wrong_column(table: str, row: Row) -> str:
    """Return the column of a row that says what none of our programs would have written; nothing when all is well."""
    rule = RULES.get(table)
    return rule(row) if rule else ""


def _annual(row: Row, prefix: str = "") -> str:
    """Return the column of a day that never was, as 30 February."""
    month, day, year = (row.get(f"{prefix}{part}") for part in ("month", "day", "year"))
    if month is None and day is None:
        return ""
    try:
        AnnualDate(month, day, year)  # type: ignore[arg-type]  # it says so itself
    except (TypeError, ValueError, OverflowError):
        return f"{prefix}day"
    return ""


def _merge(row: Row, model: type[Model], groups: Iterable[FieldGroup[Any]], belongings: Iterable[Belonging]) -> str:
    by_key = {group.key: group.columns for group in groups}
    by_label = {each.model._meta.label: each for each in belongings}
    for side in ("before", "after"):
        if not all(_is_layer(key, said, model, by_key, by_label) for key, said in row[side].items()):
            return side
    if row["before"].keys() != row["after"].keys():
        return "after"
    return "" if all(map(_is_moved, row["moved"].values())) else "moved"


def _is_layer(
    key: str, said: Any, model: type[Model], by_key: dict[str, tuple[str, ...]], by_label: dict[str, Belonging]
) -> bool:
    """Tell whether a merge may have laid this over a group of fields, or over a row."""
    if not key.startswith(PREFIX):
        return key in by_key and _are_values(said, model, by_key[key]) and not _annual(said, BIRTHDAY)
    label, _colon, pk = key.removeprefix(PREFIX).partition(":")
    belonging = by_label.get(label)
    return bool(belonging and UUID_SHAPE.fullmatch(pk)) and _are_values(said, belonging.model, belonging.reads)  # type: ignore[union-attr]


def _are_values(said: Any, model: type[Model], columns: Collection[str]) -> bool:
    return isinstance(said, dict) and said.keys() <= set(columns) and all(_fits(model, *each) for each in said.items())


def _fits(model: type[Model], name: str, value: Any) -> bool:
    if (model, name) == (Contact, "photo_name"):
        return isinstance(value, str) and bool(_PHOTO.fullmatch(value))
    column = column_of(model._meta.get_field(name))  # type: ignore[arg-type]
    # An amount is a whole number where it was kept before the row that it is from was read again.
    is_whole_amount = column.kind == "decimal" and isinstance(value, int) and not isinstance(value, bool)
    return column.accepts(str(value) if is_whole_amount else value)


def _is_moved(orders: Any) -> bool:
    return isinstance(orders, dict) and all(
        UUID_SHAPE.fullmatch(pk) and (order is None or _is_whole(order, MOST_WEIGHT)) for pk, order in orders.items()
    )


def _binned_tag(row: Row) -> str:
    left = row["left_behind"]
    views = left.get("views", {})
    is_right = (
        left.keys() <= {"contacts", "into", "lent", "views"}
        and _are_ids(left.get("contacts"))
        and _are_ids(left.get("lent", []))
        and ("into" not in left or _are_ids([left["into"]]))
        and isinstance(views, dict)
        and _are_ids(list(views))
        and all(_are_texts(said) and len(said) == 2 and _are_short(said) for said in views.values())
    )
    return "" if is_right else "left_behind"


def _are_ids(value: Any) -> bool:
    return _are_texts(value) and all(map(UUID_SHAPE.fullmatch, value))


def _are_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) for each in value)


def _are_short(texts: list[str]) -> bool:
    return all(len(text) <= LONGEST_SAVED for text in texts)


def _check(row: Row) -> str:
    kept = row["snapshot"]
    profile = kept.get("profile")
    wished = [each.name for each in fields(Profile)]
    is_right = not kept or (
        kept.keys() <= {"profile", "network", "weights", "levels", "score", "answered"}
        and (profile is None or _are_values(profile, IdealNetwork, wished))
        and _are_values(kept.get("network", {}), Network, FACTS)
        and _are_marks(kept.get("weights", {}), lambda weight: _is_whole(weight, MOST_WEIGHT))
        and _are_marks(kept.get("levels", {}), lambda level: level is None or _is_level(level))
        and (kept.get("score") is None or _is_whole(kept["score"], 100))
        and _is_whole(kept.get("answered", 0), len(CRITERIA))
    )
    return "" if is_right else "snapshot"


def _are_marks(said: Any, fits: Callable[[Any], bool]) -> bool:
    return isinstance(said, dict) and said.keys() <= set(CRITERIA) and all(map(fits, said.values()))


def _is_level(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= BEST


def _is_whole(value: Any, most: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= most


def _draft(row: Row) -> str:
    data = row["data"]
    is_right = _is_inventory(data) if data.keys() <= {"visited", "cards"} else _is_typed(data)
    return "" if is_right else "data"


def _is_inventory(data: dict[str, Any]) -> bool:
    cards = data.get("cards", {})
    return _are_texts(data.get("visited", [])) and isinstance(cards, dict) and _are_texts(list(cards.values()))


def _is_typed(data: dict[str, Any]) -> bool:
    """Tell whether this is what a wizard keeps: by step and field the input as a browser sends it."""
    steps, step = data.get("step_data", {}), data.get("step")
    return (
        data.keys() <= _STEPS
        and (step is None or isinstance(step, str))
        and not (data.get("step_files") or data.get("extra_data"))
        and isinstance(steps, dict)
        and all(isinstance(said, dict) and all(map(_are_texts, said.values())) for said in steps.values())
    )


RULES: dict[str, Callable[[Row], str]] = {
    "contacts.contact": lambda row: _annual(row, BIRTHDAY),
    "contacts.owndate": _annual,
    "contacts.merge": lambda row: _merge(row, Contact, GROUPS, moving_belongings()),
    "networks.networkmerge": lambda row: _merge(row, Network, NETWORK_GROUPS, NETWORK_BELONGINGS),
    "contacts.binnedtag": _binned_tag,
    "networks.check": _check,
    "core.draft": _draft,
}
