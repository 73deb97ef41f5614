"""Exports of everything as bytes, changed by hand, and brought back by their jobs: for the tests of restores."""

from __future__ import annotations

import json
from collections.abc import Callable
from hashlib import sha256
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from accounts.models import User
from netzwerk.core.models import Job
from netzwerk.core.tasks import run_job
from netzwerk.core.walls import acting_as
from transfer.archive import write_everything
from transfer.archive.sql import lines_of
from transfer.archive.tables import all_tables
from transfer.models import Restore
from transfer.services.restores import accept_restore, start_restore

Rows = dict[str, list[dict[str, Any]]]


def exported(owner: User) -> bytes:
    """Return everything of an owner as a ZIP."""
    stream = BytesIO()
    write_everything(owner, stream, on_progress=lambda _done, _total: None)
    return stream.getvalue()


def put_back(owner: User, content: bytes) -> Restore:
    """Upload a file without looking at it yet."""
    upload = SimpleUploadedFile("netzwerk.zip", content, "application/zip")
    with acting_as(owner):
        return start_restore(owner=owner, upload=upload, now=timezone.now())


def looked_at(owner: User, content: bytes) -> Restore:
    """Upload a file and let it be looked through; return the restore as it is then."""
    restore = put_back(owner, content)
    run_job(str(job_of(restore).pk))
    return again(restore)


def restored(owner: User, content: bytes, *, with_settings: bool = False) -> Restore:
    """Upload a file, accept what the look has found, and let it come in; return the restore as it is then."""
    restore = looked_at(owner, content)
    if restore.state != Restore.State.READY:
        return restore
    accept(restore, with_settings=with_settings)
    run_job(str(job_of(restore, "restore-accept").pk))
    return again(restore)


def accept(restore: Restore, *, with_settings: bool = False) -> None:
    """Say yes to what the preview shows."""
    with acting_as(restore.owner):
        accept_restore(restore=restore, with_settings=with_settings)


def again(restore: Restore) -> Restore:
    """Return a restore as it is now."""
    with acting_as(restore.owner):
        return Restore.objects.get(pk=restore.pk)


def job_of(restore: Restore, kind: str = "restore") -> Job:
    """Return the job of this kind for a restore."""
    return Job.objects.get(kind=kind, object_id=restore.pk)


def rows_of(owner: User) -> Rows:
    """Return all rows of an owner that an export holds, by table."""
    with acting_as(owner):
        return {table.name: [json.loads(line) for line in lines_of(owner, table)] for table in all_tables()}


def came_in(restore: Restore) -> int:
    """Return how many rows were new."""
    return sum(count.get("came", 0) for count in restore.counts.values())


def changed(content: bytes, change: Callable[[dict[str, bytes]], None]) -> bytes:
    """Return a ZIP whose files were changed, with a manifest that knows of it."""
    with ZipFile(BytesIO(content)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    change(files)
    manifest = json.loads(files["manifest.json"])
    for name in list(manifest["files"]):
        if name not in files:
            del manifest["files"][name]
    for name, data in files.items():
        if name != "manifest.json":
            noted = manifest["files"].setdefault(name, {})
            noted.update(bytes=len(data), sha256=sha256(data).hexdigest())
            if name.startswith("data/"):
                noted["rows"] = data.count(b"\n")
    files["manifest.json"] = json.dumps(manifest).encode()
    return packed(files)


def packed(files: dict[str, bytes]) -> bytes:
    """Return files as a ZIP."""
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return stream.getvalue()


def with_rows(content: bytes, table: str, change: Callable[[list[dict[str, Any]]], object]) -> bytes:
    """Return a ZIP in which the rows of a table were changed by hand."""

    def rewrite(files: dict[str, bytes]) -> None:
        name = f"data/{table}.jsonl"
        rows = [json.loads(line) for line in files[name].splitlines()]
        change(rows)
        files[name] = "".join(json.dumps(row) + "\n" for row in rows).encode()

    return changed(content, rewrite)


def translated(rows: Rows, ids: Any) -> Rows:
    """Return rows as they are in another account, by its map of ids: the very rows that a restore has to bring."""
    known = {row["id"] for table in rows.values() for row in table}
    mapping = {pk: ids.fresh(pk) for pk in known}
    text = json.dumps(rows)
    for old, new in mapping.items():
        text = text.replace(old, new)
    result: Rows = json.loads(text)
    return result
