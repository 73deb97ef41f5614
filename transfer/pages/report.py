"""The report about a person: every column of every row that names them, so that nothing is left out by oversight."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from accounts.models import User
from contacts.models import Contact, Participation, Tagging, Tie
from contacts.queries.erasable import with_absorbed
from networks.models import Inquiry, Mention, NetworkExchange, NetworkMoment
from netzwerk.core.belonging import Belonging, contact_belongings
from transfer.pages.told import Entry, Told
from transfer.queries.traces import drafts_naming, loose_rows, traces_of
from transfer.words.kept import all_lines_of
from transfer.words.report import GROUPS, NO_SECTION, SECTIONS, label_of
from transfer.words.stored import Line, lines_of, words_of


@dataclass(frozen=True, slots=True)
class Item:
    """Entries of one kind, and what the kind is called."""

    title: str | Promise
    entries: Sequence[Entry]


@dataclass(frozen=True, slots=True)
class Section:
    """Kinds that belong together, below one heading."""

    title: str | Promise
    items: Sequence[Item]


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
    # Entries of imports that are nobody's and say their name, and drafts that do.
    loose: Sequence[Section]


# What somebody came in by: the entry, and the text that is kept of it.
FROM_FILES = ("transfer.ImportRow", "transfer.SourceCard")
# Rows of one person by their model, each as its lines.
Found = dict[str, list[Entry]]


def report_of(owner: User, contact: Contact, on: date) -> Report:
    """Return the report; the number of queries does not depend on how much is stored."""
    ids = with_absorbed(owner, [contact.pk])
    people = {one.pk: one for one in Contact.objects.for_user(owner).filter(pk__in=ids)}
    ordered = [people.pop(contact.pk), *people.values()]
    found: dict[UUID, Found] = {one.pk: {} for one in ordered}
    for belonging in (one for one in contact_belongings if _name(one) not in NO_SECTION):
        for pk, entries in _entries(owner, belonging, ids).items():
            found[pk][_name(belonging)] = entries
    told = Told()
    parts = [Part(one, list(_sections(one, found[one.pk], told))) for one in ordered]
    return Report(contact, on, parts, list(_loose(owner, contact, told)))


def _name(belonging: Belonging) -> str:
    return belonging.model._meta.label


def _sections(person: Contact, found: Found, told: Told) -> Iterator[Section]:
    """Yield what there is, by heading; entries of files come last and say only what nothing before them did."""
    own = [Item(line.label, [Entry([replace(line, label="")])]) for line in lines_of(person)]
    yield Section(_("The person"), own)
    told.hear([Entry(lines_of(person))])
    for name in found.keys() - {*FROM_FILES}:
        told.hear(found[name])
    for title, names in GROUPS:
        if items := [_kind(name, found[name]) for name in SECTIONS if name in names and name in found]:
            yield Section(title, [_without_day(item, person) for item in items])
    if came_in := told.news_of(*(found.get(name, ()) for name in FROM_FILES)):
        yield Section(_("Where the data came in from"), [Item(SECTIONS[FROM_FILES[0]], came_in)])


def _kind(name: str, entries: Sequence[Entry]) -> Item:
    """Return the entries of one kind; tags stand side by side."""
    if name == Tagging._meta.label:
        words = ", ".join(line.text for entry in entries for line in entry.lines)
        entries = [Entry([Line("", words)])]
    return Item(SECTIONS[name], entries)


def _without_day(item: Item, person: Contact) -> Item:
    """Leave out when something was written down where that was on the day of the person themselves."""
    day = words_of(person.created_at)
    entries = [
        Entry([line for line in entry.lines if not (line.is_last and line.text == day)]) for entry in item.entries
    ]
    return Item(item.title, entries)


def _entries(owner: User, belonging: Belonging, ids: Sequence[UUID]) -> dict[UUID, list[Entry]]:
    """Return what each row of one model says that names these people, by the person; the newest day comes first."""
    rows: dict[UUID, Any] = {}
    named: list[tuple[UUID, UUID]] = []
    for field in belonging.fields:
        pointing = belonging.model._default_manager.filter(owner_id=owner.pk, **{f"{field}__in": ids})
        for row in pointing.select_related(*_relations(belonging.model)):
            rows[row.pk] = row
            named.append((getattr(row, f"{field}_id"), row.pk))
    beside = _beside(owner, belonging, list(rows.values()))
    found: dict[UUID, list[Entry]] = {}
    for person, pk in sorted(named, key=lambda pair: _day(rows[pair[1]]), reverse=True):
        others = _others(rows[pk], belonging, person)
        found.setdefault(person, []).append(Entry([*others, *all_lines_of(rows[pk]), *beside.get(pk, ())]))
    return found


def _day(row: Any) -> str:
    happened = row.moment if isinstance(row, Participation) else row
    return str(getattr(happened, "happened_on", ""))


def _relations(model: type[models.Model]) -> list[str]:
    found = [field.name for field in model._meta.concrete_fields if field.is_relation and field.name != "owner"]
    return [*found, "moment__organisation"] if model is Participation else found


def _others(row: Any, belonging: Belonging, person: UUID) -> Iterator[Line]:
    """Yield who stands at the other end, of rows that are between two."""
    if len(belonging.fields) < 2:
        return
    if isinstance(row, Tie):  # which is read from its first end to its second
        yield Line("", f"{row.contact.name} – {row.get_kind_display()} – {row.other.name}", is_bare=True)
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
        found = {row.pk: lines_of(row.moment) for row in rows}
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


def _loose(owner: User, contact: Contact, told: Told) -> Iterator[Section]:
    traces = traces_of(owner, [contact.pk])
    rows = loose_rows(owner, traces).exclude(contact=contact).select_related("imported").order_by("imported", "number")
    items = []
    if entries := told.news_of([Entry(all_lines_of(row)) for row in rows]):
        items.append(Item(_("Entries of files that nobody came in from, or about what happened"), entries))
    if drafts := [draft for draft, _cleaned in drafts_naming(owner, traces)]:
        days = [Entry([Line(_("Changed"), words_of(draft.updated_at))]) for draft in drafts]
        items.append(Item(_("Unfinished forms with this name"), days))
    if items:
        yield Section(_("Beside the person"), items)
