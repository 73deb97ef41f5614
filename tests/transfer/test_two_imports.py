"""Two workers that read the same people in at the same time: each person comes in once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.db import connection

from accounts.models import User
from netzwerk.core.models import Job
from netzwerk.core.tasks import run_job
from tests.transfer.cards import card
from tests.transfer.files import again, counts_of, job_of, names_of, put_in
from transfer import tasks


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

    created, known, broken = (sum(counts) for counts in zip(*(counts_of(again(one)) for one in imports), strict=True))
    assert (created, known, broken) == (20, 20, 0)
    assert sorted(names_of(alice)) == sorted(f"P{n}" for n in range(20))
    assert {job_of(imported).state for imported in imports} == {Job.State.DONE}
