"""The report about a person: every column of every row that names them, so that nothing is left out by oversight."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from accounts.models import User
from contacts.languages import language_name
from contacts.models import Contact, Moment, Participation
from contacts.queries.erasable import with_absorbed
from matching.models import Review
from networks.models import Inquiry, Mention, NetworkExchange, NetworkMoment, Occurrence
from netzwerk.core.belonging import Belonging, contact_belongings
from transfer.queries.traces import drafts_naming, loose_rows, traces_of
from transfer.words.report import NO_SECTION, SECTIONS, is_said, label_of

# From here on a text stands in a line of its own.
LONG = 80


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that is stored, and what it is called."""

    label: str | Promise
    text: str

    @property
    def is_long(self) -> bool:
        """Whether it wants room of its own, as it was written."""
        return len(self.text) > LONG or "\n" in self.text


@dataclass(frozen=True, slots=True)
class Section:
    """What belongs together: each entry the lines of one row."""

    title: str | Promise
    entries: Sequence[Sequence[Line]]


@dataclass(frozen=True, slots=True)
class Part:
    """All about one row of a person: themselves, or somebody who was merged into them."""

    contact: Contact
    sections: Sequence[Section]


@dataclass(frozen=True, slots=True)
class Report:
    """All that is stored about a person, and on which day that was so."""

    contact: Contact
    on: date
    parts: Sequence[Part]
    # Lines of imports that are nobody's and say their name, and drafts that do.
    loose: Sequence[Section]


def report_of(owner: User, contact: Contact, on: date) -> Report:
    """Return the report; the number of queries does not depend on how much is stored."""
    ids = with_absorbed(owner, [contact.pk])
    people = {one.pk: one for one in Contact.objects.for_user(owner).filter(pk__in=ids)}
    ordered = [people.pop(contact.pk), *people.values()]
    found = {one.pk: [Section(_("The person"), [_lines(one)])] for one in ordered}
    belongings = sorted((one for one in contact_belongings if _name(one) not in NO_SECTION), key=_place)
    for belonging in belongings:
        for pk, entries in _entries(owner, belonging, ids).items():
            found[pk].append(Section(SECTIONS[_name(belonging)], entries))
    return Report(contact, on, [Part(one, found[one.pk]) for one in ordered], list(_loose(owner, contact)))


def _name(belonging: Belonging) -> str:
    return belonging.model._meta.label


def _place(belonging: Belonging) -> int:
    return list(SECTIONS).index(_name(belonging))


def _entries(owner: User, belonging: Belonging, ids: Sequence[UUID]) -> dict[UUID, list[list[Line]]]:
    """Return the lines of each row of one model that names these people, by the person."""
    rows: dict[UUID, Any] = {}
    named: list[tuple[UUID, UUID]] = []
    for field in belonging.fields:
        pointing = belonging.model._default_manager.filter(owner_id=owner.pk, **{f"{field}__in": ids})
        for row in pointing.select_related(*_relations(belonging.model)):
            rows[row.pk] = row
            named.append((getattr(row, f"{field}_id"), row.pk))
    beside = _beside(owner, belonging, list(rows.values()))
    found: dict[UUID, list[list[Line]]] = {}
    for person, pk in named:
        others = _others(rows[pk], belonging, person)
        found.setdefault(person, []).append([*others, *_lines(rows[pk]), *beside.get(pk, ())])
    return found


def _relations(model: type[models.Model]) -> list[str]:
    return [field.name for field in model._meta.concrete_fields if field.is_relation and field.name != "owner"]


def _others(row: Any, belonging: Belonging, person: UUID) -> Iterator[Line]:
    """Yield who stands at the other end, of rows that are between two."""
    if len(belonging.fields) < 2:
        return
    for field in belonging.fields:
        if getattr(row, f"{field}_id") != person:
            yield Line(_("With"), getattr(row, field).name)


