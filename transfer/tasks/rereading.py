"""The job that reads again what was kept of people, and the task that asks for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from celery import shared_task

from accounts.models import User
from netzwerk.core.jobs import extend_lease, job_handler
from netzwerk.core.models import Job
from netzwerk.core.queues import NIGHT
from netzwerk.core.walls import acting_as
from transfer.services.rereading import KIND, ask_for_rereading, reread_next_cards

# Of so many users one round trip finds out who has cards to read again.
USERS = 500


@job_handler(KIND, queue=NIGHT)
def run_rereading(job: Job) -> None:
    """Read batch by batch; each commits what it filled in together with the note that its cards are read."""
    if job.owner is None:
        return
    is_more = True
    while is_more:
        with acting_as(job.owner):
            extend_lease(job)
            is_more = reread_next_cards(owner=job.owner)


@shared_task
def reread_where_needed() -> int:
    """Have the cards read again of everybody who has some that an older reader read; return for how many.

    Run each night by beat, so that an upgrade needs no hand: where nothing is left, it is one look at an index a user.
    """
    users = User.objects.order_by("pk").values_list("pk", flat=True).iterator()
    return sum(ask_for_rereading(owner_ids=some) for some in _in_batches(users))


def _in_batches(users: Iterable[int]) -> Iterator[list[int]]:
    every = iter(users)
    while some := list(islice(every, USERS)):
        yield some
