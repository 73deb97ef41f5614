"""Every text that is stored about a person, each with a word of its own, so that one sees which is told or left."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.db import connection, models, transaction

from accounts.models import User
from contacts.models import Contact, DuplicateSearch, Moment, Participation, fold_name
from contacts.services.indexing import reindex_contacts, reindex_moments
from networks.models import Mention
from netzwerk.core.belonging import contact_belongings
from netzwerk.core.walls import acting_as

STEM = "quokka"


class Mark(NamedTuple):
    """Which column of which model says which word."""

    model: str
    column: str
    word: str


def mark_all(user: User, contact: Contact, *, stem: str = STEM) -> list[Mark]:
    """Give each text of each row that names the contact a word of its own; return them all."""
    marks: list[Mark] = []
    with acting_as(user):
        rows = [contact, *_rows_naming(user, contact)]
        marks += [mark for number, row in enumerate(rows) for mark in _mark(row, f"{stem}{number}")]
        moments = Participation.objects.filter(contact=contact).values_list("moment_id", flat=True)
        Contact.objects.filter(pk=contact.pk).update(folded_name=fold_name(Contact.objects.get(pk=contact.pk).name))
        search = DuplicateSearch.objects.get()
        search.left_out = [{"kind": "name", "value": fold_name(Contact.objects.get(pk=contact.pk).name), "count": 900}]
        search.save()
        reindex_contacts(owner=user, contact_ids=[contact.pk])
        reindex_moments(owner=user, moment_ids=moments)
    return marks


def texts_left(stem: str = STEM) -> list[str]:
    """Return each row of the whole database in which a word of this stem is left, as the tables' owner sees it."""
    found = []
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE NONE")
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT t::text FROM "{table}" t WHERE t::text ILIKE %s', [f"%{stem}%"])
            found += [f"{table}: {row[0]}" for row in cursor.fetchall()]
        cursor.execute(f'SET LOCAL ROLE "{_role()}"')
    return found


def _role() -> str:
    from django.conf import settings

    return str(settings.DATABASE_ROLE)


def _rows_naming(user: User, contact: Contact) -> Iterator[models.Model]:
    for belonging in contact_belongings:
        if belonging.model._meta.label in ("contacts.ContactWord", "networks.Network"):
            continue
        for field in belonging.fields:
            for row in belonging.model._base_manager.filter(owner=user, **{field: contact}):
                yield row
                if isinstance(row, Participation):
                    yield Moment.objects.get(pk=row.moment_id)
    yield from Mention._base_manager.filter(owner=user, inquiry__contact=contact)


def _mark(row: Any, stem: str) -> Iterator[Mark]:
    said: dict[str, Any] = {}
    for field in row._meta.concrete_fields:
        word = f"{stem}{row._meta.model_name}{field.name}".replace("_", "").lower()
        if isinstance(field, models.JSONField):
            said[field.name] = [word] if field.get_default() == [] else {"note": word}
        elif isinstance(field, models.CharField | models.TextField) and not field.choices:
            if field.name in ("folded_name", "photo_name", "e164"):
                continue
            word = word[: field.max_length] if field.max_length else word
            said[field.name] = word
        else:
            continue
        yield Mark(row._meta.label, field.name, word)
    if said:
        type(row)._base_manager.filter(pk=row.pk).update(**said)
