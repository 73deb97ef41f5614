"""What the pages of exports show: what can be taken along, how much it is, and what was."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from accounts.models import User
from contacts.models import Moment, SavedView
from contacts.queries import exchanges as give_and_take
from transfer.models import Export
from transfer.queries.exports import everybody, exports_of
from transfer.services.exports import MOST_KEPT, kept_until
from transfer.words.exports import kind_words

# What can also be made about some people alone, in the order of the page.
PARTS = (
    Export.Kind.VCARD_3, Export.Kind.VCARD_4, Export.Kind.CONTACTS, Export.Kind.MOMENTS, Export.Kind.EXCHANGES,
)  # fmt: skip
_ICONS = {
    Export.Kind.EVERYTHING: "archive",
    Export.Kind.VCARD_3: "person-vcard",
    Export.Kind.VCARD_4: "person-vcard",
    Export.Kind.CONTACTS: "list",
    Export.Kind.MOMENTS: "clock",
    Export.Kind.EXCHANGES: "gift",
}


@dataclass(frozen=True, slots=True)
class Choice:
    """A form in which something can leave: what it is good for."""

    kind: Export.Kind
    text: str
    icon: str
    is_chosen: bool

    @property
    def label(self) -> str:
        """What it is called."""
        return str(self.kind.label)


@dataclass(frozen=True, slots=True)
class Counts:
    """How much there is to take along."""

    people: int
    moments: int
    exchanges: int


@dataclass(frozen=True, slots=True)
class ExportRow:
    """An export, and until when it is there."""

    export: Export
    icon: str
    until: datetime


def choices_of(chosen: str = "") -> list[Choice]:
    """Return the forms in which a part can leave; the one for phones is chosen where nothing else is."""
    chosen = chosen or Export.Kind.VCARD_3
    return [Choice(kind, kind_words(kind), _ICONS[kind], kind == chosen) for kind in PARTS]


def counts_of(user: User) -> Counts:
    """Count what there is; three queries."""
    return Counts(
        people=everybody(user).count(),
        moments=Moment.objects.for_user(user).present().count(),
        exchanges=give_and_take.exchanges_of(user).count(),
    )


def views_of(user: User) -> list[SavedView]:
    """Return the saved views, by name."""
    return list(SavedView.objects.for_user(user).present())


def rows_of(user: User) -> list[ExportRow]:
    """Return the exports that are there, the newest first."""
    return [row_of(export) for export in exports_of(user)[:MOST_KEPT]]


def row_of(export: Export) -> ExportRow:
    """Return an export as a row."""
    return ExportRow(export, _ICONS[Export.Kind(export.kind)], kept_until(export))
