"""What an export of everything holds: each owned model is a table of it, or has a reason why not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any

from django.apps import apps
from django.db.models import Field, GeneratedField

from netzwerk.core.owned import Owned, owned_models
from transfer.archive.columns import Column, column_of

# Models whose rows stay where they are, each for a reason.
LEFT_OUT = {
    "contacts.Word": "derived: what the search looks words up in",
    "contacts.ContactWord": "derived: the words of people, for the search",
    "contacts.MomentWord": "derived: the words of moments, for the search",
    "contacts.OrganisationWord": "derived: the words of organisations, for the search",
    "contacts.DuplicatePair": "derived: looked for anew after a restore",
    "contacts.DuplicateSearch": "derived: when pairs were last looked for",
    "matching.Bridge": "derived: measured anew each night",
    "contacts.BulkChange": "a way back that ends after some weeks, and may be half gone",
    "contacts.BulkItem": "a way back that ends after some weeks, and may be half gone",
    "reminders.CalendarFeed": "its id is the secret of an address",
    "reminders.PushSubscription": "keys of one browser, which are of no use to another account",
    "transfer.Import": "files on their way in, and the way back from them",
    "transfer.ImportFile": "files on their way in",
    "transfer.ImportRow": "files on their way in, and the way back from them",
    "transfer.Export": "files on their way out",
    "transfer.Restore": "a file on its way in",
}
# Columns that follow from others, and are written anew by a restore.
DERIVED = {
    "contacts.Contact": {"folded_name", "last_moment_on"},
    "contacts.CustomField": {"folded_label"},
    "contacts.Organisation": {"folded_name"},
    "contacts.SavedView": {"folded_name"},
    "contacts.Tag": {"folded_name"},
    "networks.Network": {"folded_name"},
}
# Of mails only those that have left or never will: what waits belongs to a job of this site.
_ON_ITS_WAY = "state = 'waiting'"
WITHOUT = {
    "reminders.Digest": _ON_ITS_WAY,
    "reminders.DigestPerson": f"digest_id IN (SELECT id FROM reminders_digest WHERE {_ON_ITS_WAY})",  # noqa: S608
}


@dataclass(frozen=True, eq=False)
class Table:
    """One model as the export writes it: its name, its columns, and which of them point at other tables."""

    model: type[Owned]
    name: str
    columns: tuple[Column, ...]
    # By column: the name of the table that it points at.
    links: dict[str, str]
    without: str = field(default="")

    @property
    def file(self) -> str:
        """The file of the ZIP that holds its rows."""
        return f"data/{self.name}.jsonl"

    @cached_property
    def by_name(self) -> dict[str, Column]:
        """The columns by their names."""
        return {column.name: column for column in self.columns}

    @cached_property
    def own_links(self) -> tuple[str, ...]:
        """The columns that point at rows of this very table: they are set once all of its rows are there."""
        return tuple(column for column, target in self.links.items() if target == self.name)


@lru_cache
def all_tables() -> tuple[Table, ...]:
    """Return the tables of an export, each behind those that it points at."""
    waiting = {table.name: table for table in _tables()}
    ordered: list[Table] = []
    while waiting:
        ready = [table for table in waiting.values() if not (set(table.links.values()) & set(waiting)) - {table.name}]
        ordered += ready
        for table in ready:
            del waiting[table.name]
    return tuple(ordered)


def table_called(name: str) -> Table:
    """Return the table of this name; raises `KeyError`."""
    return {table.name: table for table in all_tables()}[name]


@lru_cache
def targets() -> frozenset[str]:
    """Return the names of the tables that others point at."""
    return frozenset(target for table in all_tables() for target in table.links.values())


def folded_columns(table: Table) -> dict[str, int]:
    """Return the derived columns of names by which rows are recognised, each with its longest."""
    label = table.model._meta.label
    fields = {name: table.model._meta.get_field(name) for name in DERIVED.get(label, ())}
    return {name: int(of.max_length or 0) for name, of in fields.items() if name.startswith("folded_")}  # type: ignore[union-attr]


def _tables() -> Iterator[Table]:
    for model in owned_models():
        label = model._meta.label
        if label in LEFT_OUT:
            continue
        fields = list(_fields(model))
        links = {
            each.attname: each.related_model._meta.label_lower
            for each in fields
            if each.is_relation and each.related_model is not None and not isinstance(each.related_model, str)
        }
        yield Table(
            model=model,
            name=model._meta.label_lower,
            columns=tuple(column_of(each) for each in fields),
            links=links,
            without=WITHOUT.get(label, ""),
        )


def _fields(model: type[Owned]) -> Iterator[Field[Any, Any]]:
    for each in model._meta.concrete_fields:
        if each.name == "owner" or isinstance(each, GeneratedField) or each.name in DERIVED.get(model._meta.label, ()):
            continue
        # What points at a row that is not in the file is not, either.
        if each.is_relation and each.related_model._meta.label in LEFT_OUT:  # type: ignore[union-attr]
            continue
        yield each


def is_known(label: str) -> bool:
    """Tell whether a name in `LEFT_OUT` is one of a model."""
    return label in {model._meta.label for model in apps.get_models()}
