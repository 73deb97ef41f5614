"""Changes of many people, and those among them about whom an undo asks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from accounts.models import User
from contacts.models import BulkChange, BulkItem
from contacts.rules.undoing import KEPT_FOR, judge_undo
from netzwerk.core.bulk import bulk_action
from netzwerk.core.ids import read_id
from netzwerk.core.keyset import behind


@dataclass(frozen=True, slots=True)
class AskedItem:
    """Somebody who was edited after the change: what holds now, and the fields that differ."""

    item: BulkItem
    current: dict[str, Any]
    fields: list[str]


def recent_changes(user: User, *, now: datetime, before: str, limit: int) -> list[BulkChange]:
    """Return changes that can still be taken back, the newest first, from the one with the id `before` on."""
    found = BulkChange.objects.for_user(user).filter(created_at__gt=now - KEPT_FOR)
    pk = read_id(before)
    if pk and (start := BulkChange.objects.for_user(user).filter(pk=pk).first()):
        found = found.filter(behind(("created_at", start.created_at), ("id", start.pk), is_descending=True))
    return list(found.order_by("-created_at", "-id")[:limit])


def asked_items(change: BulkChange, *, limit: int) -> list[AskedItem]:
    """Return the first so many people about whom the undo asks, by name, with what holds now."""
    action = bulk_action(change.action)
    if action is None:
        return []
    found = BulkItem.objects.for_user(change.owner).filter(change=change).asking().select_related("contact")
    items = list(found.order_by("contact__folded_name", "id")[:limit])
    ids = [item.contact_id for item in items]
    states = action.states(owner=change.owner, ids=ids, arguments=change.arguments)
    return [_asked(item, states.get(item.contact_id, {})) for item in items]


def _asked(item: BulkItem, current: dict[str, Any]) -> AskedItem:
    verdict = judge_undo(item.before, item.after, current)
    differing = [*verdict.back, *verdict.asks] or [name for name in item.before if name in current]
    return AskedItem(item, current, differing)
