"""Photos that an import holds become those of its people: once, in the background, and no bad one stops the others."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from accounts.models import User
from contacts.models import Contact
from contacts.queries.keeping import PHOTO_BYTES
from contacts.services.photos import read_photo, store_photo
from netzwerk.core import jobs
from netzwerk.core.jobs import enqueue_job
from netzwerk.core.models import Job
from netzwerk.core.tasks import run_job
from netzwerk.core.walls import acting_as
from tests.factories import make_contact, make_picture
from tests.transfer.monica_sample import data_url
from tests.transfer_makers import make_import, make_row
from transfer.models import Import, ImportFile, ImportRow
from transfer.services import photos as service
from transfer.services.undoing import start_undo
from transfer.tasks import photos as task


@pytest.fixture
def imported(alice: User) -> Import:
    imported = make_import(alice, "monica.json", state=Import.State.DONE)
    with acting_as(alice):
        ImportFile.objects.update(source="monica")
    return imported


def test_who_came_in_with_a_photo_gets_it(alice: User, imported: Import) -> None:
    row = row_with_photo(imported, "Anna")
    run(imported)

    assert is_photo_of(row)
    assert again(row).trail == {"photo": True}


def test_who_was_known_and_had_none_gets_it_and_the_way_back_is_noted(alice: User, imported: Import) -> None:
    row = row_with_photo(imported, "Anna", finding="fills", outcome="nothing")
    run(imported)

    contact = contact_of(row)
    assert again(row).outcome == ImportRow.Outcome.CHANGED
    assert again(row).trail == {"photo": True, "fields": {"photo_name": ["", contact.photo_name]}}
    with acting_as(alice):
        assert Import.objects.get(pk=imported.pk).changed_count == 1
        Import.objects.update(accepted_at=timezone.now())
        start_undo(imported=Import.objects.get(pk=imported.pk), now=timezone.now())
    run_job(str(Job.objects.get(kind="import-undo").pk))
    assert contact_of(row).photo_name == ""


def test_who_has_a_photo_keeps_it_unless_the_files_was_chosen(alice: User, imported: Import) -> None:
    keeps = row_with_photo(imported, "Anna", finding="differs", outcome="changed")
    takes = row_with_photo(imported, "Ben", finding="differs", outcome="changed", chosen=["photo"])
    before = {}
    for row in (keeps, takes):
        with acting_as(alice):
            before[row.pk] = store_photo(contact=contact_of(row), content=make_picture((4, 4))).photo_name
    run(imported)

    assert contact_of(keeps).photo_name == before[keeps.pk]
    assert contact_of(takes).photo_name != before[takes.pk]


@pytest.mark.parametrize(
    "fields",
    [
        {"finding": "known", "outcome": "nothing"},
        {"decision": "skip", "outcome": "nothing"},
        {"outcome": ""},
        {"outcome": "taken_back"},
        {"has_photo": False},
        {"contact": None},
    ],
)
def test_some_rows_bring_no_photo(alice: User, imported: Import, fields: dict[str, Any]) -> None:
    anna = make_contact(alice, "Anna")
    make_row(imported, "Anna", **{**as_row(picture_text(), anna), **fields})
    run(imported)

    with acting_as(alice):
        assert Contact.objects.get(pk=anna.pk).photo_name == ""


@pytest.mark.parametrize("content", [b"no picture", make_picture()[:40], b"\xff\xd8" + b"\xff\xda" * 100, b"GIF89a"])
def test_a_bad_picture_is_counted_and_the_next_one_taken(alice: User, imported: Import, content: bytes) -> None:
    bad = row_with_photo(imported, "Anna", content)
    good = row_with_photo(imported, "Ben")
    run(imported)

    assert contact_of(bad).photo_name == ""
    assert is_photo_of(good)
    with acting_as(alice):
        assert Import.objects.get(pk=imported.pk).left_out == {"refused_photo": 1}
    assert job_of(imported).state == Job.State.DONE


def test_photos_without_room_have_a_reason_of_their_own(
    alice: User, alice_client: Client, imported: Import, settings: Settings
) -> None:
    rows = [row_with_photo(imported, name) for name in ("Anna", "Ben", "Cem")]
    row_with_photo(imported, "Dora", b"no picture")
    settings.MOST_STORAGE = 2 * PHOTO_BYTES
    run(imported)

    assert [is_photo_of(row) for row in rows] == [True, True, False]
    with acting_as(alice):
        assert Import.objects.get(pk=imported.pk).left_out == {"photo_without_room": 2}
    page = alice_client.get(reverse("transfer:import-detail", args=[imported.pk])).content.decode()
    assert "There was no room for 2 photos, so these people came in without." in page
    assert "Discard exports, take photos away" in page


def test_the_report_of_an_import_counts_what_was_no_picture(
    alice_client: Client, imported: Import, settings: Settings
) -> None:
    row_with_photo(imported, "Anna", b"no picture")
    run(imported)

    page = alice_client.get(reverse("transfer:import-detail", args=[imported.pk])).content.decode()
    assert "1 photo could not be used: it is no picture, or too large." in page
    assert "There was no room" not in page


@pytest.mark.parametrize(
    ("room", "said"),
    [
        (0, "There is no room for photos: people come in without theirs."),
        (1, "There is room for 1 of 3 photos; the others stay out."),
        (3, ""),
    ],
)
def test_a_preview_says_for_how_many_photos_there_is_room(
    alice: User, alice_client: Client, settings: Settings, room: int, said: str
) -> None:
    waiting = make_import(alice, "people.vcf", new_count=4, fills_count=2)
    settings.MOST_STORAGE = room * PHOTO_BYTES or 1
    for name in ("Anna", "Ben"):
        make_row(waiting, name, has_photo=True)
    make_row(waiting, "Cem", has_photo=True, decision="skip")
    make_row(waiting, "Dora")
    make_row(waiting, "Erik", has_photo=True, finding="fills", contact=make_contact(alice, "Erik"))
    has_one = make_contact(alice, "Fee", photo_name="there")
    make_row(waiting, "Fee", has_photo=True, finding="fills", contact=has_one)
    settings.MOST_STORAGE += PHOTO_BYTES  # that one

    page = alice_client.get(reverse("transfer:import-detail", args=[waiting.pk])).content.decode()
    assert ("no-room" in page) == bool(said)
    assert said in page


def test_a_link_to_a_photo_is_never_followed(alice: User, imported: Import) -> None:
    anna = make_contact(alice, "Anna")
    row = make_row(imported, "Anna", **as_row(json.dumps({"photo": "https://example.org/anna.png"}), anna))
    run(imported)

    assert contact_of(row).photo_name == ""


def test_a_worker_that_dies_is_followed_by_another_that_goes_on(
    alice: User, imported: Import, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [row_with_photo(imported, name) for name in ("Anna", "Ben", "Cem")]
    job = enqueue(imported)
    taken: list[int] = []

    def die_at_the_third(**arguments: Any) -> int:
        if len(taken) == 2:
            raise RuntimeError
        taken.append(service.take_next_photo(**arguments))
        return taken[-1]

    with monkeypatch.context() as dying:
        dying.setattr(task, "take_next_photo", die_at_the_third)
        run_job(str(job.pk))
    names = [contact_of(row).photo_name for row in rows]
    assert [bool(name) for name in names] == [True, True, False]

    Job.objects.update(run_at=job.created_at)
    run_job(str(job.pk))

    assert [contact_of(row).photo_name for row in rows][:2] == names[:2]
    assert is_photo_of(rows[2])


def test_a_worker_that_lost_its_job_takes_nothing_more(alice: User, imported: Import) -> None:
    row = row_with_photo(imported, "Anna")
    job = enqueue(imported)
    Job.objects.update(attempts=7)

    with pytest.raises(jobs.LostLeaseError):
        task.run_photos(job)
    assert contact_of(row).photo_name == ""


def test_the_import_of_a_stranger_is_not_found(alice: User, charlie: User, imported: Import) -> None:
    row = row_with_photo(imported, "Anna")
    job = enqueue_job(kind="import-photos", owner=charlie, object_id=imported.pk)
    run_job(str(job.pk))

    assert contact_of(row).photo_name == ""


def row_with_photo(imported: Import, name: str, content: bytes | None = None, **fields: Any) -> ImportRow:
    """Return the row of somebody who came in with a picture."""
    contact = make_contact(imported.owner, name)
    return make_row(imported, name, **{**as_row(picture_text(content), contact), **fields})


def picture_text(content: bytes | None = None) -> str:
    return json.dumps({"photo": data_url(make_picture() if content is None else content)})


def as_row(raw: str, contact: Contact) -> dict[str, Any]:
    return {"raw": raw, "contact": contact, "has_photo": True, "outcome": "created"}


def enqueue(imported: Import) -> Job:
    return enqueue_job(kind="import-photos", owner=imported.owner, object_id=imported.pk)


def run(imported: Import) -> None:
    run_job(str(enqueue(imported).pk))


def job_of(imported: Import) -> Job:
    return Job.objects.get(kind="import-photos", object_id=imported.pk)


def again(row: ImportRow) -> ImportRow:
    with acting_as(row.owner):
        return ImportRow.objects.get(pk=row.pk)


def contact_of(row: ImportRow) -> Contact:
    with acting_as(row.owner):
        return Contact.objects.select_related("owner").get(import_rows=row.pk)


def is_photo_of(row: ImportRow) -> bool:
    """Return whether the person of a row has a photo whose file is there."""
    return read_photo(contact=contact_of(row)) is not None
