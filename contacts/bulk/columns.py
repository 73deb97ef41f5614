"""Actions that set columns of people."""

from __future__ import annotations

import json
from abc import abstractmethod
from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any, ClassVar
from uuid import UUID

from accounts.models import User
from contacts.models import Contact, ContactQuerySet
from netzwerk.core.bulk import Arguments, BulkAction, States

# Ids go into one statement; a batch is never larger.
AT_ONCE = 500
# Up to so many sorts of former values get a statement each.
FEW = 12


class ColumnAction(BulkAction):
    """Sets columns; `fields` says which of them belong together, as one thing that somebody may have edited since."""

    fields: ClassVar[Mapping[str, tuple[str, ...]]]

    @abstractmethod
    def values(self, arguments: Arguments, now: datetime) -> dict[str, Any]:
        """Return the new values by column."""

    def concerned(self, contacts: ContactQuerySet) -> ContactQuerySet:
        """Return those of the contacts who are not so already, where that makes a difference."""
        return contacts

    def states(self, *, owner: User, ids: Collection[UUID], arguments: Arguments) -> States:
        """Return the columns of each field as a list."""
        del arguments
        columns = [column for group in self.fields.values() for column in group]
        found = Contact.objects.for_user(owner).filter(pk__in=ids).values("pk", *columns)
        return {
            row["pk"]: {name: [_plain(row[column]) for column in group] for name, group in self.fields.items()}
            for row in found
        }

    def apply(self, *, owner: User, ids: Collection[UUID], arguments: Arguments, now: datetime) -> None:
        """Set the columns in one statement; who came into the bin meanwhile is left alone."""
        present = Contact.objects.for_user(owner).present().filter(pk__in=ids)
        self.concerned(present).update(**self.values(arguments, now))

    def put_back(self, *, owner: User, states: States, arguments: Arguments) -> None:
        """Set each person's columns to the values they had."""
        del arguments
        alike: dict[str, list[UUID]] = defaultdict(list)
        for pk, held in states.items():
            alike[json.dumps(held, sort_keys=True)].append(pk)
        contacts = Contact.objects.for_user(owner)
        if len(alike) <= FEW:
            # Most people were alike before: one statement for each sort is many times faster than one case a person.
            for ids in alike.values():
                contacts.filter(pk__in=ids).update(**self._columns(states[ids[0]]))
            return
        found = list(contacts.filter(pk__in=states))
        for contact in found:
            for column, value in self._columns(states[contact.pk]).items():
                setattr(contact, column, value)
        columns = [column for group in self.fields.values() for column in group]
        Contact.objects.bulk_update(found, columns, batch_size=AT_ONCE)

    def _columns(self, held: dict[str, Any]) -> dict[str, Any]:
        """Return the value of each column that these fields stand for."""
        pairs = [pair for name, values in held.items() for pair in zip(self.fields[name], values, strict=True)]
        return {column: _stored(column, value) for column, value in pairs}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _stored(column: str, value: Any) -> Any:
    field: Any = Contact._meta.get_field(column)
    return field.to_python(value)
