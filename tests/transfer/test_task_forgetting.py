"""What imports keep for 30 days only: rows that can no longer be taken back, and what nobody accepted."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from accounts.models import User
from netzwerk.core.models import Job
from netzwerk.core.tasks import run_job
from netzwerk.core.walls import acting_as
from tests.transfer.files import again, names_of, people, read_in, rows_of, stage
from transfer.models import Import, SourceCard
from transfer.services import forgetting
from transfer.tasks.undoing import forget_old_imports


@pytest.fixture(autouse=True)
def _files(media: Path) -> None:
    """Keep uploads where the test can throw them away."""


def age(imported: Import, days: int) -> None:
    """Let an import be so many days old."""
    then = timezone.now() - timedelta(days=days, hours=1)
    with acting_as(imported.owner):
        Import.objects.filter(pk=imported.pk).update(created_at=then)
        Import.objects.filter(pk=imported.pk).exclude(accepted_at=None).update(accepted_at=then)


def forget() -> int:
    """Run what beat runs, and the jobs that it asks for."""
    asked = forget_old_imports()
    for job in Job.objects.filter(kind="import-forget", state="waiting"):
        run_job(str(job.pk))
    return asked


def test_rows_go_once_nothing_can_be_taken_back_and_the_people_stay(alice: User) -> None:
    old, young = read_in(alice, people("Anna Blum")), read_in(alice, people("Berta Klein"))
    age(old, 30)
    age(young, 29)

    assert forget() == 1

    assert (len(rows_of(old)), len(rows_of(young))) == (0, 1)
    assert names_of(alice) == ["Anna Blum", "Berta Klein"]
    assert again(old).created_count == 1
    with acting_as(alice):
        assert SourceCard.objects.count() == 2
    # There is nothing more to forget, so nobody is asked.
    assert forget() == 0


def test_what_nobody_accepted_goes_whole(alice: User, charlie: User, media: Path) -> None:
    old, young = stage(alice, people("Anna Blum")), stage(charlie, people("Berta Klein"))
    age(old, 30)
    age(young, 29)

    assert forget() == 1

    with acting_as(alice):
        assert not Import.objects.exists()
    assert rows_of(old) == []
    assert len(rows_of(young)) == 1


def test_very_many_are_forgotten_a_few_at_a_time(alice: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forgetting, "LIMIT", 2)
    for number in range(5):
        age(stage(alice, people(f"Person {number}")), 40)

    forget()

    with acting_as(alice):
        assert not Import.objects.exists()
