"""What lay in the bin for 30 days goes for good, and nothing else."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from accounts.models import User
from contacts.models import BulkChange, Contact, Exchange, Moment
from contacts.services import archive_contact, delete_contact, delete_moment, purging, restore_contact
from contacts.services.photos import photo_storage
from netzwerk.core.models import Job
from netzwerk.core.tasks import run_job
from netzwerk.core.walls import acting_as
from tests.factories import TODAY, make_contact, make_exchange, make_moment

LONG_AGO = timezone.now() - timedelta(days=31)
LATELY = timezone.now() - timedelta(days=29)


def purge(owner: User) -> None:
    """Run the job that looks through the bin."""
    job = Job.objects.create(kind=purging.KIND, owner=owner, run_at=timezone.now())
    run_job(str(job.pk))
    job.refresh_from_db()
    assert job.state == Job.State.DONE


def names(user: User) -> set[str]:
    """Return who there is, in the bin or not."""
    with acting_as(user):
        return set(Contact.objects.values_list("name", flat=True))


def test_what_is_due_goes_and_what_is_not_stays(alice: User, charlie: User) -> None:
    for name, deleted_at in (("Old", LONG_AGO), ("Young", LATELY), ("Here", None)):
        make_contact(alice, name, deleted_at=deleted_at)
    make_contact(charlie, "Somebody else's", deleted_at=LONG_AGO)

    purge(alice)
    purge(alice)

    assert names(alice) == {"Young", "Here"}
    assert names(charlie) == {"Somebody else's"}


def test_moments_and_exchanges_go_by_their_own_date(alice: User) -> None:
    contact = make_contact(alice)
    for deleted_at in (LONG_AGO, LATELY, None):
        make_moment(alice, contact, deleted_at=deleted_at)
        make_exchange(alice, contact, deleted_at=deleted_at)

    purge(alice)

    with acting_as(alice):
        assert (Moment.objects.count(), Exchange.objects.count()) == (2, 2)


def test_a_moment_goes_with_the_last_who_took_part_and_stays_for_others(alice: User) -> None:
    gone, here = make_contact(alice, "Gone", deleted_at=LONG_AGO), make_contact(alice, "Here")
    make_moment(alice, gone, note="alone")
    make_moment(alice, gone, here, note="together")
    make_exchange(alice, gone)

    purge(alice)

    with acting_as(alice):
        assert list(Moment.objects.values_list("note", flat=True)) == ["together"]
        assert not Exchange.objects.exists()


def test_who_was_merged_into_somebody_goes_after_thirty_days_or_with_them(alice: User) -> None:
    survivor = make_contact(alice, "Survivor")
    make_contact(alice, "Merged long ago", deleted_at=LONG_AGO, merged_into=survivor)
    make_contact(alice, "Merged lately", deleted_at=LATELY, merged_into=survivor)

    purge(alice)
    assert names(alice) == {"Survivor", "Merged lately"}

    with acting_as(alice):
        Contact.objects.filter(pk=survivor.pk).update(deleted_at=LONG_AGO)
    purge(alice)
    assert names(alice) == set()


def test_who_was_restored_and_deleted_again_gets_thirty_days_of_their_own(as_alice: User) -> None:
    contact = make_contact(as_alice, deleted_at=LONG_AGO)
    restore_contact(contact=contact)
    delete_contact(contact=contact)

    purge(as_alice)

    assert names(as_alice) == {contact.name}


def test_everything_that_is_deleted_in_one_day_shares_one_job(as_alice: User) -> None:
    contact = make_contact(as_alice)
    moment = make_moment(as_alice, contact)
    delete_moment(moment=moment, today=TODAY)
    delete_contact(contact=contact)
    delete_contact(contact=make_contact(as_alice))

    job = Job.objects.get(kind=purging.KIND)
    with_its_time: datetime = job.run_at
    assert timedelta(days=30) < with_its_time - timezone.now() <= timedelta(days=31)
    archive_contact(contact=contact)
    assert Job.objects.filter(kind=purging.KIND).count() == 1


def test_many_go_in_batches(alice: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(purging, "BATCH", 2)
    for number in range(5):
        make_contact(alice, str(number), deleted_at=LONG_AGO)

    purge(alice)

    assert names(alice) == set()


def test_photos_go_along(alice: User, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks) -> None:
    name = photo_storage().save(f"{alice.files_id}/portrait.webp", ContentFile(b"RIFF"))
    make_contact(alice, deleted_at=LONG_AGO, photo_name=name)

    with django_capture_on_commit_callbacks(execute=True):
        purge(alice)

    assert not photo_storage().exists(name)


def test_old_changes_are_forgotten(alice: User) -> None:
    with acting_as(alice):
        for created_at in (LONG_AGO, LATELY):
            change = BulkChange.objects.create(owner=alice, action="archive")
            BulkChange.objects.filter(pk=change.pk).update(created_at=created_at)

    purge(alice)

    with acting_as(alice):
        assert [change.created_at for change in BulkChange.objects.all()] == [LATELY]
