"""The job that reads again what was kept of people, and the task that asks for it."""

from __future__ import annotations

from celery import shared_task

from accounts.models import User
from netzwerk.core.jobs import job_handler, work_in_batches
from netzwerk.core.models import Job
from netzwerk.core.queues import NIGHT
from netzwerk.core.walls import owners_with
from transfer.services.rereading import KIND, ask_for_rereading, cards_to_reread, reread_next_cards


@job_handler(KIND, queue=NIGHT)
def run_rereading(job: Job) -> None:
    """Read batch by batch; each commits what it filled in together with the note that its cards are read."""
    work_in_batches(job, lambda owner: reread_next_cards(owner=owner))


@shared_task
def reread_where_needed() -> int:
    """Have the cards read again of everybody who has some that an older reader read; return for how many.

    Run each night by beat, so that an upgrade needs no hand: where nothing is left, it is one look at an index a user.
    """
    everybody = User.objects.order_by("pk").iterator()
    return ask_for_rereading(owner_ids=[owner.pk for owner in owners_with(everybody, cards_to_reread)])
