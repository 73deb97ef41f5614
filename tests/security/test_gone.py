"""What another tab has taken away meanwhile: a sentence and a way on where a person could not know, and no dead end."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.utils import timezone

from accounts.models import User
from contacts.models import Contact, Organisation, Tag
from contacts.services import bulk, custom_fields, duplicates, indexing, purging, tags
from networks.services import leaving
from netzwerk.core.jobs import enqueue_job
from netzwerk.core.models import Job
from netzwerk.core.tasks import run_job
from netzwerk.core.walls import acting_as
from tests.factories import make_contact
from tests.security.furniture import furnish
from tests.test_strangers import _rows


def said(response: Any) -> str:
    """Return the newest toast."""
    return str(list(get_messages(response.wsgi_request))[-1])


@pytest.mark.parametrize("part", ["", "undo/"])
def test_whoever_came_into_the_bin_in_the_middle_of_the_walk_is_passed_over(
    alice: User, member: Client, part: str
) -> None:
    gone, anna = make_contact(alice, "Ben", deleted_at=timezone.now()), make_contact(alice, "Anna")
    address = f"/contacts/missing/closeness/{part}"

    response = member.post(address, {"contact": str(gone.pk), "value": "good"})

    assert response["Location"] == "/contacts/missing/closeness/"
    assert said(response) == "This person is in the bin meanwhile. On with the next one."
    assert member.post(address, {"contact": str(uuid4()), "value": "good"}).status_code == 404
    with acting_as(alice):
        assert Contact.objects.get(pk=anna.pk).closeness == "not_placed"


KINDS = (
    bulk.APPLY, bulk.UNDO, purging.KIND, purging.EMPTY, tags.REINDEX, indexing.REINDEX_AT, duplicates.KIND,
    custom_fields.FORGET, leaving.KIND,
)  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_a_job_with_the_id_of_somebody_elses_or_of_nothing_touches_nothing_and_ends(
    alice: User, charlie: User, kind: str
) -> None:
    theirs = furnish(charlie, "Zacharias")
    before = _rows(charlie)

    ids: set[UUID | None] = {found for found in theirs.values() if isinstance(found, UUID)}
    jobs = [enqueue_job(kind=kind, owner=alice, object_id=pk) for pk in [*ids, uuid4(), None]]
    jobs.append(enqueue_job(kind=kind, owner=None, object_id=theirs["bulk"]))
    for job in jobs:
        run_job(str(job.pk))

    assert {job.state for job in Job.objects.filter(pk__in=[job.pk for job in jobs])} == {Job.State.DONE}
    assert _rows(charlie) == before
    with acting_as(alice):
        assert not (Contact.objects.exists() or Organisation.objects.exists() or Tag.objects.exists())
