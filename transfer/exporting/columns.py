"""What a table says about people, column by column; `transfer.tables` knows each heading in both languages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from django.db.models import Count, Max
from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from accounts.models import User
from contacts.models import (
    ContactQuerySet,
    EmailAddress,
    Link,
    Messenger,
    OwnDate,
    PhoneNumber,
    PostalAddress,
)
from contacts.rules.messengers import service_name
from contacts.rules.partial_dates import AnnualDate
from contacts.wording import kind_label
from netzwerk.core.owned import Owned
from transfer.exporting.sheets import listed
from transfer.records import PersonRecord, Typed
from transfer.words.coming import date_label

# More of a kind than this stand in none: nobody looks at the twenty-first column of telephone numbers.
MOST = 20


@dataclass(frozen=True, slots=True)
class Field:
    """Something of which there is one."""

    heading: Promise
    value: Callable[[PersonRecord], str]


@dataclass(frozen=True, slots=True)
class Group:
    """Something of which there may be several: numbered columns, each with its parts."""

    model: type[Owned]
    headings: tuple[Promise, ...]  # with %(number)s
    rows: Callable[[PersonRecord], Iterable[tuple[str, ...]]]


def annual_text(day: AnnualDate | None) -> str:
    """Return a day as ISO 8601 has it, without a year with two hyphens in its place."""
    if day is None:
        return ""
    return f"{day.year:04}-{day.month:02}-{day.day:02}" if day.year else f"--{day.month:02}-{day.day:02}"


def _typed(channels: Sequence[Typed]) -> list[tuple[str, ...]]:
    return [(each.value, kind_label(each.kind)) for each in channels]


NAMES = (
    Field(pgettext_lazy("heading of a table", "Name"), lambda person: person.name),
    Field(pgettext_lazy("heading of a table", "Name prefix"), lambda person: person.prefix),
    Field(pgettext_lazy("heading of a table", "First name"), lambda person: person.given_name),
    Field(pgettext_lazy("heading of a table", "Last name"), lambda person: person.family_name),
    Field(pgettext_lazy("heading of a table", "Name suffix"), lambda person: person.suffix),
    Field(pgettext_lazy("heading of a table", "Nickname"), lambda person: person.nickname),
    Field(pgettext_lazy("heading of a table", "Former name"), lambda person: person.former_name),
    Field(pgettext_lazy("heading of a table", "Phonetic name"), lambda person: person.phonetic_name),
    Field(pgettext_lazy("heading of a table", "Organisation"), lambda person: person.organisation),
    Field(pgettext_lazy("heading of a table", "Role"), lambda person: person.title),
)
GROUPS = (
    Group(
        EmailAddress,
        (
            pgettext_lazy("heading of a table", "E-mail %(number)s"),
            pgettext_lazy("heading of a table", "E-mail %(number)s kind"),
        ),
        lambda person: _typed(person.emails),
    ),
    Group(
        PhoneNumber,
        (
            pgettext_lazy("heading of a table", "Phone %(number)s"),
            pgettext_lazy("heading of a table", "Phone %(number)s kind"),
        ),
        lambda person: _typed(person.phones),
    ),
    Group(
        PostalAddress,
        (
            pgettext_lazy("heading of a table", "Address %(number)s street"),
            pgettext_lazy("heading of a table", "Address %(number)s postal code"),
            pgettext_lazy("heading of a table", "Address %(number)s city"),
            pgettext_lazy("heading of a table", "Address %(number)s region"),
            pgettext_lazy("heading of a table", "Address %(number)s country"),
            pgettext_lazy("heading of a table", "Address %(number)s kind"),
        ),
        lambda person: [
            (each.street, each.postal_code, each.city, each.region, each.country, kind_label(each.kind))
            for each in person.addresses
        ],
    ),
    Group(
        Link,
        (
            pgettext_lazy("heading of a table", "Link %(number)s"),
            pgettext_lazy("heading of a table", "Link %(number)s kind"),
        ),
        lambda person: _typed(person.links),
    ),
    Group(
        Messenger,
        (
            pgettext_lazy("heading of a table", "Messenger %(number)s"),
            pgettext_lazy("heading of a table", "Messenger %(number)s service"),
        ),
        lambda person: [(each.handle, service_name(each.service)) for each in person.messengers],
    ),
    Group(
        OwnDate,
        (
            pgettext_lazy("heading of a table", "Own date %(number)s"),
            pgettext_lazy("heading of a table", "Own date %(number)s kind"),
        ),
        lambda person: [(annual_text(each.day), date_label(each.label)) for each in person.own_dates],
    ),
)
OTHERS = (
    Field(pgettext_lazy("heading of a table", "Birthday"), lambda person: annual_text(person.birthday)),
    Field(pgettext_lazy("heading of a table", "Place"), lambda person: person.place),
    Field(pgettext_lazy("heading of a table", "Languages"), lambda person: listed(person.languages)),
    Field(pgettext_lazy("heading of a table", "Tags"), lambda person: listed(person.tags)),
    Field(pgettext_lazy("heading of a table", "How we met"), lambda person: person.how_met),
    Field(pgettext_lazy("heading of a table", "Where we met"), lambda person: person.where_met),
    Field(pgettext_lazy("heading of a table", "Notes"), lambda person: person.note),
)


def most_of_each(owner: User, contacts: ContactQuerySet) -> list[int]:
    """Return for each group how many of it somebody among these people has at most; a query for each."""
    people = contacts.order_by().values("pk")
    found = []
    for group in GROUPS:
        rows: Any = group.model.objects.for_user(owner).filter(contact__in=people).order_by()  # type: ignore[misc]
        most = rows.values("contact").annotate(count=Count("pk")).aggregate(most=Max("count"))["most"]
        found.append(min(most or 0, MOST))
    return found


def headings_of(most: Sequence[int]) -> list[str]:
    """Return the headings of a table with so many of each group."""
    numbered = (
        heading % {"number": number}
        for group, count in zip(GROUPS, most, strict=True)
        for number in range(1, count + 1)
        for heading in group.headings
    )
    single = [[str(field.heading) for field in fields] for fields in (NAMES, OTHERS)]
    return [*single[0], *numbered, *single[1]]


def cells_of(person: PersonRecord, most: Sequence[int]) -> list[str]:
    """Return what a table says about a person, under those headings."""
    numbered = (_numbered(group, person, count) for group, count in zip(GROUPS, most, strict=True))
    return [
        *(field.value(person) for field in NAMES),
        *chain.from_iterable(numbered),
        *(field.value(person) for field in OTHERS),
    ]


def _numbered(group: Group, person: PersonRecord, count: int) -> list[str]:
    rows = list(group.rows(person))[:count]
    empty = ("",) * len(group.headings)
    return list(chain.from_iterable([*rows, *([empty] * (count - len(rows)))]))
