"""What the user could give a network: noted, taken away and brought back; joining makes promises of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from contacts.models import Exchange
from contacts.services.exchanges import delete_exchange
from contacts.services.purging import schedule_purge
from goals.models import Offer
from networks.models import GivingIdea, Network, NetworkExchange

# What sort of thing becomes of an offer; whatever else it is, it is help.
KINDS: dict[str, Exchange.Kind] = {
    Offer.Kind.CONTACTS: Exchange.Kind.INTRODUCTION,
    Offer.Kind.KNOWLEDGE: Exchange.Kind.ADVICE,
}


@transaction.atomic
def add_idea(*, network: Network, text: str = "", offer: Offer | None = None) -> GivingIdea:
    """Return the idea of giving this to a network: a new one, or the one that says the same; an offer has its text."""
    said = text or (offer.text if offer else "")
    ideas = _ideas(network)
    for idea in ideas:
        if (offer and idea.offer_id == offer.pk) or idea.text.casefold() == said.casefold():
            return idea
    place = max((idea.position for idea in ideas), default=-1) + 1
    return GivingIdea.objects.create(owner=network.owner, network=network, text=said, offer=offer, position=place)


@transaction.atomic
def remove_idea(*, idea: GivingIdea, now: datetime) -> GivingIdea:
    """Put an idea into the bin; a promise that was made of it stays."""
    idea.deleted_at = idea.deleted_at or now
    idea.save(update_fields=["deleted_at"])
    schedule_purge(owner=idea.owner, deleted_at=idea.deleted_at)
    return idea


@transaction.atomic
def restore_idea(*, idea: GivingIdea) -> GivingIdea:
    """Bring an idea back that was taken away, as it was."""
    idea.deleted_at = None
    idea.save(update_fields=["deleted_at"])
    return idea


@transaction.atomic
def promise_ideas(*, network: Network, on: date) -> list[Exchange]:
    """Make an open promise in the network of each idea that has none yet; return those that were made.

    An idea has one promise ever: one that was kept or taken back does not come again.
    """
    return _promise_all(network, [idea for idea in _ideas(network) if idea.exchange_id is None], on)


@transaction.atomic
def promise_idea(*, idea: GivingIdea, on: date) -> Exchange | None:
    """Make an open promise of one idea in a network that one is in already; None where it has one."""
    found = next((each for each in _ideas(idea.network) if each.pk == idea.pk and each.exchange_id is None), None)
    if found is None:
        return None
    [idea.exchange] = promises = _promise_all(idea.network, [found], on)
    return promises[0]


def _promise_all(network: Network, open_ideas: list[GivingIdea], on: date) -> list[Exchange]:
    promises = Exchange.objects.bulk_create(_promise(idea, on) for idea in open_ideas)
    for idea, promise in zip(open_ideas, promises, strict=True):
        idea.exchange = promise
    GivingIdea.objects.bulk_update(open_ideas, ["exchange"])
    owner = network.owner
    NetworkExchange.objects.bulk_create(
        NetworkExchange(owner=owner, network=network, exchange=promise) for promise in promises
    )
    return promises


@transaction.atomic
def unpromise_ideas(*, network: Network, exchanges: Sequence[UUID]) -> None:
    """Take promises of ideas back, as if nobody had joined; what was kept in the meantime stays."""
    ideas = GivingIdea.objects.for_user(network.owner).present()
    promised = ideas.filter(network=network, exchange__in=list(exchanges))
    for idea in promised.filter(exchange__done_on=None).select_related("exchange"):
        promise, idea.exchange = idea.exchange, None
        idea.save(update_fields=["exchange"])
        if promise:
            delete_exchange(exchange=promise)


def _ideas(network: Network) -> list[GivingIdea]:
    """Return the ideas of a network, which is locked: a second tab waits and sees what the first has done."""
    Network.objects.for_user(network.owner).select_for_update().get(pk=network.pk)
    ideas = GivingIdea.objects.for_user(network.owner).present().filter(network=network)
    return list(ideas.select_related("offer"))


def _promise(idea: GivingIdea, on: date) -> Exchange:
    kind = KINDS.get(idea.offer.kind, Exchange.Kind.HELP) if idea.offer else Exchange.Kind.HELP
    return Exchange(
        owner_id=idea.owner_id, direction=Exchange.Direction.PROMISED, kind=kind, text=idea.text, happened_on=on
    )
