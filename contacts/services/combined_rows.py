"""Rows that both of two things have, when they become one: what the survivor's row says from then on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from accounts.models import User
from contacts.services.moving import columns_of, pointed, rows_of, unique_keys
from netzwerk.core.belonging import Belonging, Columns

PREFIX = "row:"


def combine_rows(
    *, owner: User, belongings: Iterable[Belonging], survivor: UUID, absorbed: UUID
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Let the survivor's rows say what both said, where only one of the two can stay; before anything is moved.

    Returns by row what it said and says now; rows that say the same as before are left out.
    """
    before: dict[str, Any] = {}
    after: dict[str, Any] = {}
    for belonging in belongings:
        if belonging.combine is None:
            continue
        for mine, theirs in _clashing(owner, belonging, survivor, absorbed):
            said = belonging.combine(mine, theirs)
            had = {name: mine[name] for name in said}
            if said != had:
                key = f"{PREFIX}{belonging.model._meta.label}:{mine['id']}"
                before[key], after[key] = had, said
                _rows(owner, belonging).filter(pk=mine["id"]).update(**said)
    return before, after


def put_rows_back(
    *, owner: User, belongings: Iterable[Belonging], before: Mapping[str, Any], after: Mapping[str, Any]
) -> list[str]:
    """Undo that, wherever the rows are now, unless they say something else by now; return the keys of those."""
    by_label = {each.model._meta.label: each for each in belongings if each.combine}
    differing = []
    for key, had in before.items():
        label, _colon, pk = key.removeprefix(PREFIX).partition(":")
        if not key.startswith(PREFIX) or label not in by_label:
            continue
        found = _rows(owner, by_label[label]).filter(pk=UUID(pk))
        says = found.values(*had).first()
        if says == after[key]:
            found.update(**had)
        elif says is not None and says != had:
            differing.append(key)
    return differing


def _clashing(owner: User, belonging: Belonging, survivor: UUID, absorbed: UUID) -> list[tuple[Columns, Columns]]:
    columns = columns_of(belonging)
    mine = {
        key: row for row in rows_of(owner, belonging, survivor).values(*columns) for key in unique_keys(belonging, row)
    }
    pairs = []
    for row in rows_of(owner, belonging, absorbed).order_by("pk").values(*columns):
        keys = unique_keys(belonging, pointed(belonging, row, absorbed, survivor))
        if clash := next((mine[key] for key in keys if key in mine), None):
            pairs.append((clash, row))
    return pairs


def _rows(owner: User, belonging: Belonging) -> Any:
    return belonging.model._default_manager.filter(owner_id=owner.pk)
