"""What lay in the bin for 30 days goes for good."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, time, timedelta
from uuid import UUID

from django.db import models, transaction

from accounts.models import User
from contacts.models import BinnedTag, BulkChange, Contact, Moment, SavedView
from contacts.queries.erasable import moments_of, with_absorbed
from contacts.rules.undoing import KEPT_FOR
from contacts.services.photos import forget_photos
from netzwerk.core.bin import bin_kinds, oldest_locked
from netzwerk.core.jobs import enqueue_job
from netzwerk.core.models import Job

BATCH = 200
KIND, EMPTY = "purge", "empty_bin"


def schedule_purge(*, owner: User, deleted_at: datetime) -> Job:
    """Write down that the bin is to be looked through when what was deleted now has lain there for 30 days.

    Every service that puts something into the bin ends with this. One job serves a whole day: it runs at the midnight
    after, so it always lies weeks ahead when it is asked for, and never runs while it is being relied upon.
    """
    due = deleted_at + KEPT_FOR
    run_at = datetime.combine(due.date() + timedelta(days=1), time.min, tzinfo=due.tzinfo)
    waiting = Job.objects.filter(kind=KIND, owner=owner, state=Job.State.WAITING, run_at=run_at).first()
    return waiting or enqueue_job(kind=KIND, owner=owner, run_at=run_at)


@transaction.atomic
def purge_batch(*, owner: User, before: datetime, with_merged: bool = True) -> int:
    """Delete for good some of what was put into the bin by this instant; return how many rows, 0 when all is gone.

    What was restored meanwhile, or deleted again later, stays. Without what was merged, merges can still be undone.
    """
    for kind in bin_kinds:
        if ids := oldest_locked(kind.due(owner, before, with_merged=with_merged), BATCH):
            kind.purge(owner=owner, ids=ids)
            return len(ids)
    return 0


@transaction.atomic
def forget_ways_back(*, owner: User, before: datetime) -> None:
    """Delete what was kept to take something back: changes of many, tags and views that went by this instant."""
    BulkChange.objects.for_user(owner).filter(created_at__lte=before).delete()
    BinnedTag.objects.for_user(owner).filter(deleted_at__lte=before).delete()
    SavedView.objects.for_user(owner).filter(deleted_at__lte=before).delete()


def purge_contacts(*, owner: User, ids: Collection[UUID]) -> None:
    """Delete people for good, with whoever was merged into them; a moment goes with the last person who took part."""
    everybody = frozenset(with_absorbed(owner, ids))
    people = Contact.objects.for_user(owner).filter(pk__any_of=everybody)
    photos = [name for name in people.values_list("photo_name", flat=True) if name]
    moments = moments_of(owner, everybody)
    _delete_belongings(owner, everybody)
    people._raw_delete(people.db)
    Moment.objects.for_user(owner).filter(pk__any_of=moments, participations=None).delete()
    forget_photos(owner=owner, names=photos)


def _delete_belongings(owner: User, ids: Collection[UUID]) -> None:
    """Delete what belongs to these people, or let go of them, as each field says: a statement a field, however many.

    Django itself would fetch whatever has rows of its own, and send each id as two parameters to each table.
    """
    for link in Contact._meta.get_fields(include_hidden=True):
        if not isinstance(link, models.ManyToOneRel) or link.related_model is Contact:
            continue  # a column of their own, or those merged into them, who are among them
        rows = link.related_model._base_manager.filter(owner_id=owner.pk, **{f"{link.field.name}__pk__any_of": ids})
        if link.on_delete is models.SET_NULL:
            rows.update(**{link.field.name: None})
        else:
            rows.delete()
