"""Fields that an upper app adds to the form of a lower app: in which network a moment was."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms

from netzwerk.core.registry import Registry

if TYPE_CHECKING:
    from accounts.models import User


class FormExtra(ABC):
    """A few optional fields; each method asks a fixed number of queries, and only about rows of the owner."""

    @abstractmethod
    def fields(self, *, owner: User) -> dict[str, forms.Field]:
        """Return the fields by name; none when the user has nothing to choose from."""

    @abstractmethod
    def initial(self, *, owner: User, row_id: UUID) -> dict[str, Any]:
        """Return the values of a row that is changed."""

    @abstractmethod
    def save(self, *, owner: User, row_ids: Collection[UUID], values: Mapping[str, Any]) -> None:
        """Keep what the valid form says about these rows, which have just been written."""

    def mistakes(self, values: Mapping[str, Any]) -> dict[str, str]:
        """Return what is wrong with the values together, by field."""
        del values
        return {}

    def stands_for_a_person(self, values: Mapping[str, Any]) -> bool:
        """Whether with these values nobody need be named: something was given to a network as such."""
        del values
        return False


moment_extras: Registry[FormExtra] = Registry()
exchange_extras: Registry[FormExtra] = Registry()
