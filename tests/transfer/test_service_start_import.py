"""Starting an import: the file is kept, and a job written down."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest_django import DjangoCaptureOnCommitCallbacks

from accounts.models import User
from netzwerk.core.models import Job
from netzwerk.core.tasks import run_job
from netzwerk.core.walls import acting_as
from tests.transfer.files import job_of, people, put_in, upload
from transfer.models import Import, ImportFile
from transfer.services import start_import


def test_the_file_lies_in_its_owners_folder_under_a_name_of_ours(alice: User, media: Path) -> None:
    imported = put_in(alice, people("Anna Blum"))

    with acting_as(alice):
        file = ImportFile.objects.get(imported=imported)
    assert (imported.name, file.name, file.place) == ("contacts.vcf", "contacts.vcf", 0)
    assert file.file.name == f"{alice.files_id}/imports/{file.pk}"
    assert (media / file.file.name).read_bytes() == people("Anna Blum").encode()


def test_a_job_is_written_down_and_nudged_on_commit(
    alice: User,
    media: Path,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    nudged: list[str] = []
    monkeypatch.setattr(run_job, "apply_async", lambda args, **_options: nudged.append(args[0]))

    with django_capture_on_commit_callbacks(execute=True):
        imported = put_in(alice, people("Anna Blum"))
        assert nudged == []

    job = job_of(imported)
    assert (job.state, job.owner) == (Job.State.WAITING, alice)
    assert nudged == [str(job.pk)]


def test_the_answers_hold_for_the_whole_file(alice: User, media: Path) -> None:
    imported = put_in(alice, people("Anna Blum"), origin="training", closeness="wide", last_in_touch="longer")

    assert (imported.origin, imported.closeness, imported.last_in_touch) == ("training", "wide", "longer")
    assert (imported.state, imported.total, imported.position) == (Import.State.READING, None, 0)


@pytest.mark.parametrize("name", ["x" * 190 + ".vcf" + "y" * 50, "a\x07b.vcf", "../../etc/passwd", "<b>.vcf"])
def test_a_strange_file_name_is_only_shown_and_never_a_path(as_alice: User, media: Path, name: str) -> None:
    imported = start_import(
        owner=as_alice, uploads=[upload("x", name)], origin="other", closeness="wide", last_in_touch="not_sure"
    )

    file = ImportFile.objects.get(imported=imported)
    assert file.name
    assert file.name.isprintable()
    assert len(file.name) <= 200
    assert [path.name for path in (media / str(as_alice.files_id) / "imports").iterdir()] == [str(file.pk)]
