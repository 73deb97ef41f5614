"""A check begun on a draft, dropped and taken up again; with it the network comes to *checking*, and back."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from goals.models import Goal
from networks.models import Check, Network, Stage, StageMove
from networks.queries.checks import WIZARD
from networks.services.locking import lock_network
from networks.services.stages import move_network, undo_move
from netzwerk.core.models import Draft
from netzwerk.core.wizards import DRAFT_LIFE, living_drafts, start_draft

# From here a check brings a network forward.
BEFORE_CHECKING = (Stage.IDEA, Stage.RESEARCHING)
FIRST_STEP = "members"


@transaction.atomic
def begin_check(*, network: Network, goal: Goal, now: datetime, today: date) -> Draft:
    """Return the draft of a check to go on with, a new one where there is none.

    With a new one all checks go that were begun and left until their draft had grown too old.
    """
    # Two tabs meet here, and the second sees what the first has begun.
    Network.objects.for_user(network.owner).select_for_update().get(pk=network.pk)
    living = living_drafts(owner=network.owner, wizard=WIZARD, now=now).filter(finished_at=None)
    unfinished = Check.objects.for_user(network.owner).filter(finished_at=None)
    draft = living.filter(object_id__in=_begun(network, goal)).order_by("-updated_at").first()
    if draft:
        return draft
    unfinished.exclude(pk__in=living.values("object_id")).delete()
    check = Check.objects.create(owner=network.owner, network=network, goal=goal, checked_on=today)
    return start_draft(owner=network.owner, wizard=WIZARD, object_id=check.pk, step=FIRST_STEP, now=now)


@transaction.atomic
def drop_check(*, network: Network, goal: Goal, now: datetime) -> Check | None:
    """Let the check that is begun be as good as forgotten, and return it, if there is one.

    Its draft counts as too old from now on, so that it goes when another begins, and can be taken up until then.
    """
    living = living_drafts(owner=network.owner, wizard=WIZARD, now=now).filter(finished_at=None)
    begun = Check.objects.for_user(network.owner).filter(pk__in=_begun(network, goal))
    check = begun.filter(pk__in=living.values("object_id")).order_by("-created_at").first()
    living.filter(object_id__in=_begun(network, goal)).update(updated_at=now - DRAFT_LIFE)
    return check


@transaction.atomic
def take_up_check(*, network: Network, goal: Goal, now: datetime) -> bool:
    """Take up the check that was dropped last, as if nobody had; return whether it was still there."""
    drafts = Draft.objects.for_user(network.owner).filter(wizard=WIZARD, object_id__in=_begun(network, goal))
    newest = drafts.filter(finished_at=None).order_by("-updated_at").values("pk")[:1]
    return bool(Draft.objects.for_user(network.owner).filter(pk__in=newest).update(updated_at=now))


def _begun(network: Network, goal: Goal) -> QuerySet[Check, Any]:
    return Check.objects.for_user(network.owner).filter(finished_at=None, network=network, goal=goal).values("pk")


@transaction.atomic
def move_to_checking(*, network: Network, today: date) -> StageMove | None:
    """Bring a network that is an idea or looked into to *checking*; one that is further stays where it is."""
    if network.stage not in BEFORE_CHECKING:
        return None
    return move_network(network=network, stage=Stage.CHECKING, on=max(today, network.staged_on))


@transaction.atomic
def move_back_from_checking(*, network: Network, dropped: Check, now: datetime) -> bool:
    """Take the move to *checking* back that came with a check that is dropped now; return whether that was so.

    A network that has moved on, or for which another check is begun, stays where it is.
    """
    # A move of another tab comes before this or after it, never between what is read and what is taken back.
    lock_network(network)
    living = living_drafts(owner=network.owner, wizard=WIZARD, now=now).filter(finished_at=None)
    newest = StageMove.objects.for_user(network.owner).filter(network=network).first()
    others = Check.objects.for_user(network.owner).filter(network=network, pk__in=living.values("object_id"))
    if newest is None or newest.stage != Stage.CHECKING or newest.created_at < dropped.created_at or others.exists():
        return False
    newest.owner = network.owner
    before = undo_move(move=newest)
    network.stage, network.staged_on = before.stage, before.staged_on
    return True
