"""Places to look for networks: kept, turned down, watched, looked at; each can be taken back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from goals.models import Goal
from networks.models import Look, LookingPlace, Network, Stage
from networks.rules.looking_again import look_again_on
from networks.services.inquiries import find_or_create_network
from networks.services.networks import delete_network


@dataclass(frozen=True, slots=True)
class Looked:
    """A look, and the network that it made, for the way back."""

    look: Look
    made: UUID | None


def lock_places(*, goal: Goal) -> None:
    """Let one form at a time look which places a goal has, and write down another."""
    Goal.objects.for_user(goal.owner).select_for_update(no_key=True).get(pk=goal.pk)


@transaction.atomic
def keep_place(
    *, goal: Goal, kind: str, text: str, url: str = "", weeks: int | None = None, today: date
) -> LookingPlace:
    """Put a place on the list; one that is there already, or was turned down, is there again."""
    again = look_again_on(weeks=weeks, last_looked_on=None, since=today)
    place, _is_new = LookingPlace.objects.for_user(goal.owner).update_or_create(
        owner=goal.owner,
        goal=goal,
        kind=kind,
        text=text,
        defaults={"url": url, "watched_weeks": weeks, "look_again_on": again, "dismissed_at": None},
    )
    return place


@transaction.atomic
def turn_down_suggestion(*, goal: Goal, kind: str, text: str, now: datetime) -> LookingPlace:
    """Never suggest these words for this goal again."""
    place, _is_new = LookingPlace.objects.for_user(goal.owner).update_or_create(
        owner=goal.owner, goal=goal, kind=kind, text=text, defaults={"dismissed_at": now}
    )
    return place


@transaction.atomic
def suggest_again(*, place: LookingPlace) -> None:
    """Forget a suggestion that was turned down or kept, so that it may be made again; what was looked at stays."""
    LookingPlace.objects.for_user(place.owner).filter(pk=place.pk, looks=None).delete()


@transaction.atomic
def dismiss_place(*, place: LookingPlace, now: datetime) -> LookingPlace:
    """Take a place off the list; it is not suggested again."""
    return _set_dismissed(place, now)


@transaction.atomic
def restore_place(*, place: LookingPlace) -> LookingPlace:
    """Put it back, with all its looks."""
    return _set_dismissed(place, None)


def _set_dismissed(place: LookingPlace, at: datetime | None) -> LookingPlace:
    place.dismissed_at = at
    place.save(update_fields=["dismissed_at"])
    return place


@transaction.atomic
def change_place(
    *, place: LookingPlace, kind: str, text: str, url: str, weeks: int | None, today: date
) -> LookingPlace:
    """Say anew what and where it is, and how often to look; the next date follows from the last look, or from today."""
    place.kind, place.text, place.url = kind, text, url
    place.save(update_fields=["kind", "text", "url"])
    return watch_place(place=place, weeks=weeks, today=today)


@transaction.atomic
def watch_place(*, place: LookingPlace, weeks: int | None, today: date) -> LookingPlace:
    """Be asked about it every so many weeks after the last look, or from today on; None for not at all."""
    if place.watched_weeks != weeks or (weeks and place.look_again_on is None):
        place.watched_weeks = weeks
        _plan(place, since=today)
    return place


@transaction.atomic
def note_look(*, place: LookingPlace, on: date, brought: str = "", network_name: str = "", today: date) -> Looked:
    """Note that the user looked there, and what it brought; a network that nobody knew yet becomes an idea.

    A watched place comes up again so many weeks after its newest look. Said twice, it is noted once.
    """
    LookingPlace.objects.for_user(place.owner).select_for_update().get(pk=place.pk)
    network, is_new = None, False
    if network_name:
        network, is_new = find_or_create_network(
            owner=place.owner, name=network_name, today=today, source=place.text[:300]
        )
    said: dict[str, Any] = {"looked_on": on, "brought": brought, "network": network}
    look, _is_new = Look.objects.for_user(place.owner).get_or_create(owner=place.owner, place=place, **said)
    _plan(place, since=on)
    return Looked(look, network.pk if network and is_new else None)


@transaction.atomic
def restore_look(*, place: LookingPlace, on: date, brought: str, network: Network | None) -> Look:
    """Put a look back that was removed, as its caller kept it; one that is there already is there once."""
    LookingPlace.objects.for_user(place.owner).select_for_update().get(pk=place.pk)
    said: dict[str, Any] = {"looked_on": on, "brought": brought, "network": network}
    look, _is_new = Look.objects.for_user(place.owner).get_or_create(owner=place.owner, place=place, **said)
    _plan(place, since=on)
    return look


@transaction.atomic
def remove_look(*, look: Look, made: UUID | None = None, now: datetime) -> None:
    """Take a look back, and with it the idea of a network that it made; the place comes up as before."""
    place, network_id = look.place, look.network_id
    place.owner = look.owner
    look.delete()
    if made is not None and made == network_id:
        ideas = Network.objects.for_user(place.owner).present().filter(stage=Stage.IDEA, source=place.text[:300])
        idea = ideas.filter(pk=made).first()
        if idea:
            idea.owner = place.owner
            delete_network(network=idea, now=now)
    _plan(place, since=timezone.localdate(place.created_at))


def _plan(place: LookingPlace, *, since: date) -> None:
    last = Look.objects.for_user(place.owner).filter(place=place).aggregate(last=Max("looked_on"))["last"]
    place.look_again_on = look_again_on(weeks=place.watched_weeks, last_looked_on=last, since=since)
    place.save(update_fields=["watched_weeks", "look_again_on"])
