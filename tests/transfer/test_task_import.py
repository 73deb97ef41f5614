"""Reading a file in: everything comes in, once, whatever happens to the worker."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from accounts.models import User
from accounts.services import delete_user
from contacts.models import Contact
from contacts.rules.partial_dates import AnnualDate
from netzwerk.core import jobs
from netzwerk.core.models import Job
from netzwerk.core.tasks import run_job
from netzwerk.core.walls import acting_as
from tests.transfer.cards import card
from tests.transfer.files import again, counts_of, job_of, names_of, people, put_in, read_in
from transfer import services, tasks
from transfer.models import BrokenCard, Import, SourceCard

MIRIAM = card(
    "UID:urn:uuid:4fbe8971-0bc3-424c-9c26-36c3e1eff6b1",
    "N:Kessler;Miriam;;;",
    "FN:Miriam Kessler",
    "ORG:Nordlicht Verlag;Lektorat",
    "TITLE:Programmleitung",
    "EMAIL;TYPE=home:miriam@example.com",
    "EMAIL;TYPE=work,pref:m.kessler@example.org",
    "TEL;TYPE=cell:+49 171 3920042",
    "BDAY:--0229",
    "ADR:;;Am Kai 1;Hamburg;;20457;",
    "NOTE:Mag Krimis.",
)
MANY = [f"Person {number}" for number in range(1, 11)]


@pytest.fixture(autouse=True)
def _small_batches(media: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tasks, "BATCH", 4)


def test_a_person_comes_in_with_all_that_the_card_says(alice: User) -> None:
    imported = read_in(alice, MIRIAM)

    assert (imported.state, imported.total, imported.position) == (Import.State.DONE, 1, 1)
    assert counts_of(imported) == (1, 0, 0)
    with acting_as(alice):
        contact = Contact.objects.for_user(alice).with_details().get()
        assert [str(email) for email in contact.emails.all()] == ["m.kessler@example.org", "miriam@example.com"]
        assert [str(phone) for phone in contact.phones.all()] == ["+49 171 3920042"]
        assert contact.birthday == AnnualDate(2, 29)
        position = contact.current_position
        assert position is not None
        assert (str(position.organisation), position.role) == ("Nordlicht Verlag", "Programmleitung")
    assert (contact.name, contact.place, contact.note) == ("Miriam Kessler", "Hamburg", "Mag Krimis.")
    assert (contact.origin, contact.closeness) == ("studies", "good")


def test_the_raw_card_is_kept_with_the_contact_and_the_file_is_not(alice: User, media: Path) -> None:
    imported = read_in(alice, MIRIAM)

    with acting_as(alice):
        source = SourceCard.objects.get()
        assert source.contact == Contact.objects.get()
    assert source.raw == MIRIAM.replace("\r\n", "\n").strip()
    assert (source.imported_id, source.number) == (imported.pk, 1)
    assert source.uid == "4fbe8971-0bc3-424c-9c26-36c3e1eff6b1"
    assert imported.file.name == ""
    assert [path for path in media.rglob("*") if path.is_file()] == []


def test_run_twice_is_done_once(alice: User) -> None:
    imported = read_in(alice, people(*MANY))
    Job.objects.update(state=Job.State.WAITING, run_at=timezone.now())

    run_job(str(job_of(imported).pk))

    assert names_of(alice) == MANY
    assert counts_of(again(imported)) == (10, 0, 0)
    assert job_of(imported).state == Job.State.DONE


def test_an_unreadable_card_is_reported_by_its_number_and_the_rest_comes_in(alice: User) -> None:
    imported = read_in(alice, people("Anna Blum") + card("NOTE:nobody") + people("Cem Arslan"))

    assert names_of(alice) == ["Anna Blum", "Cem Arslan"]
    assert counts_of(imported) == (2, 0, 1)
    with acting_as(alice):
        broken = BrokenCard.objects.get()
    assert (broken.number, broken.line, broken.reason) == (2, 6, "no_name")
    assert "NOTE:nobody" in broken.raw


def test_a_crash_in_the_middle_loses_nothing_and_doubles_nothing(alice: User, monkeypatch: pytest.MonkeyPatch) -> None:
    imported = put_in(alice, people(*MANY))
    with monkeypatch.context() as crashing:
        crashing.setattr(services, "store_batch", _crash_in_batch(2))
        run_job(str(job_of(imported).pk))
    halfway = again(imported)
    assert (halfway.state, halfway.position, counts_of(halfway)) == (Import.State.RUNNING, 4, (4, 0, 0))
    assert names_of(alice) == MANY[:4]
    assert job_of(imported).state == Job.State.WAITING

    Job.objects.update(run_at=timezone.now())
    run_job(str(job_of(imported).pk))

    assert names_of(alice) == MANY
    done = again(imported)
    assert (done.state, done.position, counts_of(done)) == (Import.State.DONE, 10, (10, 0, 0))


def test_a_worker_that_was_killed_is_followed_by_another(alice: User, monkeypatch: pytest.MonkeyPatch) -> None:
    imported = put_in(alice, people(*MANY))
    job = jobs.claim_job(job_of(imported).pk, now=timezone.now())
    assert job is not None
    monkeypatch.setattr(services, "store_batch", _crash_in_batch(3))
    with pytest.raises(RuntimeError):
        tasks.run_import(job)  # nobody records anything about a worker that is killed
    monkeypatch.undo()

    run_job(str(job.pk))
    assert len(names_of(alice)) == 8, "the job still belongs to the one that was killed"
    Job.objects.update(leased_until=timezone.now() - timedelta(seconds=1))
    run_job(str(job.pk))

    assert names_of(alice) == MANY
    assert counts_of(again(imported)) == (10, 0, 0)


def test_a_worker_that_lost_its_job_commits_nothing_more(alice: User, monkeypatch: pytest.MonkeyPatch) -> None:
    imported = put_in(alice, people(*MANY))
    job = jobs.claim_job(job_of(imported).pk, now=timezone.now())
    assert job is not None
    store = services.store_batch

    def store_and_fall_behind(**arguments: Any) -> Import:
        stored: Import = store(**arguments)
        Job.objects.update(attempts=2)  # another worker has claimed it
        return stored

    monkeypatch.setattr(services, "store_batch", store_and_fall_behind)
    with pytest.raises(jobs.LostLeaseError):
        tasks.run_import(job)

    assert names_of(alice) == MANY[:4]
    assert again(imported).state == Import.State.RUNNING


def test_progress_counts_from_the_start_and_the_lease_is_extended_with_each_batch(
    alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[tuple[int | None, int]] = []
    leases: list[Job] = []
    extend = jobs.extend_lease

    def extend_and_note(job: Job) -> None:
        leases.append(job)
        extend(job)

    monkeypatch.setattr("transfer.tasks.extend_lease", extend_and_note)
    store = services.store_batch

    def store_and_look(**arguments: Any) -> Import:
        stored: Import = store(**arguments)
        seen.append((stored.total, stored.position))
        return stored

    monkeypatch.setattr(services, "store_batch", store_and_look)
    read_in(alice, people(*MANY))

    assert seen == [(10, 4), (10, 8), (10, 10)]
    assert len(leases) >= len(seen)


def test_due_dates_are_spread_over_the_whole_file(alice: User) -> None:
    read_in(alice, people(*MANY), closeness="good")

    with acting_as(alice):
        due = list(Contact.objects.for_user(alice).order_by("created_at", "id").values_list("due_on", flat=True))
    assert len(set(due)) == 10
    assert due == sorted(due)


def test_the_number_of_queries_does_not_grow_with_the_cards(
    alice: User, monkeypatch: pytest.MonkeyPatch, django_assert_same_queries: Any
) -> None:
    monkeypatch.setattr(tasks, "BATCH", 200)
    few, many = put_in(alice, people(*MANY[:2])), put_in(alice, people(*(f"Somebody {n}" for n in range(150))))

    with django_assert_same_queries() as for_few:
        run_job(str(job_of(few).pk))
    with django_assert_same_queries() as for_many:
        run_job(str(job_of(many).pk))

    assert len(for_few) == len(for_many)


def test_a_file_that_vanished_is_said_to_be_gone(alice: User) -> None:
    imported = put_in(alice, people("Anna Blum"))
    imported.file.delete(save=False)

    run_job(str(job_of(imported).pk))

    assert (again(imported).state, again(imported).failure) == (Import.State.FAILED, "file_is_gone")


def test_an_error_that_stays_fails_the_import_at_last(alice: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "store_batch", _crash)
    imported = put_in(alice, people("Anna Blum"))
    for _attempt in range(jobs.MAX_ATTEMPTS):
        assert again(imported).state != Import.State.FAILED
        Job.objects.update(run_at=timezone.now())
        run_job(str(job_of(imported).pk))

    assert (again(imported).state, again(imported).failure) == (Import.State.FAILED, "unexpected")
    assert again(imported).file.name == ""


def test_an_import_that_is_deleted_meanwhile_is_nobodys_problem(alice: User) -> None:
    imported = put_in(alice, people("Anna Blum"))
    with acting_as(alice):
        Import.objects.all().delete()

    run_job(str(job_of(imported).pk))

    assert job_of(imported).state == Job.State.DONE
    assert names_of(alice) == []


def test_nothing_is_left_when_the_account_goes_while_the_file_waits(
    alice: User, media: Path, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    job = job_of(put_in(alice, people("Anna Blum")))

    with django_capture_on_commit_callbacks(execute=True):
        delete_user(user=alice)
    run_job(str(job.pk))

    assert not Job.objects.exists()
    assert [path for path in media.rglob("*") if path.is_file()] == []


def _crash_in_batch(number: int) -> Any:
    store, calls = services.store_batch, iter(range(1, 1000))

    def store_or_crash(**arguments: Any) -> Import:
        stored: Import = store(**arguments)
        if next(calls) == number:
            raise RuntimeError
        return stored

    return store_or_crash


def _crash(**_arguments: Any) -> Import:
    raise RuntimeError
