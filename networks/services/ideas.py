"""What the user could give a network: noted, taken away; joining makes promises of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db import transaction

from contacts.models import Exchange
from contacts.services.exchanges import delete_exchange
from goals.models import Offer
from networks.models import GivingIdea, Network, NetworkExchange
from netzwerk.core.models import Draft

# Drafts of this name hold ideas that were taken away; like all drafts they go when they have grown old.
REMOVED = "removed-idea"
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
def remove_idea(*, idea: GivingIdea) -> Draft:
    """Take an idea away and return what brings it back; a promise that was made of it stays."""
    said = {
        "network": str(idea.network_id),
        "text": idea.text,
        "offer": _id_of(idea.offer_id),
        "exchange": _id_of(idea.exchange_id),
        "position": idea.position,
    }
    removed = Draft.objects.create(owner=idea.owner, wizard=REMOVED, object_id=idea.pk, data=said)
    idea.delete()
    return removed


@transaction.atomic
def restore_idea(*, removed: Draft) -> GivingIdea | None:
    """Bring an idea back that was taken away, once; offer and promise come along where they are still there."""
    owner, said = removed.owner, removed.data
    network = Network.objects.for_user(owner).select_for_update().filter(pk=said["network"]).first()
    taken, _rows = Draft.objects.for_user(owner).filter(pk=removed.pk).delete()
    if network is None or not taken:
        return None
    return GivingIdea.objects.create(
        id=removed.object_id,
        owner=owner,
        network=network,
        text=said["text"],
        position=said["position"],
        offer=Offer.objects.for_user(owner).filter(pk=said["offer"]).first(),
        exchange=Exchange.objects.for_user(owner).filter(pk=said["exchange"]).first(),
    )


@transaction.atomic
def promise_ideas(*, network: Network, on: date) -> list[Exchange]:
    """Make an open promise in the network of each idea that has none yet; return those that were made.

    An idea has one promise ever: one that was kept or taken back does not come again.
    """
    return _promise_all(network, [idea for idea in _ideas(network) if idea.exchange_id is None], on)


@transaction.atomic
def promise_idea(*, idea: GivingIdea, on: date) -> list[Exchange]:
    """Make an open promise of one idea in a network that one is in already; none where it has one."""
    network = idea.network
    open_ideas = [each for each in _ideas(network) if each.pk == idea.pk and each.exchange_id is None]
    return _promise_all(network, open_ideas, on)


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
    promised = GivingIdea.objects.for_user(network.owner).filter(network=network, exchange__in=list(exchanges))
    for idea in promised.filter(exchange__done_on=None).select_related("exchange"):
        promise, idea.exchange = idea.exchange, None
        idea.save(update_fields=["exchange"])
        if promise:
            delete_exchange(exchange=promise)


def _ideas(network: Network) -> list[GivingIdea]:
    """Return the ideas of a network, which is locked: a second tab waits and sees what the first has done."""
    Network.objects.for_user(network.owner).select_for_update().get(pk=network.pk)
    return list(GivingIdea.objects.for_user(network.owner).filter(network=network).select_related("offer"))


def _promise(idea: GivingIdea, on: date) -> Exchange:
    kind = KINDS.get(idea.offer.kind, Exchange.Kind.HELP) if idea.offer else Exchange.Kind.HELP
    return Exchange(
        owner_id=idea.owner_id, direction=Exchange.Direction.PROMISED, kind=kind, text=idea.text, happened_on=on
    )


def _id_of(value: UUID | None) -> str | None:
    return str(value) if value else None
