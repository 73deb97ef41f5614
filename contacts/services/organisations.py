"""Organisations: changed, joined, deleted."""

from __future__ import annotations

from django.db import IntegrityError, transaction

from contacts.models import Moment, Organisation, Position, fold_name
from contacts.queries.organisations import is_in_use
from contacts.services.indexing import reindex_organisations, reindex_those_at
from contacts.services.positions import facts_of

COLUMNS = ("name", "industry", "url", "note")


class OrganisationExistsError(ValueError):
    """There is another organisation of that name: `other`."""

    def __init__(self, other: Organisation) -> None:
        super().__init__(str(other.pk))
        self.other = other


class OrganisationInUseError(ValueError):
    """Somebody is or was there, or a moment was."""


@transaction.atomic
def change_organisation(*, organisation: Organisation, name: str, industry: str, url: str, note: str) -> Organisation:
    """Set what is known about an organisation; the search follows.

    Raises `OrganisationExistsError` when another one has that name, however it is written.
    """
    organisation.name, organisation.folded_name = name, fold_name(name)
    organisation.industry, organisation.url, organisation.note = industry, url, note
    try:
        with transaction.atomic():
            organisation.save(update_fields=["folded_name", *COLUMNS])
    except IntegrityError as error:
        same = Organisation.objects.for_user(organisation.owner).get(folded_name=organisation.folded_name)
        raise OrganisationExistsError(same) from error
    reindex_organisations(owner=organisation.owner, organisation_ids=[organisation.pk])
    return organisation


@transaction.atomic
def join_organisations(*, survivor: Organisation, absorbed: Organisation) -> Organisation:
    """Move everything from one organisation to another of the same owner, and delete the first.

    What the survivor lacks it takes over; both notes are kept. A position that says the same twice is kept once.
    """
    owner = survivor.owner
    # Locked: whoever adds a position there meanwhile waits, and so nothing goes with the one that is deleted.
    both = Organisation.objects.for_user(owner).filter(pk__in=[survivor.pk, absorbed.pk])
    list(both.order_by("pk").select_for_update())
    positions = Position.objects.for_user(owner).filter(organisation=absorbed)
    moments = Moment.objects.for_user(owner).filter(organisation=absorbed)
    positions.update(organisation=survivor)
    moments.update(organisation=survivor)
    _drop_repeated_positions(survivor)
    survivor.industry = survivor.industry or absorbed.industry
    survivor.url = survivor.url or absorbed.url
    if absorbed.note not in survivor.note:
        survivor.note = "\n\n".join(filter(None, [survivor.note, absorbed.note]))[:20_000]
    survivor.save(update_fields=["industry", "url", "note"])
    Organisation.objects.for_user(owner).filter(pk=absorbed.pk).delete()
    reindex_organisations(owner=owner, organisation_ids=[survivor.pk])
    reindex_those_at(owner=owner, organisation_ids=[survivor.pk])
    return survivor


@transaction.atomic
def delete_organisation(*, organisation: Organisation) -> None:
    """Delete an organisation that nothing hangs on; raises `OrganisationInUseError` for any other."""
    # Whoever adds a position meanwhile waits for the row, and finds it gone.
    found = Organisation.objects.for_user(organisation.owner).select_for_update().filter(pk=organisation.pk)
    if not found.exists():
        return
    if is_in_use(organisation.owner, organisation):
        raise OrganisationInUseError(str(organisation.pk))
    found.delete()


def _drop_repeated_positions(organisation: Organisation) -> None:
    rows = Position.objects.for_user(organisation.owner).filter(organisation=organisation)
    seen = set()
    repeated = []
    for row in rows.select_related("organisation").order_by("id"):
        key = (row.contact_id, facts_of(row))
        if key in seen:
            repeated.append(row.pk)
        seen.add(key)
    rows.filter(pk__in=repeated).delete()
