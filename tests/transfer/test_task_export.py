"""The job that makes a file: of whom, resumed after a crash, and never twice."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from contacts.models import Contact
from contacts.services.photos import store_photo
from netzwerk.core.jobs import LostLeaseError, claim_job, run_claimed_job
from netzwerk.core.models import Job
from netzwerk.core.tasks import run_job
from netzwerk.core.walls import acting_as
from tests.factories import (
    local_today,
    make_contact,
    make_exchange,
    make_mail,
    make_moment,
    make_organisation,
    make_picture,
    make_position,
    make_tag,
    make_tie,
)
from tests.transfer.exporting import again, ask_for, content_of, job_of, made, rows_of
from transfer import exporting
from transfer.models import Export
from transfer.services import exports
from transfer.tasks import exports as tasks

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]


def names_in(export: Export) -> list[str]:
    return [line[3:] for line in content_of(export).decode().split("\r\n") if line.startswith("FN:")]


def test_all_but_the_bin_and_the_anonymous_leave_by_name(alice: User) -> None:
    for name in ("Tomasz", "Anna"):
        make_contact(alice, name)
    make_contact(alice, "Archie", archived_at=timezone.now())
    make_contact(alice, "Gone", deleted_at=timezone.now())
    make_contact(alice, "Nobody", anonymised_at=timezone.now())
    export = made(alice, "vcard3")
    assert names_in(export) == ["Anna", "Archie", "Tomasz"]
    assert (export.state, export.done_count, export.total) == (Export.State.DONE, 3, 3)
    assert export.size == len(content_of(export))
    assert export.file_name.startswith("netzwerk-people-2")
    assert export.file_name.endswith(".vcf")


def test_only_those_who_were_chosen(alice: User, charlie: User) -> None:
    anna, _tomasz, stranger = make_contact(alice, "Anna"), make_contact(alice, "Tomasz"), make_contact(charlie, "Carl")
    assert names_in(made(alice, "vcard4", [anna.pk, stranger.pk])) == ["Anna"]


def test_a_view_means_whom_the_list_shows(alice: User) -> None:
    make_contact(alice, "Anna", origin="studies")
    make_contact(alice, "Tomasz", origin="other")
    make_contact(alice, "Ada", origin="studies", archived_at=timezone.now())
    assert names_in(made(alice, "vcard4", query="origin=studies")) == ["Anna"]


def test_a_view_about_something_that_is_gone_says_so(alice: User) -> None:
    make_contact(alice, "Anna")
    export = made(alice, "vcard4", query="tag=0190a0b0-0000-7000-8000-000000000000")
    assert (export.state, export.failure) == (Export.State.FAILED, "unclear")
    assert not export.file


def test_a_photo_leaves_as_jpeg(alice: User) -> None:
    contact = make_contact(alice, "Anna")
    with acting_as(alice):
        store_photo(contact=contact, content=make_picture())
    assert "PHOTO;ENCODING=b;TYPE=JPEG:/9j/" in content_of(made(alice, "vcard3")).decode()
    assert "PHOTO:data:image/jpeg;base64\\,/9j/" in content_of(made(alice, "vcard4")).decode().replace(",", "\\,")


def test_ties_leave_with_the_cards(alice: User) -> None:
    anna, ben = make_contact(alice, "Anna"), make_contact(alice, "Ben")
    make_tie(anna, ben, kind="relative", kinship="parent")
    text = content_of(made(alice, "vcard4")).decode()
    assert f"RELATED;TYPE=child:urn:uuid:{ben.pk}" in text
    assert f"RELATED;TYPE=parent:urn:uuid:{anna.pk}" in text
    older = content_of(made(alice, "vcard3")).decode()
    assert "item1.X-ABRELATEDNAMES:Ben\r\nitem1.X-ABLabel:_$!<Child>!$_\r\n" in older


def test_a_card_has_the_same_uid_each_time(alice: User) -> None:
    contact = make_contact(alice, "Anna")
    assert f"UID:urn:uuid:{contact.pk}\r\n" in content_of(made(alice, "vcard4")).decode()
    assert f"UID:{contact.pk}\r\n" in content_of(made(alice, "vcard3")).decode()


def test_people_as_a_table(alice: User) -> None:
    anna = make_contact(alice, "=1+1", note="+49 30 1", birthday_month=5, birthday_day=17)
    make_mail(anna, "a@example.org")
    make_position(anna, make_organisation(alice, "@Verlag"), role="-Lektorin")
    make_tag(alice, "a,b", anna)
    heading, row = rows_of(made(alice, "contacts"))
    cells = dict(zip(heading, row, strict=True))
    assert cells["Name"] == "'=1+1"
    assert cells["Notes"] == "'+49 30 1"
    assert cells["Organisation"] == "'@Verlag"
    assert cells["Role"] == "'-Lektorin"
    assert cells["Birthday"] == "'--05-17"
    assert cells["E-mail 1"] == "a@example.org"
    assert cells["Tags"] == "a,b :::"


def test_a_table_is_as_a_spreadsheet_of_that_language_opens_it(alice: User) -> None:
    alice.language = "de"
    alice.save()
    make_contact(alice, "Änne")
    export = made(alice, "contacts")
    assert content_of(export).startswith("\ufeffName;Namenspräfix;Vorname;Nachname".encode())
    assert content_of(export).count(b"\r\n") == 2
    assert export.file_name.startswith("netzwerk-kontakte-")


def test_moments_as_a_table(alice: User) -> None:
    anna, ben, gone = make_contact(alice, "Anna"), make_contact(alice, "Ben"), make_contact(alice, "Gone")
    moment = make_moment(alice, anna, ben, kind="meeting", precision="month", initiator="them", note="Tea")
    make_moment(alice, gone, kind="call", deleted_at=timezone.now())
    export = made(alice, "moments")
    assert rows_of(export)[1:] == [["2026-03", "Month", "Meeting", "Anna ::: Ben", "They did", "", "", "Tea"]]
    assert rows_of(made(alice, "moments", [gone.pk]))[1:] == []
    assert len(rows_of(made(alice, "moments", [anna.pk, ben.pk]))) == 2, moment


def test_exchanges_as_a_table(alice: User) -> None:
    anna, ben = make_contact(alice, "Anna"), make_contact(alice, "Ben")
    make_exchange(alice, anna, direction="promised", kind="tip", text="=cmd", due_on=local_today())
    make_exchange(alice, ben, direction="given", kind="help")
    assert {row[1] for row in rows_of(made(alice, "exchanges"))[1:]} == {"Promised", "Given"}
    (row,) = rows_of(made(alice, "exchanges", [anna.pk]))[1:]
    assert row[1:5] == ["Promised", "Tip", "'=cmd", "Anna"]


def test_a_worker_that_died_is_followed_by_one_who_begins_anew(
    alice: User, media: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_contact(alice, "Anna")
    export = ask_for(alice, "vcard4")
    job = claim_job(job_of(export).pk, now=timezone.now())
    assert job is not None
    with pytest.raises(KeyboardInterrupt), _dying_at_the_end(monkeypatch):
        run_claimed_job(job)
    assert again(export).state == Export.State.RUNNING
    Job.objects.update(leased_until=timezone.now() - timedelta(minutes=1))
    run_job(str(job.pk))
    assert again(export).state == Export.State.DONE
    assert names_in(again(export)) == ["Anna"]
    assert len([path for path in media.rglob("*") if path.is_file()]) == 1


def test_a_worker_that_lost_its_lease_writes_nothing(alice: User, media: Path) -> None:
    make_contact(alice, "Anna")
    export = ask_for(alice, "vcard4")
    job = claim_job(job_of(export).pk, now=timezone.now())
    assert job is not None
    Job.objects.update(attempts=job.attempts + 1)
    with pytest.raises(LostLeaseError):
        tasks.run_export(job)
    assert again(export).state == Export.State.WAITING
    assert [path for path in media.rglob("*") if path.is_file()] == []


def test_a_job_that_runs_twice_makes_one_file(alice: User) -> None:
    export = made(alice, "vcard4")
    Job.objects.update(state=Job.State.WAITING, run_at=timezone.now())
    run_job(str(job_of(export).pk))
    assert again(export).file.name == export.file.name
    assert again(export).finished_at == export.finished_at


def test_an_error_of_ours_is_said_in_the_end(alice: User, monkeypatch: pytest.MonkeyPatch) -> None:
    export = ask_for(alice, "vcard4")

    def fail(*_arguments: object, **_more: object) -> int:
        raise RuntimeError

    monkeypatch.setattr(exporting, "write_cards", fail)
    monkeypatch.setattr(tasks, "next_try_of", lambda _job, **_when: None)
    run_job(str(job_of(export).pk))
    assert (again(export).state, again(export).failure) == (Export.State.FAILED, "unexpected")


@pytest.mark.parametrize("kind", ["vcard3", "vcard4", "contacts", "moments", "exchanges"])
def test_more_rows_ask_no_more_queries(alice: User, kind: str) -> None:
    _queries(alice, kind, 1)  # the first asks once what the others remember
    few = _queries(alice, kind, 2)
    assert _queries(alice, kind, 9) == few


def _queries(alice: User, kind: str, people: int) -> int:
    with acting_as(alice):
        Contact.objects.all().delete()
    before = make_contact(alice, "First")
    for number in range(people):
        contact = make_contact(alice, f"Person {number}")
        make_mail(contact, f"p{number}@example.org")
        make_position(contact, make_organisation(alice, f"Organisation {people} {number}"))
        make_tie(before, contact)
        make_moment(alice, contact)
        make_exchange(alice, contact)
        before = contact
    export = ask_for(alice, kind)
    with CaptureQueriesContext(connection) as queries:
        run_job(str(job_of(export).pk))
    assert again(export).state == Export.State.DONE
    return len(queries)


@contextmanager
def _dying_at_the_end(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    def die(**_arguments: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(exports, "finish_export", die)
        yield
