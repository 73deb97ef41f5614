"""What can be done to many people at once: the base of all such actions, and where apps register theirs.

An action works on ids and plain values, so that a change can be written down, carried on by another worker, and taken
back. Every method asks a number of queries that does not depend on how many people it is about.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar
from uuid import UUID

from django import forms

from netzwerk.core.registry import Registry

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from accounts.models import User

Arguments = dict[str, Any]
# Of each person the fields that the action concerns, as JSON keeps them.
States = dict[UUID, dict[str, Any]]


class BulkAction(ABC):
    """One thing to do to many people; `key` is what a change is written down under."""

    key: ClassVar[str]
    label: ClassVar[str | _StrPromise]
    icon: ClassVar[str]
    # Stands in the bar itself, and not in its menu.
    is_frequent: ClassVar[bool] = False
    # Takes something away that only an undo brings back.
    is_dangerous: ClassVar[bool] = False
    # Asks something before it begins (`form`).
    has_form: ClassVar[bool] = False

    def form(self, *, owner: User, data: Mapping[str, Any] | None = None) -> forms.Form:
        """Return the form of the arguments, bound when there is data."""
        del owner
        return forms.Form(data)

    def arguments(self, *, owner: User, form: forms.Form) -> Arguments:
        """Return what a valid form says, as JSON keeps it; may make what the change needs (a tag)."""
        del owner, form
        return {}

    @abstractmethod
    def done_words(self, *, count: int, arguments: Arguments) -> str:
        """Return in one sentence what was done to so many people."""

    @abstractmethod
    def value_words(self, *, name: str, value: Any, arguments: Arguments) -> str:
        """Return what a value of one of the fields means, for somebody who has to choose between two."""

    @abstractmethod
    def states(self, *, owner: User, ids: Collection[UUID], arguments: Arguments) -> States:
        """Return what holds now; people who are gone for good are left out, those in the bin are not.

        A field that can no longer be changed (its tag or goal is gone) is left out as well.
        """

    @abstractmethod
    def apply(self, *, owner: User, ids: Collection[UUID], arguments: Arguments, now: datetime) -> None:
        """Do it to these people; whoever is so already stays as they are."""

    @abstractmethod
    def put_back(self, *, owner: User, states: States, arguments: Arguments) -> None:
        """Set the given fields of the given people to the given values."""


@dataclass(frozen=True, slots=True)
class BulkExit:
    """What many people can be taken to that changes none of them, so there is nothing to take back.

    The page of this name gets the form of the bar: `contacts` (ids) or else `all` and `query`, and `next`. It has a
    part for the sheet.
    """

    url_name: str
    label: _StrPromise
    icon: str


bulk_actions: Registry[BulkAction] = Registry()
bulk_exits: Registry[BulkExit] = Registry()


def bulk_action(key: str) -> BulkAction | None:
    """Return the action that is registered under this name."""
    return next((action for action in bulk_actions if action.key == key), None)
