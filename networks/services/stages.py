"""How far one has come with a network: moved, dated, corrected, and taken back."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import transaction

from accounts.models import User
from networks.models import GivingIdea, Membership, Network, Stage, StageMove
from networks.models.membership import MembershipQuerySet
from networks.services.ideas import promise_ideas
from networks.services.joining import put_joining, unjoin
from networks.services.memberships import begin_membership


class NothingToGiveError(ValueError):
    """A network without an idea of what to give becomes *member* only when that is confirmed (product rule 4)."""


class MovedOnError(ValueError):
    """A move that is not the newest of its network, or that brought it to its first stage, cannot be taken back.

    One that was taken back already is none any more.
    """


class DateOrderError(ValueError):
    """The date of a move lies between those of the moves before and after it, and not in the future."""


@transaction.atomic
def move_network(*, network: Network, stage: str, on: date, is_confirmed: bool = False) -> StageMove | None:
    """Bring a network to another stage on a day; nothing happens where it is there already.

    Becoming a member begins a membership, and makes open promises of the ideas of what to give. Raises
    `NothingToGiveError` when there is none and nobody has confirmed that. Leaving ends the membership on this day,
    where nobody has said which. No move is noted before the one that brought it to where it is.
    """
    # Two tabs meet here, and the second sees where the first has moved it.
    locked = Network.objects.for_user(network.owner).select_for_update().get(pk=network.pk)
    before = locked.stage
    if before == stage:
        network.stage, network.staged_on = locked.stage, locked.staged_on
        return None
    if stage == Stage.MEMBER:
        want_an_idea(network=network, is_confirmed=is_confirmed)
    moved_on = max(on, locked.staged_on)
    _put(network, stage, moved_on)
    # Noted first: what joining makes is not older than its move, which is how it is found when that is taken back.
    move = StageMove.objects.create(owner=network.owner, network=network, before=before, stage=stage, moved_on=moved_on)
    if stage == Stage.MEMBER:
        join(network=network, on=on)
    elif before == Stage.MEMBER:
        _current(network).update(left_on=on)
    return move


def want_an_idea(*, network: Network, is_confirmed: bool) -> None:
    """Raise `NothingToGiveError` for a network without an idea of what to give, unless that is confirmed."""
    ideas = GivingIdea.objects.for_user(network.owner).present().filter(network=network)
    if not is_confirmed and not ideas.exists():
        raise NothingToGiveError(str(network.pk))


def join(*, network: Network, on: date) -> None:
    """Begin the membership, and promise what there are ideas of; whoever calls has asked `want_an_idea`."""
    begin_membership(network=network, since_on=on)
    promise_ideas(network=network, on=on)


@transaction.atomic
def undo_move(*, move: StageMove) -> Network:
    """Take back the newest move of a network, and bring it to where and when it was before; return the network.

    What joining made goes as well, as long as nobody has touched it: the membership it began, and its promises that
    are still open. A membership that leaving ended goes on. Raises `MovedOnError` for a move that is not the newest.
    """
    network = Network.objects.for_user(move.owner).select_for_update().get(pk=move.network_id)
    network.owner = move.owner
    newest = list(_moves(network)[:2])
    if not newest or newest[0].pk != move.pk or not move.before:
        raise MovedOnError(str(move.pk))
    if move.stage == Stage.MEMBER:
        unjoin(network=network, move=move)
    elif move.before == Stage.MEMBER:
        _go_on(network, move.moved_on)
    former = newest[1].moved_on if len(newest) > 1 else network.created_at.date()
    move.delete()
    _put(network, move.before, min(former, move.moved_on))
    return network


@transaction.atomic
def correct_move(*, move: StageMove, on: date, today: date) -> StageMove:
    """Say that a move was on another day; raises `DateOrderError` where that is not between its neighbours'.

    What joining made goes along to the day, as long as nobody has touched it.
    The day of the newest is the one since when the network is in its stage. Raises `MovedOnError` for a move that was
    taken back meanwhile.
    """
    network = Network.objects.for_user(move.owner).select_for_update().get(pk=move.network_id)
    moves = list(_moves(network))
    place = next((number for number, each in enumerate(moves) if each.pk == move.pk), None)
    if place is None:
        raise MovedOnError(str(move.pk))
    latest = moves[place - 1].moved_on if place else today
    earliest = moves[place + 1].moved_on if place + 1 < len(moves) else date.min
    if not earliest <= on <= latest:
        raise DateOrderError
    network.owner = move.owner
    if move.stage == Stage.MEMBER:
        put_joining(network=network, move=move, on=on)
    move.moved_on = on
    move.save(update_fields=["moved_on"])
    if not place:
        network.staged_on = on
        network.save(update_fields=["staged_on"])
    return move


def undo_moves(*, owner: User, move_ids: list[UUID]) -> int:
    """Take back several moves, each where it is still the newest of its network; return how many."""
    count = 0
    found = StageMove.objects.for_user(owner).filter(pk__in=move_ids, network__deleted_at=None)
    for move in found.order_by("network_id", "-id"):
        move.owner = owner
        try:
            undo_move(move=move)
        except MovedOnError:
            continue
        count += 1
    return count


def _moves(network: Network) -> list[StageMove]:
    """Return the moves of a network, the newest first: several of one day in the order in which they were made."""
    return list(StageMove.objects.for_user(network.owner).filter(network=network))


def _put(network: Network, stage: str, on: date) -> None:
    network.stage, network.staged_on = stage, on
    network.save(update_fields=["stage", "staged_on"])


def _current(network: Network) -> MembershipQuerySet:
    return Membership.objects.for_user(network.owner).filter(network=network, left_on=None)


def _go_on(network: Network, left_on: date) -> None:
    """Let the membership go on that a move ended, unless the user has said more about the end, or begun another."""
    ended = Membership.objects.for_user(network.owner).filter(network=network, left_on=left_on, leaving_reason="")
    newest = ended.order_by("-id").first()
    if newest and not _current(network).exists():
        newest.left_on = None
        newest.save(update_fields=["left_on"])
