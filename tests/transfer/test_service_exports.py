"""The life of an export: asked for, made, kept for a week, forgotten."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import User
from netzwerk.core.models import Job
from netzwerk.core.walls import acting_as
from tests.factories import make_contact
from tests.transfer.exporting import again, ask_for, job_of, made
from transfer.models import Export
from transfer.services.exports import (
    KEPT_FOR,
    MOST_UNDER_WAY,
    TooManyExportsError,
    begin_export,
    discard_export,
    finish_export,
    forget_old_exports,
    note_progress,
)
from transfer.tasks.exports import forget_old_exports as forget_at_night

Callbacks = Callable[..., AbstractContextManager[Any]]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]


def test_it_is_written_down_with_a_job(alice: User) -> None:
    export = ask_for(alice, "vcard4")
    assert export.state == Export.State.WAITING
    assert job_of(export).owner_id == alice.pk


def test_the_same_asked_for_twice_is_made_once(alice: User) -> None:
    assert ask_for(alice, "vcard4").pk == ask_for(alice, "vcard4").pk
    assert ask_for(alice, "vcard4").pk != ask_for(alice, "vcard3").pk
    assert Job.objects.filter(kind="export").count() == 2


def test_nobody_piles_up_exports(alice: User) -> None:
    contacts = [make_contact(alice, f"Person {number}").pk for number in range(MOST_UNDER_WAY + 1)]
    for pk in contacts[:-1]:
        ask_for(alice, "vcard4", [pk])
    with pytest.raises(TooManyExportsError):
        ask_for(alice, "vcard4", contacts[-1:])


def test_what_was_discarded_is_not_finished(alice: User, media: Path) -> None:
    export = ask_for(alice, "vcard4")
    with acting_as(alice):
        begun = begin_export(owner=alice, export_id=export.pk, total=1)
        assert begun is not None
        discard_export(export=begun)
        with pytest.raises(Export.DoesNotExist):
            note_progress(export=begun, done=1)
        with pytest.raises(Export.DoesNotExist):
            finish_export(export=begun, content=BytesIO(b"x"), file_name="x.vcf", done=1, now=timezone.now())
    assert _files(media) == []


def test_discarding_deletes_the_file(alice: User, media: Path, django_capture_on_commit_callbacks: Callbacks) -> None:
    export = made(alice, "vcard4")
    assert len(_files(media)) == 1
    with django_capture_on_commit_callbacks(execute=True), acting_as(alice):
        discard_export(export=export)
    assert _files(media) == []


def test_after_a_week_file_and_row_are_gone(
    alice: User, charlie: User, media: Path, django_capture_on_commit_callbacks: Callbacks
) -> None:
    old, young, others = made(alice, "vcard4"), made(alice, "vcard3"), made(charlie, "vcard4")
    for export in (old, others):
        with acting_as(export.owner):
            Export.objects.filter(pk=export.pk).update(created_at=timezone.now() - KEPT_FOR - timedelta(minutes=1))
    with django_capture_on_commit_callbacks(execute=True):
        assert forget_at_night() == 2
    assert again(young).state == Export.State.DONE
    assert _files(media) == [young.file.path]
    assert forget_at_night() == 0


def test_a_night_forgets_no_more_than_it_is_told(alice: User) -> None:
    for kind in ("vcard3", "vcard4", "contacts"):
        ask_for(alice, kind)
    with acting_as(alice):
        Export.objects.update(created_at=timezone.now() - KEPT_FOR - timedelta(days=1))
        assert forget_old_exports(owner=alice, now=timezone.now(), limit=2) == 2
        assert forget_old_exports(owner=alice, now=timezone.now(), limit=2) == 1


def _files(media: Path) -> list[str]:
    return [str(path) for path in sorted(media.rglob("*")) if path.is_file()]
