"""The jobs of contacts: changes of many people, what follows them, and the end of what lay in the bin."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from celery import shared_task
from django.utils import timezone

from accounts.models import User
from contacts.models import BulkChange, CustomField
from contacts.rules.undoing import KEPT_FOR
from contacts.services import bulk, custom_fields, duplicates, indexing, photos, purging, tags
from netzwerk.core.jobs import extend_lease, job_handler, work_in_batches
from netzwerk.core.models import Job
from netzwerk.core.walls import acting_as

# Before every id, and the id of nothing.
BEGINNING = UUID(int=0)


@job_handler(bulk.APPLY)
def run_bulk_change(job: Job) -> None:
    """Change people batch by batch; each batch commits what it changed together with the note that it did."""
    _change(job, bulk.apply_next_batch)


@job_handler(bulk.UNDO)
def run_bulk_undo(job: Job) -> None:
    """Take a change back, batch by batch."""
    _change(job, bulk.undo_next_batch)


@job_handler(purging.KIND)
def run_purge(job: Job) -> None:
    """Delete for good what is due by now; what was restored, or deleted again later, is not."""
    if job.owner is None:
        return
    before = timezone.now() - KEPT_FOR
    _purge(job, before)
    with acting_as(job.owner):
        purging.forget_ways_back(owner=job.owner, before=before)


@job_handler(purging.EMPTY)
def run_empty_bin(job: Job) -> None:
    """Delete for good what lay in the bin when the user asked for it; what was put there since stays."""
    _purge(job, job.created_at, with_merged=False)


@job_handler(tags.REINDEX)
def run_reindex_of_tag(job: Job) -> None:
    """Let the search follow a tag of many people; from the start again after a crash."""
    _go_along(job, lambda owner, pk, after: tags.reindex_people_of(owner=owner, tag_id=pk, after=after))


@job_handler(indexing.REINDEX_AT)
def run_reindex_at_organisation(job: Job) -> None:
    """Let the search follow an organisation with many people; from the start again after a crash."""
    _go_along(job, lambda owner, pk, after: indexing.reindex_next_at(owner=owner, organisation_id=pk, after=after))


@job_handler(duplicates.KIND)
def run_duplicates(job: Job) -> None:
    """Look for people who are entered twice; a second run finds the same."""
    if job.owner is None:
        return
    with acting_as(job.owner):
        extend_lease(job)
        duplicates.find_duplicates(owner=job.owner, now=timezone.now())


@job_handler(custom_fields.FORGET)
def run_forget_custom_field(job: Job) -> None:
    """Delete a field with very many values, batch by batch; a second run finds what is left."""

    def forget(owner: User) -> bool:
        field = CustomField.objects.for_user(owner).filter(pk=job.object_id or BEGINNING).first()
        is_more = field is not None and bool(custom_fields.forget_values(field=field))
        if field is not None and not is_more:
            field.delete()
        return is_more

    work_in_batches(job, forget)


@shared_task
def sweep_photos() -> int:
    """Delete photos that belong to nobody any more; return how many. Run each night by beat."""
    return photos.sweep_photos(now=timezone.now())


def _change(job: Job, step: Callable[..., bool]) -> None:
    def change_next(owner: User) -> bool:
        change = BulkChange.objects.for_user(owner).filter(pk=job.object_id or BEGINNING).first()
        return change is not None and step(change=change, now=timezone.now())

    work_in_batches(job, change_next)


def _purge(job: Job, before: datetime, *, with_merged: bool = True) -> None:
    work_in_batches(job, lambda owner: bool(purging.purge_batch(owner=owner, before=before, with_merged=with_merged)))


def _go_along(job: Job, step: Callable[[User, UUID, UUID], UUID | None]) -> None:
    """Go along the rows of something; a step gets the last id of the one before and returns its own, or None."""
    reached = BEGINNING

    def go_on(owner: User) -> bool:
        nonlocal reached
        last = step(owner, job.object_id, reached) if job.object_id else None
        reached = last or reached
        return last is not None

    work_in_batches(job, go_on)