def _beside(owner: User, belonging: Belonging, rows: Sequence[Any]) -> dict[UUID, list[Line]]:
    """Return what stands in further tables about rows of this model."""
    found: dict[UUID, list[Line]] = {}
    ids = [row.pk for row in rows]
    if belonging.model is Participation:
        moments = {row.moment_id: row.pk for row in rows}
        found = {row.pk: _lines(row.moment) for row in rows}
        for one in NetworkMoment.objects.for_user(owner).filter(moment__in=moments).select_related("network"):
            found[moments[one.moment_id]].append(Line(label_of("", "network"), one.network.name))
    elif belonging.model._meta.label == "contacts.Exchange":
        for link in NetworkExchange.objects.for_user(owner).filter(exchange__in=ids).select_related("network"):
            found.setdefault(link.exchange_id, []).append(Line(label_of("", "network"), link.network.name))
    elif belonging.model is Inquiry:
        for mention in Mention.objects.for_user(owner).filter(inquiry__in=ids).select_related("network"):
            text = f"{mention.network.name}: {mention.why}" if mention.why else mention.network.name
            found.setdefault(mention.inquiry_id, []).append(Line(_("Named a network"), text))
    return found


def _loose(owner: User, contact: Contact) -> Iterator[Section]:
    traces = traces_of(owner, [contact.pk])
    rows = loose_rows(owner, traces).exclude(contact=contact).select_related("imported")
    if entries := [_lines(row) for row in rows]:
        yield Section(_("Lines of imports with this name that belong to nobody"), entries)
    if drafts := [draft for draft, _cleaned in drafts_naming(owner, traces)]:
        days = [[Line(_("Changed"), _words(draft.updated_at))] for draft in drafts]
        yield Section(_("Unfinished forms that name them"), days)


def _lines(row: models.Model) -> list[Line]:
    """Return what a row says in the columns that are about somebody; those that are empty say nothing."""
    model, lines = row._meta.label, []
    for field in row._meta.concrete_fields:
        if is_said(model, field.name) and not _is_moment_of_another(field):
            text = _text(row, field)
            if text:
                lines.append(Line(label_of(model, field.name), text))
    return lines


def _is_moment_of_another(field: Any) -> bool:
    # A participation is told by its moment, which stands beside it.
    return bool(field.name == "moment" and field.model is Participation)


def _text(row: Any, field: Any) -> str:
    value = getattr(row, field.name)
    if value in (None, "", [], {}) or value is False or (value == 0 and not isinstance(value, bool)):
        return ""
    if field.choices:
        return str(getattr(row, f"get_{field.name}_display")())
    if field.name == "languages":
        return ", ".join(language_name(code) for code in value)
    return _words(value)


def _words(value: Any) -> str:
    if value is True:
        return _("yes")
    if isinstance(value, Moment | Occurrence | Review):
        return _words(_day_of(value))
    if isinstance(value, datetime | date):
        day = timezone.localdate(value) if isinstance(value, datetime) else value
        return date_format(day, "DATE_FORMAT")
    if isinstance(value, dict):
        return "\n".join(_flattened(value))
    if isinstance(value, list | tuple):
        return ", ".join(filter(None, (_words(each) if each else "" for each in value)))
    return str(value)


def _day_of(row: Moment | Occurrence | Review) -> date | None:
    match row:
        case Moment():
            return row.happened_on
        case Occurrence():
            return row.moved_to or row.planned_on
    return row.finished_on


def _flattened(value: dict[str, Any], above: str = "") -> Iterable[str]:
    """Yield what a record holds, line by line, each with the way to it; what is empty is left out."""
    for key, each in value.items():
        way = f"{above}{key}"
        if isinstance(each, dict):
            yield from _flattened(each, f"{way}.")
        elif each not in (None, "", [], False):
            yield f"{way}: {each if isinstance(each, str) else json.dumps(each, ensure_ascii=False)}"
