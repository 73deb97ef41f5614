"""The rights of people one keeps data about: to be erased or made anonymous, also where no row points at them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from accounts.models import User
from contacts.models import Contact
from contacts.services.erasing import anonymise_contacts, erase_contacts
from transfer.models import Export
from transfer.queries.traces import Traces, drafts_naming, loose_rows, traces_of
from transfer.services.exports import discard_export


@transaction.atomic
def erase_people(*, owner: User, ids: Collection[UUID], empties_shared_notes: bool = False) -> int:
    """Delete people for good with all that is stored about them anywhere; return how many there were."""
    _let_no_export_begin(owner)
    traces = traces_of(owner, ids)
    count = erase_contacts(owner=owner, ids=ids, empties_shared_notes=empties_shared_notes)
    if count:
        _forget(owner, traces)
    return count


@transaction.atomic
def anonymise_people(
    *, owner: User, ids: Collection[UUID], name: str, now: datetime, empties_shared_notes: bool = False
) -> int:
    """Leave of people what statistics count, under this name, and nothing else anywhere; return how many there were."""
    _let_no_export_begin(owner)
    traces = traces_of(owner, ids)
    count = anonymise_contacts(owner=owner, ids=ids, name=name, now=now, empties_shared_notes=empties_shared_notes)
    if count:
        _forget(owner, traces)
    return count


def keep_people(*, owner: User, ids: Collection[UUID], today: date | None) -> int:
    """Note that the user looked and keeps these people: nobody asks again for a year; None takes that back."""
    people = Contact.objects.for_user(owner).present().filter(pk__in=ids, anonymised_at=None)
    return people.update(data_reviewed_on=today)


def _let_no_export_begin(owner: User) -> None:
    """Let whoever asks for a file now wait until people are gone: else a worker could still see them and write them."""
    User.objects.select_for_update(no_key=True).get(pk=owner.pk)


def _forget(owner: User, traces: Traces) -> None:
    """Delete what is left of people outside the contacts: lines of imports, files of exports, words in drafts."""
    loose_rows(owner, traces).delete()
    for export in Export.objects.for_user(owner).select_related("owner"):
        discard_export(export=export)  # can be made again; a worker who is at it notices
    for draft, cleaned in drafts_naming(owner, traces):
        draft.data = cleaned
        draft.save(update_fields=["data"])
