"""Reading a file in: everything comes in, and once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import User
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

    assert len(for_many) <= len(for_few)
