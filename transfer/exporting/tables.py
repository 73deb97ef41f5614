"""People, moments and exchanges as tables, batch by batch, with a fixed number of queries each."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import date
from typing import BinaryIO
from uuid import UUID

from django.db import models
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
    columns = ("happened_on", "precision", "kind", "initiator", "organisation__name", "note")
    rows = Moment.objects.for_user(owner).present().filter(pk__any_of=ids).values_list("pk", *columns)
    found = {pk: row for pk, *row in rows}
    names, beside = names_of(owner, ids), _beside(moment_companions, owner, found)
    precisions, kinds = _labels(Moment.Precision), _labels(Moment.Kind)
    initiators = _labels(Moment.Initiator)
    lines = []
    for pk in ids:
        if pk not in found:
            continue
        day, precision, kind, initiator, organisation, note = found[pk]
        shown = [day_text(day, precision), precisions[precision], kinds[kind], SEVERAL.join(names[pk])]
        lines.append([*shown, initiators.get(initiator, ""), organisation or "", beside[pk], note])
    return lines


def _exchange_rows(owner: User, ids: Sequence[UUID]) -> list[list[str]]:
    rows = Exchange.objects.for_user(owner).present().select_related("contact").filter(pk__any_of=ids)
    found = {exchange.pk: exchange for exchange in rows}
    directions, kinds = _labels(Exchange.Direction), _labels(Exchange.Kind)
    beside = _beside(exchange_companions, owner, found)
    return [
        [
            day_text(exchange.happened_on),
            directions[exchange.direction],
            kinds[exchange.kind],
            exchange.text,
            exchange.contact.name if exchange.contact else "",
            beside[pk],
            day_text(exchange.due_on),
            day_text(exchange.done_on),
        ]
        for pk in ids
        if (exchange := found.get(pk))
    ]


def _labels(choices: type[models.TextChoices]) -> dict[str, str]:
    """Return the words of choices in the reader's language: asked for once, not for each row."""
    return {value: str(label) for value, label in choices.choices}


def _beside(sources: Registry[CompanionSource], owner: User, ids: Collection[UUID]) -> dict[UUID, str]:
    """Return by row the titles of what it belongs to: the network of a moment."""
    return {pk: SEVERAL.join(each.title for each in found) for pk, found in companions_of(sources, owner, ids).items()}
