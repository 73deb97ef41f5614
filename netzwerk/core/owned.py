"""The one base of every row that belongs to somebody."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self, TypeVar

from django.conf import settings
from django.db import models

from netzwerk.core.ids import new_id

if TYPE_CHECKING:
    from accounts.models import User

M_co = TypeVar("M_co", bound=models.Model, covariant=True)


class OwnedQuerySet(models.QuerySet[M_co]):
    """Questions that all owned rows answer."""

    _hints: dict[str, Any]

    def for_user(self, user: User) -> Self:
        """Return the rows of this user; the first word of every query.

        The hint goes along, for questions that have to ask another table of the same user.
        """
        found = self.filter(owner_id=user.pk)
        found._hints = {**found._hints, "owner_id": user.pk}
        return found


class Owned(models.Model):
    """A row with an owner: UUID in URLs, reached by `for_user`, walled off by `ProtectOwned`."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    # Every index and unique constraint of a subclass starts with the owner, so none is needed for it alone.
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", db_index=False, editable=False
    )

    objects = OwnedQuerySet.as_manager()

    class Meta:
        abstract = True


class OwnedPart(Owned):
    """A part of another row of its owner's, by a link that is never empty: the link's composite key vouches for both.

    So the database need not look for the user of each row as well, which an import of many feels.
    """

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="+",
        db_index=False,
        db_constraint=False,
        editable=False,
    )

    class Meta:
        abstract = True


def owned_models() -> list[type[Owned]]:
    """Return every concrete owned model of all installed apps."""
    from django.apps import apps  # noqa: PLC0415 - asked after the apps are loaded

    return [model for model in apps.get_models() if issubclass(model, Owned)]
