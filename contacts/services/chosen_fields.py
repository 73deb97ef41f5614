"""Groups of fields of which one thing holds what a merge chose: what is under that, and how it comes back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from accounts.models import User
from contacts.merging.groups import FieldGroup, Values, from_json, to_json
from contacts.services.layers import Standing, Way, lift
from contacts.services.making_one import Mergeable


@dataclass(frozen=True, slots=True)
class FieldCell:
    """What one thing says in a group of fields."""

    kind: Mergeable
    owner: User
    group: FieldGroup[Any]
    survivor: UUID

    @property
    def key(self) -> str:
        """Return the key of the group."""
        return self.group.key

    @property
    def ways(self) -> Sequence[Way]:
        """Return the choices: both, or the absorbed one's."""
        return (self._joined, self._taken) if self.group.join else (self._taken,)

    def says(self) -> Values | None:
        """Return the fields as they are stored."""
        return self._stored(self.survivor)

    def say(self, values: Values) -> None:
        """Store them."""
        found = self.kind.of(self.kind.things, self.owner).filter(pk=self.survivor)
        found.update(**from_json(self.kind.things, values))

    def partner(self, merge: Any) -> Values | None:
        """Return what the absorbed one says."""
        return self._stored(merge.absorbed_id)

    def is_known(self, values: Values) -> bool:
        """Return whether there is anything that a user would read."""
        return self.group.is_nothing_known or bool(self.group.words(self._thing(values)))

    def holder(self) -> UUID:
        """Return whose fields they are."""
        return self.survivor

    def upper(self, holder: UUID) -> FieldCell:
        """Return the same fields of somebody else."""
        return FieldCell(self.kind, self.owner, self.group, holder)

    def _stored(self, pk: UUID) -> Values | None:
        found = self.kind.of(self.kind.things, self.owner).filter(pk=pk).values(*self.group.columns).first()
        return None if found is None else to_json(found)

    def _thing(self, values: Values) -> Any:
        return self.kind.things(**from_json(self.kind.things, values))

    def _joined(self, below: Values, theirs: Values) -> Values:
        if not self.group.join or not self.is_known(below) or not self.is_known(theirs):
            return self._taken(below, theirs)
        return to_json(self.group.join(self._thing(below), self._thing(theirs)))

    def _taken(self, below: Values, theirs: Values) -> Values:
        return theirs if self.is_known(theirs) else below


def put_fields_back(kind: Mergeable, owner: User, merge: Any, standing: Standing) -> list[str]:
    """Give the survivor back what it had; return the groups that were edited since."""
    cells = [FieldCell(kind, owner, group, merge.survivor_id) for group in kind.groups if group.key in merge.after]
    return [cell.key for cell in cells if not lift(cell, merge, standing)]
