"""How far one has come with a network: moved, dated, and taken back."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from networks.models import GivingIdea, Network, Stage, StageMove
from networks.services.ideas import promise_ideas
from networks.services.memberships import begin_membership


class NothingToGiveError(ValueError):
    """A network without an idea of what to give becomes *member* only when that is confirmed (product rule 4)."""


@transaction.atomic
def move_network(*, network: Network, stage: str, on: date, is_confirmed: bool = False) -> StageMove | None:
    """Bring a network to another stage on a day; nothing happens where it is there already.

    Becoming a member begins a membership, and makes open promises of the ideas of what to give. Raises
    `NothingToGiveError` when there is none and nobody has confirmed that.
    """
    # Two tabs meet here, and the second sees where the first has moved it.
    locked = Network.objects.for_user(network.owner).select_for_update().get(pk=network.pk)
    before, network.stage = locked.stage, Stage(stage)
    if before == stage:
        return None
    if stage == Stage.MEMBER:
        _join(network, on, is_confirmed=is_confirmed)
    network.staged_on = on
    network.save(update_fields=["stage", "staged_on"])
    return StageMove.objects.create(owner=network.owner, network=network, before=before, stage=stage, moved_on=on)


def _join(network: Network, on: date, *, is_confirmed: bool) -> None:
    if not is_confirmed and not GivingIdea.objects.for_user(network.owner).filter(network=network).exists():
        raise NothingToGiveError(str(network.pk))
    begin_membership(network=network, since_on=on)
    promise_ideas(network=network, on=on)
