"""What can lie in the bin: the base of all its kinds, and where apps register theirs."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, ClassVar
from uuid import UUID

from django.db.models import QuerySet

from netzwerk.core.registry import Registry

if TYPE_CHECKING:
    from accounts.models import User


class BinKind(ABC):
    """A sort of things with `deleted_at` that are brought back, or go for good; `key` names it in forms."""

    key: ClassVar[str]
    icon: ClassVar[str]

    @abstractmethod
    def found(self, user: User) -> QuerySet[Any]:
        """Return what lies in the bin and can be brought back from it."""

    def shown(self, user: User) -> QuerySet[Any]:
        """Return the same with what its words need; a fixed number of queries."""
        return self.found(user)

    def due(self, owner: User, before: datetime, *, with_merged: bool) -> QuerySet[Any]:
        """Return what was put into the bin by this instant and goes for good.

        Of a kind that can be merged, `with_merged` counts in whatever still has a way back from a merge.
        """
        del with_merged
        return self.found(owner).filter(deleted_at__lte=before)

    def icon_of(self, thing: Any) -> str:
        """Return the icon of one thing, where they differ."""
        del thing
        return self.icon

    @abstractmethod
    def title(self, thing: Any) -> str:
        """Return what one thing is called."""

    def detail(self, thing: Any) -> str:
        """Return what tells it from others of its name."""
        del thing
        return ""

    def restore(self, *, owner: User, ids: Collection[UUID], today: date) -> int:
        """Bring these back as they were; return how many were there. In a transaction of the caller's."""
        del today
        return self.found(owner).filter(pk__in=ids).update(deleted_at=None)

    def purge(self, *, owner: User, ids: Collection[UUID]) -> None:
        """Delete these for good, with all that belongs to them; they are locked."""
        self.found(owner).model._default_manager.filter(owner_id=owner.pk, pk__in=ids).delete()


bin_kinds: Registry[BinKind] = Registry()


def oldest_locked(found: QuerySet[Any], limit: int) -> list[UUID]:
    """Return so many ids of what has lain in the bin the longest.

    They are locked, so that a restore at the same moment waits and then finds the row gone, or comes first and keeps
    it.
    """
    oldest = found.order_by("deleted_at", "id").select_for_update()
    return list(oldest.values_list("pk", flat=True)[:limit])
