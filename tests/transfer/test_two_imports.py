"""Two imports with the same people: each person comes in once, whoever is accepted first."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone

from accounts.models import User
from contacts.models import Contact
from contacts.services import delete_contact
from netzwerk.core.models import Job
from netzwerk.core.tasks import run_job
from netzwerk.core.walls import acting_as
from tests.transfer.cards import card
from tests.transfer.files import accept, again, job_of, names_of, people, put_in, read_in, rows_of, stage
from transfer.services import accept_import
from transfer.tasks import imports as tasks


def _run(job: Job) -> None:
    try:
        run_job(str(job.pk))
    finally:
        connection.close()


def test_imports_of_one_owner_take_turns_and_notice_each_others_people(
    real_transactions: None, alice: User, media: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tasks, "BATCH", 2)
    # The cards differ, so that only the names and addresses tell that they are the same people.
    files = ["".join(card(f"FN:P{n}", f"EMAIL:p{n}@example.org", f"NOTE:{by}") for n in range(20)) for by in "ab"]
    imports = [put_in(alice, data) for data in files]

    with ThreadPoolExecutor(2) as workers:
        list(workers.map(_run, [job_of(imported) for imported in imports]))
        assert [again(one).new_count for one in imports] == [20, 20], "nobody is there yet"
        with acting_as(alice):
            for one in imports:
                accept_import(imported=one, now=timezone.now())
        list(workers.map(_run, [job_of(imported, "import-accept") for imported in imports]))

    done = [again(one) for one in imports]
    assert sum(one.created_count for one in done) == 20
    assert sum(one.skipped_count + one.changed_count for one in done) == 20
    assert sorted(names_of(alice)) == sorted(f"P{n}" for n in range(20))
    assert set(Job.objects.filter(kind__startswith="import").values_list("state", flat=True)) == {Job.State.DONE}


def test_who_came_in_by_another_import_meanwhile_does_not_come_in_again(alice: User, media: Path) -> None:
    waiting = stage(alice, people("Anna Blum", "Cem Arslan"))
    read_in(alice, people("Anna Blum"))

    done = accept(waiting)

    assert sorted(names_of(alice)) == ["Anna Blum", "Cem Arslan"]
    assert (done.created_count, done.skipped_count) == (1, 1)
    assert [(row.outcome, row.contact_id is not None) for row in rows_of(done)] == [
        ("nothing", True),
        ("created", True),
    ]


def test_who_was_thrown_away_meanwhile_does_not_come_back(alice: User, media: Path) -> None:
    read_in(alice, people("Anna Blum"))
    waiting = stage(alice, card("FN:Anna Blum", "EMAIL:anna.blum@example.org", "NOTE:new"))
    with acting_as(alice):
        delete_contact(contact=Contact.objects.get())

    done = accept(waiting)

    assert (done.created_count, done.changed_count, done.skipped_count) == (0, 0, 1)
    with acting_as(alice):
        assert not Contact.objects.for_user(alice).present().exists()
