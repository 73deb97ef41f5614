"""Two tabs at the very same second, and more than anybody needs: each user's room is theirs and has an end."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from accounts.models import User
from contacts.models import Contact
from netzwerk.core.models import Job
from netzwerk.core.tasks import run_job
from netzwerk.core.walls import acting_as
from tests.factories import make_contact, make_user
from tests.racing import all_at_once
from tests.transfer.archives import exported, looked_at, packed, put_back
from tests.transfer.archives import job_of as restore_job
from tests.transfer.files import job_of, people, put_in, stage, upload
from transfer.models import Export, Import, ImportRow, Restore
from transfer.services import TooManyImportsError, accept_import, discard_import
from transfer.services.exports import start_export
from transfer.services.imports import MOST_WAITING
from transfer.services.restores import MOST_WAITING as MOST_RESTORES
from transfer.services.restores import TooManyRestoresError, accept_restore, discard_restore
from transfer.services.rights import erase_people
from transfer.services.undoing import CannotUndoError, start_undo

ROUNDS = 5


def test_an_import_too_many_is_refused_until_one_is_thrown_away(
    alice: User, charlie: User, alice_client: Client, media: Path
) -> None:
    waiting = [put_in(alice, people("Anna Blum")) for _number in range(MOST_WAITING)]
    form = {"origin": "other", "closeness": "wide", "last_in_touch": "not_sure"}

    refused = alice_client.post(reverse("transfer:import-create"), {**form, "upload": [upload(people("Bernd Blum"))]})
    assert refused.status_code == 422
    assert "look at them first" in refused.content.decode()
    assert len(list((media / str(alice.files_id) / "imports").iterdir())) == MOST_WAITING

    put_in(charlie, people("Carla Blum"))
    with acting_as(alice):
        discard_import(imported=waiting[0])
    put_in(alice, people("Bernd Blum"))


def test_tabs_at_once_bring_no_more_files_than_there_is_room_for(
    real_transactions: None, settings: Settings, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    user = make_user("anna@example.org")
    content = packed({"manifest.json": b"{}"})

    all_at_once(*(partial(_quietly, put_back, user, content) for _number in range(MOST_RESTORES + 3)))
    all_at_once(*(partial(_quietly, put_in, user, people("Anna Blum")) for _number in range(MOST_WAITING + 3)))

    with acting_as(user):
        assert (Restore.objects.count(), Import.objects.count()) == (MOST_RESTORES, MOST_WAITING)


def test_an_export_asked_for_while_somebody_is_erased_does_not_hold_them(
    real_transactions: None, settings: Settings, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    user = make_user("anna@example.org")
    for _number in range(ROUNDS):
        gone, _stays = make_contact(user, "Miriam Sander"), make_contact(user, "Bernd Blum")

        all_at_once(partial(_erase, user, gone), partial(_export, user), partial(_export, user))

        with acting_as(user):
            names = [each.file.name or "" for each in Export.objects.exclude(file="")]
            assert not Contact.objects.filter(name="Miriam Sander").exists()
            assert not [name for name in names if b"Miriam Sander" in (tmp_path / name).read_bytes()]
            Export.objects.all().delete()


def test_accepting_undoing_and_throwing_away_at_once_do_one_thing_at_a_time(
    real_transactions: None, settings: Settings, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    user = make_user("anna@example.org")
    for number in range(ROUNDS):
        imported = stage(user, people(*(f"Person {number} {each}" for each in range(30))))
        acts = (
            partial(accept_import, imported=imported, now=timezone.now()),
            partial(accept_import, imported=imported, now=timezone.now()),
            partial(discard_import, imported=imported),
            partial(start_undo, imported=imported, now=timezone.now()),
        )

        all_at_once(*(partial(_as, user, act) for act in acts))
        for job in _waiting_jobs(user):
            all_at_once(partial(run_job, job), partial(run_job, job))

        with acting_as(user):
            found = Import.objects.filter(pk=imported.pk).first()
            came_in = Contact.objects.filter(name__startswith=f"Person {number} ").count()
            if found is None:
                assert (came_in, ImportRow.objects.filter(imported=imported.pk).count()) == (0, 0)
            else:
                assert (found.state, came_in, found.created_count) == (Import.State.DONE, 30, 30)
                assert Job.objects.filter(kind="import-accept", object_id=imported.pk).count() == 1


def test_a_restore_accepted_twice_and_thrown_away_at_once_comes_in_once_or_not(
    real_transactions: None, settings: Settings, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    charlie, user = make_user("charlie@example.org"), make_user("anna@example.org")
    make_contact(charlie, "Bernd Blum")
    content = exported(charlie)
    for number in range(ROUNDS):
        restore = looked_at(user, content)
        yes = partial(accept_restore, restore=restore, with_settings=False)

        all_at_once(*(partial(_as, user, act) for act in (yes, yes, partial(discard_restore, restore=restore))))
        if jobs := [str(job.pk) for job in Job.objects.filter(kind="restore-accept", object_id=restore.pk)]:
            all_at_once(*(partial(run_job, job) for job in [*jobs, *jobs]))

        with acting_as(user):
            found = Restore.objects.filter(pk=restore.pk).first()
            assert len(jobs) <= 1
            assert found is None or (found.state, found.file.name) == (Restore.State.DONE, "")
            assert Contact.objects.count() <= 1, number
            Contact.objects.all().delete()


def test_two_restores_and_an_import_at_once_bring_everybody_once(
    real_transactions: None, settings: Settings, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    charlie, user = make_user("charlie@example.org"), make_user("anna@example.org")
    for number in range(20):
        make_contact(charlie, f"Person {number}")
    content = exported(charlie)
    restores = [looked_at(user, content) for _number in range(2)]
    imported = stage(user, people(*(f"Other {number}" for number in range(20))))
    with acting_as(user):
        for restore in restores:
            accept_restore(restore=restore, with_settings=False)
        accept_import(imported=imported, now=timezone.now())

    jobs = [*(restore_job(each, "restore-accept") for each in restores), job_of(imported, "import-accept")]
    all_at_once(*(partial(run_job, str(job.pk)) for job in jobs))
    for job in _waiting_jobs(user):  # whoever was too late tries again
        run_job(job)

    with acting_as(user):
        assert {each.state for each in Restore.objects.all()} == {Restore.State.DONE}
        assert Import.objects.get().state == Import.State.DONE
        assert Contact.objects.count() == 40


def _as(user: User, act: Any) -> Any:
    with acting_as(user):
        return _quietly(act)


def _quietly(act: Any, *of: Any) -> Any:
    try:
        return act(*of)
    except (TooManyImportsError, TooManyRestoresError, CannotUndoError, Import.DoesNotExist, Restore.DoesNotExist):
        return None


def _erase(user: User, contact: Contact) -> None:
    with acting_as(user):
        erase_people(owner=user, ids=[contact.pk])


def _export(user: User) -> None:
    with acting_as(user):
        export = start_export(owner=user, kind="contacts", now=timezone.now())
    for job in Job.objects.filter(kind="export", object_id=export.pk):
        run_job(str(job.pk))


def _waiting_jobs(user: User) -> list[str]:
    kinds = ("import-accept", "import-undo", "restore-accept")
    waiting = Job.objects.filter(owner=user, kind__in=kinds, state=Job.State.WAITING)
    waiting.update(run_at=timezone.now())
    return [str(pk) for pk in waiting.values_list("pk", flat=True)]
