"""Values of the user's own fields when two people become one: each field has one value a person."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any
from uuid import UUID

from accounts.models import User
from contacts.merging.groups import Choice
from contacts.models import Contact, CustomValue

PREFIX = "custom-"
_COLUMNS = ("text", "number", "day")


def choose_custom_values(
    *, survivor: Contact, absorbed: Contact, choices: Mapping[str, str]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Let the survivor say what the absorbed one says, in the fields for which that was chosen and both have a value.

    Returns by field what the survivor's row said and says now. The other rows simply move.
    """
    rows = _rows(survivor.owner, [survivor.pk, absorbed.pk])
    before, after = {}, {}
    for field_id in {field for contact, field in rows if contact == survivor.pk}:
        key, theirs = f"{PREFIX}{field_id}", rows.get((absorbed.pk, field_id))
        if theirs is None or choices.get(key) != Choice.ABSORBED:
            continue
        mine = rows[survivor.pk, field_id]
        before[key], after[key] = _said(mine), _said(theirs)
        _say(mine, _said(theirs))
    return before, after


def put_custom_values_back(
    *, holders: Collection[Contact], before: Mapping[str, Any], after: Mapping[str, Any]
) -> list[str]:
    """Undo a choice where it still holds; return the fields that say something else by now, and so stay.

    `holders` are the survivor and whoever absorbed it since: its row is with the first of them who has one.
    """
    keys = [key for key in before if key.startswith(PREFIX)]
    if not keys:
        return []
    rows = _rows(next(iter(holders)).owner, [holder.pk for holder in holders])
    differing = []
    for key in keys:
        field = UUID(key.removeprefix(PREFIX))
        row = next((rows[holder.pk, field] for holder in holders if (holder.pk, field) in rows), None)
        if row is not None and _said(row) == after[key]:
            _say(row, before[key])
        elif row is not None and _said(row) != before[key]:
            differing.append(key)
    return differing


def _rows(owner: User, contact_ids: Iterable[UUID]) -> dict[tuple[UUID, UUID], CustomValue]:
    found = CustomValue.objects.for_user(owner).filter(contact__in=list(contact_ids))
    return {(value.contact_id, value.field_id): value for value in found}


def _said(row: CustomValue) -> dict[str, Any]:
    return {
        "text": row.text,
        "number": None if row.number is None else str(row.number),
        "day": row.day.isoformat() if row.day else None,
    }


def _say(row: CustomValue, values: Mapping[str, Any]) -> None:
    for field in CustomValue._meta.concrete_fields:
        if field.name in _COLUMNS:
            setattr(row, field.name, field.to_python(values[field.name]))
    row.save(update_fields=list(_COLUMNS))
