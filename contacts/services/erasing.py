"""People who go for good, without a bin, or stay as a number alone: what data protection law calls erasure."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import models, transaction
from django.db.models import Q

from accounts.models import User
from contacts.models import Contact, DuplicateSearch, EmailAddress, Moment, PhoneNumber, fold_name
from contacts.queries.erasable import moments_of, shared_moments, with_absorbed
from contacts.services.indexing import forget_unused_words, reindex_contacts, reindex_moments, words_stored
from contacts.services.photos import forget_photos
from contacts.services.purging import purge_contacts
from netzwerk.core.belonging import Belonging, contact_belongings
from netzwerk.core.folding import fold

# What an anonymous person keeps: which row it is, when it was entered, and the dates that statistics count.
KEPT = frozenset(
    ("id", "owner", "anchor_on", "last_moment_on", "due_on", "created_at", "archived_at", "deleted_at", "merged_into")
)


@transaction.atomic
def erase_contacts(*, owner: User, ids: Collection[UUID], empties_shared_notes: bool = False) -> int:
    """Delete people for good, with whoever was merged into them; return how many of `ids` there were.

    Moments with others stay, and their notes as well unless `empties_shared_notes`. What is written about them in notes
    of others, in goals or networks, nobody can know.
    """
    found = _locked(owner, ids)
    everybody = with_absorbed(owner, found)
    moments = moments_of(owner, everybody)
    words = words_stored(owner=owner, contact_ids=everybody, moment_ids=moments)
    if empties_shared_notes:
        _empty(owner, shared_moments(owner, everybody))
    _forget_left_out(owner, everybody)
    purge_contacts(owner=owner, ids=everybody)
    forget_unused_words(owner=owner, words=words)
    return len(found)


@transaction.atomic
def anonymise_contacts(
    *, owner: User, ids: Collection[UUID], name: str, now: datetime, empties_shared_notes: bool = False
) -> int:
    """Leave of people no more than statistics count, under one name for all of them; return how many there were.

    Their moments stay without a note, what was given and received without a text, and where they were members. All else
    goes for good. They lie in the archive, where nothing suggests them.
    """
    named = Contact.objects.for_user(owner).filter(pk__in=ids, anonymised_at=None)
    found = _locked(owner, list(named.values_list("pk", flat=True)))
    everybody = with_absorbed(owner, found)
    moments = moments_of(owner, everybody)
    words = words_stored(owner=owner, contact_ids=everybody, moment_ids=moments)
    shared = shared_moments(owner, everybody)
    _empty(owner, moments if empties_shared_notes else set(moments) - set(shared))
    _forget_left_out(owner, everybody)
    purge_contacts(owner=owner, ids=set(everybody) - set(found))
    for belonging in contact_belongings:
        _forget_rows(owner, belonging, found)
    _make_nameless(owner, found, name, now)
    reindex_contacts(owner=owner, contact_ids=found)
    forget_unused_words(owner=owner, words=words)
    return len(found)


def _locked(owner: User, ids: Collection[UUID]) -> list[UUID]:
    # Whoever edits them at the same time waits and then finds nobody, or comes first, and what they wrote goes too.
    people = Contact.objects.for_user(owner).filter(pk__in=ids, merged_into=None)
    return list(people.order_by("pk").select_for_update().values_list("pk", flat=True))


def _empty(owner: User, moment_ids: Collection[UUID]) -> None:
    """Take note and place from moments; that they were, and when, stays."""
    Moment.objects.for_user(owner).filter(pk__in=moment_ids).update(note="", organisation=None)
    reindex_moments(owner=owner, moment_ids=moment_ids)


def _forget_rows(owner: User, belonging: Belonging, ids: Collection[UUID]) -> None:
    """Empty the rows of one model that count, and delete the others, with what hangs on them."""
    if belonging.model is Contact:
        return  # whoever was merged into them is gone by now
    for name in belonging.fields:
        rows = belonging.model._default_manager.filter(Q(**{f"{name}__in": ids}), owner_id=owner.pk)
        if belonging.when_anonymous is not None:
            if belonging.when_anonymous:
                rows.update(**belonging.when_anonymous)
        elif _is_let_go(belonging, name):
            rows.update(**{name: None})
        else:
            rows.delete()


def _is_let_go(belonging: Belonging, name: str) -> bool:
    """Return whether a row lives on without the person that it names in this field."""
    field: Any = belonging.model._meta.get_field(name)
    return bool(field.remote_field.on_delete is models.SET_NULL)


def _make_nameless(owner: User, ids: Collection[UUID], name: str, now: datetime) -> None:
    people = Contact.objects.for_user(owner).filter(pk__in=ids)
    forget_photos(owner=owner, names=list(people.values_list("photo_name", flat=True)))
    said = {"name": name, "folded_name": fold_name(name), "archived_at": now, "anonymised_at": now}
    people.update(**{**_nothing_said(), **said})


def _nothing_said() -> dict[str, Any]:
    """Return every column of a contact that is about the person, with what it says of nobody in particular."""
    fields = [field for field in Contact._meta.concrete_fields if field.name not in KEPT]
    return {field.name: None if field.null else field.get_default() for field in fields}


def _forget_left_out(owner: User, ids: Collection[UUID]) -> None:
    """Take the names, addresses and numbers of these people from what the search for duplicates left out."""
    search = DuplicateSearch.objects.for_user(owner).first()
    if search is None or not search.left_out:
        return
    names = Contact.objects.for_user(owner).filter(pk__in=ids).values_list("folded_name", flat=True)
    mails = EmailAddress.objects.for_user(owner).filter(contact__in=ids).values_list("address", flat=True)
    phones = PhoneNumber.objects.for_user(owner).filter(contact__in=ids).values_list("number", "e164")
    theirs = {fold(text)[:200] for text in (*names, *mails, *(number for pair in phones for number in pair))}
    search.left_out = [each for each in search.left_out if fold(str(each.get("value"))) not in theirs]
    search.save(update_fields=["left_out"])
