"""People, moments and exchanges as tables, batch by batch, with a fixed number of queries each."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import date
from typing import BinaryIO
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import pgettext

from accounts.models import User
from contacts.models import Contact, ContactQuerySet, Exchange, Moment
from contacts.queries.participants import names_of
from contacts.rules.partial_dates import Precision
from netzwerk.core.companions import CompanionSource, companions_of, exchange_companions, moment_companions
from netzwerk.core.registry import Registry
from transfer.exporting.batches import Turn, in_batches, same_turn
from transfer.exporting.columns import cells_of, headings_of, most_of_each
from transfer.exporting.people import people_of, record_of
from transfer.exporting.sheets import SEVERAL, Sheet

# How much of a date stands in ISO 8601 when that is all that is known.
_LENGTHS = {Precision.DAY: 10, Precision.MONTH: 7, Precision.YEAR: 4}


def write_contacts(owner: User, contacts: ContactQuerySet, stream: BinaryIO, *, turn: Turn = same_turn) -> int:
    """Write people by name, a line each, as our own import reads them back; return how many."""
    with turn(0):
        most = most_of_each(owner, contacts)
    return _write(
        contacts.by_name(),
        lambda ids: [cells_of(record_of(contact), most) for contact in people_of(owner, ids)],
        Sheet(stream, headings_of(most)),
        turn,
    )


def write_moments(owner: User, moments: QuerySet[Moment], stream: BinaryIO, *, turn: Turn = same_turn) -> int:
    """Write moments in their order, a line each with all who took part; return how many."""
    headings = [
        pgettext("heading of a table", "Date"),
        pgettext("heading of a table", "How exact"),
        pgettext("heading of a table", "Kind"),
        pgettext("heading of a table", "People"),
        pgettext("heading of a table", "Who started it"),
        pgettext("heading of a table", "Organisation"),
        pgettext("heading of a table", "Belongs to"),
        pgettext("heading of a table", "Note"),
    ]
    return _write(moments, lambda ids: _moment_rows(owner, ids), Sheet(stream, headings), turn)


def write_exchanges(owner: User, exchanges: QuerySet[Exchange], stream: BinaryIO, *, turn: Turn = same_turn) -> int:
    """Write what was given and taken in its order, a line each; return how many."""
    headings = [
        pgettext("heading of a table", "Date"),
        pgettext("heading of a table", "Which way"),
        pgettext("heading of a table", "Kind"),
        pgettext("heading of a table", "What"),
        pgettext("heading of a table", "With"),
        pgettext("heading of a table", "Belongs to"),
        pgettext("heading of a table", "By"),
        pgettext("heading of a table", "Done on"),
    ]
    return _write(exchanges, lambda ids: _exchange_rows(owner, ids), Sheet(stream, headings), turn)


def day_text(day: date | None, precision: str = Precision.DAY) -> str:
    """Return a date as ISO 8601 has it, as far as it is known: 2024-03-14, 2024-03, 2024."""
    return day.isoformat()[: _LENGTHS[Precision(precision)]] if day else ""


def _write(
    rows: QuerySet[Contact] | QuerySet[Moment] | QuerySet[Exchange],
    load: Callable[[Sequence[UUID]], Sequence[Sequence[str]]],
    sheet: Sheet,
    turn: Turn,
) -> int:
    return sum(sheet.add(batch) for batch in in_batches(rows, load, turn))


def _moment_rows(owner: User, ids: Sequence[UUID]) -> list[list[str]]:
    found = Moment.objects.for_user(owner).present().select_related("organisation").in_bulk(list(ids))
    names, beside = names_of(owner, ids), _beside(moment_companions, owner, found)
    return [
        [
            day_text(moment.happened_on, moment.precision),
            str(Moment.Precision(moment.precision).label),
            str(Moment.Kind(moment.kind).label),
            SEVERAL.join(names[pk]),
            str(Moment.Initiator(moment.initiator).label) if moment.initiator else "",
            moment.organisation.name if moment.organisation else "",
            beside[pk],
            moment.note,
        ]
        for pk in ids
        if (moment := found.get(pk))
    ]


def _exchange_rows(owner: User, ids: Sequence[UUID]) -> list[list[str]]:
    found = Exchange.objects.for_user(owner).present().select_related("contact").in_bulk(list(ids))
    beside = _beside(exchange_companions, owner, found)
    return [
        [
            day_text(exchange.happened_on),
            str(Exchange.Direction(exchange.direction).label),
            str(Exchange.Kind(exchange.kind).label),
            exchange.text,
            exchange.contact.name if exchange.contact else "",
            beside[pk],
            day_text(exchange.due_on),
            day_text(exchange.done_on),
        ]
        for pk in ids
        if (exchange := found.get(pk))
    ]


def _beside(sources: Registry[CompanionSource], owner: User, ids: Collection[UUID]) -> dict[UUID, str]:
    """Return by row the titles of what it belongs to: the network of a moment."""
    return {pk: SEVERAL.join(each.title for each in found) for pk, found in companions_of(sources, owner, ids).items()}
