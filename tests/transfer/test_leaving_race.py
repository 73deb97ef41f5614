"""An account goes while a worker brings in, takes out or restores: no row and no file of it is left."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from django.db import transaction
from django.utils import timezone
from pytest_django import Settings

from accounts.models import User
from accounts.services import delete_user
from contacts.models import Contact
from netzwerk.core.models import Job
from netzwerk.core.owned import owned_models
from netzwerk.core.tasks import run_job
from netzwerk.core.walls import acting_as
from tests.factories import make_contact, make_user
from tests.racing import all_at_once
from tests.transfer.archives import accept, exported, looked_at
from tests.transfer.files import people, put_in, stage
from transfer.services import accept_import
from transfer.services.exports import start_export

ROUNDS = 3
CARDS = people(*(f"Person {number}" for number in range(300)))


def _reads(user: User) -> None:
    put_in(user, CARDS)


def _accepts(user: User) -> None:
    imported = stage(user, CARDS)
    with acting_as(user):
        accept_import(imported=imported, now=timezone.now())


def _exports(user: User, kind: str = "everything") -> None:
    for number in range(20):
        make_contact(user, f"Person {number}")
    with acting_as(user):
        start_export(owner=user, kind=kind, now=timezone.now())


def _restores(user: User) -> None:
    for number in range(20):
        make_contact(user, f"Person {number}")
    with acting_as(user):
        content = exported(user)
        Contact.objects.for_user(user).delete()
    accept(looked_at(user, content))


@pytest.mark.parametrize("begin", [_reads, _accepts, _exports, partial(_exports, kind="vcard4"), _restores])
def test_a_job_that_runs_while_the_account_goes_leaves_no_row_and_no_file(
    real_transactions: None, settings: Settings, tmp_path: Path, begin: Callable[[User], None]
) -> None:
    settings.MEDIA_ROOT = tmp_path
    for number in range(ROUNDS):
        user = make_user(f"user{number}@example.org")
        begin(user)
        jobs = [str(job.pk) for job in Job.objects.filter(owner=user, state=Job.State.WAITING)]
        assert jobs

        going = User.objects.get(pk=user.pk)
        all_at_once(*(partial(run_job, job) for job in jobs), partial(delete_user, user=going, now=timezone.now()))
        Job.objects.filter(kind="forget-files").update(run_at=timezone.now())
        run_job(str(Job.objects.get(kind="forget-files", object_id=user.files_id).pk))

        assert not User.objects.filter(pk=user.pk).exists()
        assert not Job.objects.filter(owner_id=user.pk).exists()
        with transaction.atomic(), acting_as(user.pk):
            assert [model for model in owned_models() if model._base_manager.filter(owner_id=user.pk).exists()] == []
        assert list(tmp_path.rglob("*")) == []
