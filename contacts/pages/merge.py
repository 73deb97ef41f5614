"""What a merge would do, before it is done: fields to choose from, and what comes along."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from accounts.models import User
from contacts.merging.fields import GROUPS
from contacts.merging.groups import Choice, FieldGroup, T, usual_choice
from contacts.merging.rows import OWN_FIELD
from contacts.models import Contact, CustomField, CustomValue
from contacts.rules.states import State
from contacts.services.moving import moving_belongings, rows_of
from contacts.wording import day_words, position_words
from contacts.words.custom_values import value_words


@dataclass(frozen=True, slots=True)
class Side:
    """One of two people who may be one, as both pages show them."""

    contact: Contact
    state: State
    subtitle: str
    lines: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Option:
    """One value to choose; `photo_url` in place of words for a picture."""

    value: str
    words: str
    is_chosen: bool
    photo_url: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One group of fields in which the two differ."""

    key: str
    label: str
    options: list[Option]


@dataclass(slots=True)
class Preview:
    """What differs, and what comes along."""

    rows: list[Row] = field(default_factory=list)
    comes_along: list[str] = field(default_factory=list)


def side_of(contact: Contact, today: date) -> Side:
    """Return how somebody is shown; asks nothing of the database after `with_details()`."""
    lines = [("envelope", email.address) for email in contact.emails.all()]
    lines += [("telephone", phone.number) for phone in contact.phones.all()]
    if contact.place:
        lines.append(("geo-alt", contact.place))
    if contact.last_moment_on:
        lines.append(("clock", _("Last in touch %(date)s") % {"date": day_words(contact.last_moment_on)}))
    return Side(contact, contact.state_on(today), position_words(contact), lines)


def preferred_survivor(user: User, one: Contact, other: Contact) -> Contact:
    """Return who should stay: not the archived one; who has more to tell; the older entry."""
    counts = {contact: _filled(contact) for contact in (one, other)}
    for ones, others, _words in _counts(user, one, other):
        counts[one] += ones
        counts[other] += others
    return max((one, other), key=lambda each: (each.archived_at is None, counts[each], -each.created_at.timestamp()))


def preview_of(user: User, survivor: Contact, absorbed: Contact) -> Preview:
    """Return what differs and what moves; the number of queries does not depend on how much."""
    rows = [row for group in GROUPS if (row := row_of(group, survivor, absorbed))]
    photos: dict[str, str] = {Choice.SURVIVOR: survivor.photo_url, Choice.ABSORBED: absorbed.photo_url}
    rows = [_with_photos(row, photos) if row.key == "photo" else row for row in rows]
    rows += _custom_rows(user, survivor, absorbed)
    along = [words for _mine, _theirs, words in _counts(user, survivor, absorbed) if words]
    return Preview(rows, along)


def _filled(contact: Contact) -> int:
    return sum(bool(group.words(contact)) for group in GROUPS)


def _counts(user: User, one: Contact, other: Contact) -> list[tuple[int, int, str]]:
    """Return for each sort of rows how many each of the two has, and what the second one's are called."""
    counts = []
    for belonging in moving_belongings():
        if belonging.words is None:
            continue
        named = [Q(**{f"{name}_id": contact.pk}) for contact in (one, other) for name in belonging.fields]
        half = len(belonging.fields)
        mine, theirs = _any(named[:half]), _any(named[half:])
        found = rows_of(user, belonging, one.pk, other.pk).aggregate(
            mine=Count("pk", filter=mine), theirs=Count("pk", filter=theirs)
        )
        words = belonging.words(found["theirs"]) if found["theirs"] else ""
        counts.append((found["mine"], found["theirs"], words))
    return counts


def _any(conditions: Sequence[Q]) -> Q:
    found = Q()
    for condition in conditions:
        found |= condition
    return found


def row_of(group: FieldGroup[T], survivor: T, absorbed: T) -> Row | None:
    """Return what there is to choose from in one group; None where the two say the same."""
    if group.values(survivor) == group.values(absorbed):
        return None
    here, there = group.words(survivor), group.words(absorbed)
    if here == there:
        return None
    chosen = usual_choice(group, survivor, absorbed)
    nothing = _("nothing")
    options = [
        Option(choice, words or nothing, choice == chosen)
        for choice, words in ((Choice.SURVIVOR, here), (Choice.ABSORBED, there))
    ]
    if group.join and here and there:
        options.append(Option(Choice.BOTH, _("both"), chosen == Choice.BOTH))
    return Row(group.key, str(group.label), options)


def _with_photos(row: Row, photos: Mapping[str, str]) -> Row:
    return replace(row, options=[replace(each, photo_url=photos.get(each.value, "")) for each in row.options])


def _custom_rows(user: User, survivor: Contact, absorbed: Contact) -> list[Row]:
    """Return the user's own fields of which both have a value, another one each."""
    values: dict[tuple[UUID, UUID], str] = {}
    fields: dict[UUID, CustomField] = {}
    found = CustomValue.objects.for_user(user).filter(contact__in=[survivor, absorbed]).select_related("field")
    for value in found.order_by("field__position", "field_id"):
        fields[value.field_id] = value.field
        values[value.contact_id, value.field_id] = value_words(value)
    rows = []
    for pk, custom in fields.items():
        here, there = values.get((survivor.pk, pk)), values.get((absorbed.pk, pk))
        if here is not None and there is not None and here != there:
            options = [Option(Choice.SURVIVOR, here, True), Option(Choice.ABSORBED, there, False)]
            rows.append(Row(f"{OWN_FIELD}{pk}", custom.label, options))
    return rows
