"""Two things of a kind become one: what a merge of people and one of networks have in common."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from accounts.models import User
from contacts.merging.groups import FieldGroup, chosen_values, to_json, usual_choice
from contacts.services.moving import Moved, Pick, move_rows
from netzwerk.core.belonging import Belonging
from netzwerk.core.owned import Owned


class NotMergeableError(ValueError):
    """These two cannot become one: they are one already, or one of them is in the bin."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mergeable:
    """A kind of things that can turn out to be one.

    `things` are rows with `merged_into` and `deleted_at`; `merges` name their `survivor` and `absorbed` one, and hold
    `before`, `after`, `moved`, `created_at`, `undone_at`.
    """

    things: type[Owned]
    merges: type[Owned]
    groups: tuple[FieldGroup[Any], ...]
    belongings: Callable[[], Iterable[Belonging]]

    def of(self, model: type[Owned], owner: User) -> Any:
        """Return the rows of one of the two models; of nobody else."""
        return model._default_manager.filter(owner_id=owner.pk)


def lock_two(kind: Mergeable, owner: User, survivor_id: UUID, absorbed_id: UUID) -> tuple[Any, Any]:
    """Return both as they are now, locked in one order, so that two tabs wait for each other."""
    if survivor_id == absorbed_id:
        raise NotMergeableError("one and the same")
    both = kind.of(kind.things, owner).filter(pk__in=[survivor_id, absorbed_id])
    locked = {thing.pk: thing for thing in both.order_by("pk").select_for_update()}
    if len(locked) < 2:
        raise NotMergeableError("gone")
    return locked[survivor_id], locked[absorbed_id]


def choose_fields(
    kind: Mergeable, survivor: Any, absorbed: Any, choices: Mapping[str, str]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Give the survivor what was chosen; return by group what it had and what it has."""
    before, after = {}, {}
    for group in kind.groups:
        had = group.values(survivor)
        choice = choices.get(group.key) or usual_choice(group, survivor, absorbed)
        has = chosen_values(group, survivor, absorbed, choice)
        if has != had:
            before[group.key], after[group.key] = to_json(had), to_json(has)
            for column, value in has.items():
                setattr(survivor, column, value)
    survivor.save(update_fields=[column for group in kind.groups for column in group.columns])
    return before, after


def move_all(
    kind: Mergeable, owner: User, source: UUID, target: UUID, *, picks: Mapping[type[Owned], Pick] | None = None
) -> Moved:
    """Let the rows of one name the other, of some models only those that are picked; return which moved."""
    moved: Moved = {}
    for belonging in kind.belongings():
        pick = (picks or {}).get(belonging.model)
        rows = move_rows(owner, belonging, source=source, target=target, pick=pick)
        if rows.orders:
            moved[belonging.model._meta.label] = {str(pk): order for pk, order in rows.orders.items()}
    return moved
