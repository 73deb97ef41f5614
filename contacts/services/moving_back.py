"""Rows that leave a survivor with the one that comes back, and what others who are absorbed have in their place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from accounts.models import User
from contacts.merging.groups import Choice
from contacts.services.combined_rows import RowCell, combine_rows, twin_of
from contacts.services.layers import Standing, follow, strip
from contacts.services.making_one import Mergeable
from contacts.services.moving import MovedRows, Pick, keys_of, move_rows, pointed
from netzwerk.core.belonging import Belonging, Columns


@dataclass(slots=True)
class Leaving:
    """An undoing under way: what has left whom, by model, as the rows were before, and what was edited."""

    kind: Mergeable
    owner: User
    merge: Any
    standing: Standing
    ids: dict[str, set[UUID]] = field(default_factory=lambda: defaultdict(set))
    rows: dict[str, list[tuple[UUID, Columns]]] = field(default_factory=lambda: defaultdict(list))
    # By other merge: the choices that it had laid over rows that have left.
    choices: dict[UUID, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    edited: list[str] = field(default_factory=list)

    def keys(self, belonging: Belonging, holders: Sequence[UUID]) -> set[Hashable]:
        """Return what the rows that have left these holders would say if they were the first one's."""
        left = [(former, row) for former, row in self.rows[belonging.model._meta.label] if former in holders]
        return {key for former, row in left for key in keys_of(belonging, pointed(belonging, row, former, holders[0]))}


def move_back(leaving: Leaving, holder_ids: Sequence[UUID]) -> None:
    """Give the absorbed one back its rows, without what later merges have made of them."""
    merge = leaving.merge
    for belonging in leaving.kind.belongings():
        label = belonging.model._meta.label
        orders = merge.moved.get(label, {})
        remaining = {UUID(pk) for pk in orders}
        for holder in holder_ids:
            if not remaining:
                break
            pick = Pick(ids=remaining)
            rows = move_rows(
                leaving.owner, belonging, source=holder, target=merge.absorbed_id, pick=pick, orders=orders
            )
            remaining -= rows.met
            _note(leaving, belonging, holder, rows)


def let_others_fill_the_gaps(leaving: Leaving, holder_ids: Sequence[UUID]) -> None:
    """Move what others who are still absorbed had as well, and the survivor now lacks.

    And what tied them to the one who has returned.
    """
    for place, holder in enumerate(holder_ids):
        for merge in leaving.standing.merges:
            if merge.survivor_id == holder:
                _fill_gaps(leaving, merge, holder_ids[place:])
        _let_the_next_follow(leaving, holder)


def _note(leaving: Leaving, belonging: Belonging, holder: UUID, moved: MovedRows) -> None:
    """Remember what has left; no other merge is to give it back, nor to say anything in it any more."""
    label = belonging.model._meta.label
    leaving.ids[label] |= set(moved.orders)
    leaving.rows[label] += [(holder, row) for row in moved.rows]
    gone = {str(pk) for pk in moved.orders}
    for other in leaving.standing.merges:
        if not gone.isdisjoint(others := other.moved.get(label, {})):
            other.moved[label] = {pk: order for pk, order in others.items() if pk not in gone}
            other.save(update_fields=["moved"])
    if belonging.combine:
        for row in moved.rows:
            _uncover(leaving, belonging, row)


def _uncover(leaving: Leaving, belonging: Belonging, row: Columns) -> None:
    cell = RowCell(leaving.owner, belonging, row["id"])
    later = [each for each in reversed(leaving.standing.later(leaving.merge, None)) if cell.key in each.before]
    choice = belonging.asks(row) if belonging.asks else ""
    for merge in later:
        leaving.choices[merge.pk][choice] = Choice.ABSORBED
    if not strip(cell, later) and choice:
        leaving.edited.append(choice)


def _fill_gaps(leaving: Leaving, merge: Any, holders: Sequence[UUID]) -> None:
    is_more = False
    for belonging in leaving.kind.belongings():
        label = belonging.model._meta.label
        naming = leaving.merge.absorbed_id if len(belonging.fields) > 1 else None
        if not leaving.ids[label] and not naming:
            continue
        keys = leaving.keys(belonging, holders)
        is_more |= _combine(leaving, belonging, merge, keys)
        pick = Pick(ids=leaving.ids[label], keys=keys, naming=naming)
        rows = move_rows(leaving.owner, belonging, source=merge.absorbed_id, target=merge.survivor_id, pick=pick)
        merge.moved.setdefault(label, {}).update({str(pk): order for pk, order in rows.orders.items()})
        is_more |= bool(rows.orders)
    if is_more:
        merge.save(update_fields=["before", "after", "moved"])


def _combine(leaving: Leaving, belonging: Belonging, merge: Any, keys: set[Hashable]) -> bool:
    """Let a row that has filled a gap say what the one that has left said because of this merge."""
    before, after = combine_rows(
        owner=leaving.owner,
        belongings=[belonging],
        survivor=merge.survivor_id,
        absorbed=merge.absorbed_id,
        choices=leaving.choices[merge.pk],
        keys=keys,
    )
    merge.before.update(before)
    merge.after.update(after)
    return bool(before)


def _let_the_next_follow(leaving: Leaving, holder: UUID) -> None:
    """Let rows of whoever absorbed a holder no longer say what the holder's said that have left."""
    link = leaving.standing.link(holder)
    if link is None:
        return
    for belonging in leaving.kind.belongings():
        if belonging.combine is None:
            continue
        for former, row in leaving.rows[belonging.model._meta.label]:
            if former == holder:
                _follow(leaving, belonging, link, row)


def _follow(leaving: Leaving, belonging: Belonging, link: Any, row: Columns) -> None:
    there = twin_of(leaving.owner, belonging, row, link.survivor_id)
    if there is None:
        return
    upper = RowCell(leaving.owner, belonging, there["id"])
    now = twin_of(leaving.owner, belonging, row, link.absorbed_id)
    says = None if now is None else upper.said_by(now)
    if not follow(upper, link, upper.said_by(row), says, leaving.standing) and belonging.asks:
        leaving.edited.append(belonging.asks(there))
