"""Moments: logged, changed, taken back; the newest one of each person is kept up to date (product rule 1)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from accounts.models import User
from contacts.models import Contact, Moment, Organisation, Participation, fold_name
from contacts.rules.partial_dates import begins_on, last_moment_on
from contacts.services.belongings import find_or_add_organisations
from contacts.services.indexing import reindex_moments
from contacts.services.purging import schedule_purge
from netzwerk.core.copying import MANY, change_rows


class MomentInFutureError(ValueError):
    """A moment is something that has happened."""


@transaction.atomic
def log_moment(
    *,
    owner: User,
    contacts: Sequence[Contact],
    kind: str,
    happened_on: date,
    today: date,
    precision: str = Moment.Precision.DAY,
    initiator: str = Moment.Initiator.UNKNOWN,
    note: str = "",
    organisation: str = "",
    pk: UUID | None = None,
) -> Moment:
    """Write down a moment with everybody who took part; their due dates follow at once.

    Of a month or year, any day of it may be given. Raises `MomentInFutureError` when it begins after `today`.
    An `organisation` that the user does not have by this name is made. Whoever has to find the moment again by what it
    was made for brings a `pk` along.
    """
    moment = Moment.objects.create(
        **({"pk": pk} if pk else {}),
        owner=owner,
        kind=kind,
        happened_on=_past(happened_on, precision, today),
        precision=precision,
        initiator=initiator,
        note=note,
        organisation=_organisation(owner, organisation),
    )
    _set_participants(moment, contacts)
    recompute_last_moments(owner=owner, contact_ids=[contact.pk for contact in contacts], today=today)
    reindex_moments(owner=owner, moment_ids=[moment.pk])
    return moment


@transaction.atomic
def edit_moment(
    *,
    moment: Moment,
    contacts: Sequence[Contact],
    kind: str,
    happened_on: date,
    today: date,
    precision: str = Moment.Precision.DAY,
    initiator: str = Moment.Initiator.UNKNOWN,
    note: str = "",
    organisation: str = "",
) -> Moment:
    """Change a moment; people who were part of it and no longer are get their earlier date back."""
    moment.kind = kind
    moment.happened_on = _past(happened_on, precision, today)
    moment.precision = precision
    moment.initiator = initiator
    moment.note = note
    moment.organisation = _organisation(moment.owner, organisation)
    moment.save(update_fields=["kind", "happened_on", "precision", "initiator", "note", "organisation"])
    before = _participant_ids(moment)
    _set_participants(moment, contacts)
    affected = before | {contact.pk for contact in contacts}
    recompute_last_moments(owner=moment.owner, contact_ids=affected, today=today)
    reindex_moments(owner=moment.owner, moment_ids=[moment.pk])
    return moment


@transaction.atomic
def delete_moment(*, moment: Moment, today: date) -> Moment:
    """Take a moment back; it can be restored."""
    moment.deleted_at = moment.deleted_at or timezone.now()
    moment.save(update_fields=["deleted_at"])
    recompute_last_moments(owner=moment.owner, contact_ids=_participant_ids(moment), today=today)
    reindex_moments(owner=moment.owner, moment_ids=[moment.pk])
    schedule_purge(owner=moment.owner, deleted_at=moment.deleted_at)
    return moment


@transaction.atomic
def restore_moment(*, moment: Moment, today: date) -> Moment:
    """Bring a moment back as it was."""
    moment.deleted_at = None
    moment.save(update_fields=["deleted_at"])
    recompute_last_moments(owner=moment.owner, contact_ids=_participant_ids(moment), today=today)
    reindex_moments(owner=moment.owner, moment_ids=[moment.pk])
    return moment


@transaction.atomic
def recompute_last_moments(*, owner: User, contact_ids: Collection[UUID], today: date) -> None:
    """Set `last_moment_on` of these contacts from their moments up to today; a fixed number of queries."""
    # Locked in one order, so that two tabs that log the same people wait for each other instead of deadlocking.
    contacts = list(Contact.objects.for_user(owner).filter(pk__any_of=contact_ids).order_by("pk").select_for_update())
    newest = _newest_moments(owner, [contact.pk for contact in contacts], today)
    changed = []
    for contact in contacts:
        day = last_moment_on(newest[contact.pk], today)
        if day != contact.last_moment_on:
            contact.last_moment_on = day
            changed.append(contact)
    if len(changed) < MANY:
        Contact.objects.bulk_update(changed, ["last_moment_on"])
    else:
        change_rows(Contact, ["last_moment_on"], [(contact.pk, contact.last_moment_on) for contact in changed])


def _newest_moments(owner: User, contact_ids: Collection[UUID], today: date) -> dict[UUID, list[tuple[date, str]]]:
    """Return for each contact the newest moment of each precision, of which one is the newest of all."""
    rows = (
        Participation.objects.for_user(owner)
        .filter(contact__pk__any_of=contact_ids, moment__deleted_at=None, moment__happened_on__lte=today)
        .values_list("contact_id", "moment__precision")
        .annotate(newest=Max("moment__happened_on"))
    )
    found: dict[UUID, list[tuple[date, str]]] = defaultdict(list)
    for contact_id, precision, day in rows:
        found[contact_id].append((day, precision))
    return found


def _set_participants(moment: Moment, contacts: Sequence[Contact]) -> None:
    wanted = {contact.pk: contact for contact in contacts}
    Participation.objects.for_user(moment.owner).filter(moment=moment).exclude(contact_id__in=wanted).delete()
    Participation.objects.bulk_create(
        [Participation(owner=moment.owner, moment=moment, contact=contact) for contact in wanted.values()],
        ignore_conflicts=True,
    )


def _organisation(owner: User, name: str) -> Organisation | None:
    return find_or_add_organisations(owner, [name]).get(fold_name(name)) if name else None


def _participant_ids(moment: Moment) -> set[UUID]:
    return set(Participation.objects.for_user(moment.owner).filter(moment=moment).values_list("contact_id", flat=True))


def _past(happened_on: date, precision: str, today: date) -> date:
    """Return the first day of the moment's date."""
    day = begins_on(happened_on, precision)
    if day > today:
        raise MomentInFutureError(f"{day} is after {today}")
    return day
