"""Exports for tests: asked for, made by their job, read."""

from __future__ import annotations

import csv
from collections.abc import Collection
from io import StringIO
from uuid import UUID

from django.utils import timezone

from accounts.models import User
from netzwerk.core.models import Job
from netzwerk.core.tasks import run_job
from netzwerk.core.walls import acting_as
from transfer.models import Export
from transfer.services.exports import start_export


def ask_for(owner: User, kind: str, contact_ids: Collection[UUID] = (), query: str = "") -> Export:
    """Ask for an export without making it yet."""
    with acting_as(owner):
        return start_export(owner=owner, kind=kind, contact_ids=contact_ids, query=query, now=timezone.now())


def made(owner: User, kind: str, contact_ids: Collection[UUID] = (), query: str = "") -> Export:
    """Ask for an export, run its job, and return it as it is afterwards."""
    export = ask_for(owner, kind, contact_ids, query)
    run_job(str(job_of(export).pk))
    return again(export)


def job_of(export: Export) -> Job:
    """Return the job of an export."""
    return Job.objects.get(kind="export", object_id=export.pk)


def again(export: Export) -> Export:
    """Return the export as it is now."""
    with acting_as(export.owner):
        found = Export.objects.get(pk=export.pk)
    found.owner = export.owner
    return found


def content_of(export: Export) -> bytes:
    """Return what is in its file."""
    with export.file.open() as file:
        return bytes(file.read())


def rows_of(export: Export, delimiter: str = ",") -> list[list[str]]:
    """Return the rows of its table."""
    return list(csv.reader(StringIO(content_of(export).decode("utf-8-sig"), newline=""), delimiter=delimiter))
