"""Fields that the user made: added, changed, moved, deleted; and what they say about a person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Max

from accounts.models import User
from contacts.models import Contact, CustomField, CustomValue
from contacts.services.indexing import reindex_contacts
from netzwerk.core.folding import fold
from netzwerk.core.jobs import enqueue_job

MOST_FIELDS = 10
# A field with more values is deleted in the background.
MOST_AT_ONCE = 500
FORGET = "forget-custom-field"


class TooManyFieldsError(ValueError):
    """There are as many fields as there may be."""


class FieldExistsError(ValueError):
    """There is a field of that name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomFacts:
    """What a field says about somebody, in the part of its kind; nothing at all takes the value away."""

    text: str = ""
    number: Decimal | None = None
    day: date | None = None

    @property
    def is_empty(self) -> bool:
        """Whether it says nothing."""
        return not self.text and self.number is None and self.day is None


@transaction.atomic
def add_field(*, owner: User, label: str, kind: str, choices: Sequence[str] = ()) -> CustomField:
    """Add a field at the end; raises `TooManyFieldsError` and `FieldExistsError`."""
    # Two tabs at once wait for each other here, so that the second counts what the first has added.
    User.objects.select_for_update().get(pk=owner.pk)
    fields = CustomField.objects.for_user(owner)
    if fields.count() >= MOST_FIELDS:
        raise TooManyFieldsError
    last = fields.aggregate(last=Max("position"))["last"]
    field = CustomField(owner=owner, kind=kind, position=0 if last is None else last + 1)
    return _save(field, label, choices)


@transaction.atomic
def change_field(*, field: CustomField, label: str, choices: Sequence[str] = ()) -> CustomField:
    """Rename a field and set its choices; values stay, also those that are no longer among the choices.

    Raises `FieldExistsError`.
    """
    return _save(field, label, choices)


@transaction.atomic
def move_field(*, field: CustomField, is_up: bool) -> None:
    """Move a field by one place; at the end it stays."""
    User.objects.select_for_update().get(pk=field.owner_id)
    fields = list(CustomField.objects.for_user(field.owner))
    place = fields.index(field)
    other = place - 1 if is_up else place + 1
    if 0 <= other < len(fields):
        fields[place], fields[other] = fields[other], fields[place]
    for position, each in enumerate(fields):
        each.position = position
    CustomField.objects.bulk_update(fields, ["position"])


@transaction.atomic
def delete_field(*, field: CustomField) -> bool:
    """Delete a field with all its values, and tell whether it is done; with very many, a job does it."""
    values = CustomValue.objects.for_user(field.owner).filter(field=field)
    if values.count() > MOST_AT_ONCE:
        enqueue_job(kind=FORGET, owner=field.owner, object_id=field.pk)
        return False
    forget_values(field=field)
    CustomField.objects.for_user(field.owner).filter(pk=field.pk).delete()
    return True


@transaction.atomic
def forget_values(*, field: CustomField) -> int:
    """Delete a batch of a field's values, and return how many there were; the search follows."""
    values = CustomValue.objects.for_user(field.owner).filter(field=field)
    batch = dict(values.values_list("pk", "contact_id")[:MOST_AT_ONCE])
    values.filter(pk__in=batch).delete()
    reindex_contacts(owner=field.owner, contact_ids=set(batch.values()))
    return len(batch)


@transaction.atomic
def set_custom_values(*, contact: Contact, values: Mapping[UUID, CustomFacts]) -> None:
    """Set what these fields of the user's say about a contact; other fields, and others' fields, are left alone."""
    owner = contact.owner
    fields = CustomField.objects.for_user(owner).filter(pk__in=values)
    rows = {row.field_id: row for row in CustomValue.objects.for_user(owner).filter(contact=contact, field__in=fields)}
    for field in fields:
        facts = values[field.pk]
        row = rows.get(field.pk)
        if facts.is_empty:
            if row:
                row.delete()
            continue
        row = row or CustomValue(owner=owner, contact=contact, field=field)
        row.text, row.number, row.day = facts.text, facts.number, facts.day
        row.save()
    reindex_contacts(owner=owner, contact_ids=[contact.pk])


def _save(field: CustomField, label: str, choices: Sequence[str]) -> CustomField:
    field.label, field.folded_label = label, fold(label)[:120]
    field.choices = list(dict.fromkeys(choices)) if field.kind == CustomField.Kind.CHOICE else []
    try:
        with transaction.atomic():
            field.save()
    except IntegrityError as error:
        raise FieldExistsError(label) from error
    return field
