"""What happened in a network: moments there, and what was given, received, asked for and promised."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q, Sum

from accounts.models import User
from contacts.models import Moment
from contacts.models.exchange import WAYS, ExchangeQuerySet
from contacts.models.moment import MomentQuerySet
from contacts.queries.exchanges import ExchangeCounts, exchanges_of
from contacts.rules.keysets import Place
from networks.models import Network, NetworkMoment
from netzwerk.core.keyset import behind
from netzwerk.core.owned import OwnedQuerySet


@dataclass(frozen=True, slots=True)
class HappeningCounts:
    """How many moments there were and what went both ways; `minutes` were spent in `timed` of the moments."""

    moments: int
    minutes: int
    timed: int
    exchanges: ExchangeCounts

    @property
    def total(self) -> int:
        """All that happened."""
        return self.moments + self.exchanges.total


def moments_in(user: User, network: Network) -> MomentQuerySet:
    """Return the moments in a network; nothing of what is in the bin."""
    return Moment.objects.for_user(user).present().filter(network_moments__network=network)


def moments_kept(user: User, network: Network) -> OwnedQuerySet[NetworkMoment]:
    """Return what links a network with its moments, but for those in the bin: told by a list of the few that are."""
    gone = Moment.objects.for_user(user).filter(deleted_at__isnull=False).order_by().values("pk")
    return NetworkMoment.objects.for_user(user).filter(network=network).exclude(moment__in=gone)


def exchanges_in(user: User, network: Network) -> ExchangeQuerySet:
    """Return what was given, received, asked for or promised in a network; nothing of what is in the bin."""
    return exchanges_of(user).filter(network_exchanges__network=network)


def count_happenings(user: User, network: Network) -> HappeningCounts:
    """Count what happened in a network, and the time spent there where it was noted; two queries."""
    kept = moments_kept(user, network)
    spent = kept.aggregate(moments=Count("pk"), timed=Count("minutes"), spent=Sum("minutes", default=0))
    ways = exchanges_in(user, network).aggregate(**{way: Count("pk", filter=WAYS[way]) for way in WAYS})
    return HappeningCounts(spent["moments"], spent["spent"], spent["timed"], ExchangeCounts(**ways))


def behind_place(place: Place | None) -> Q:
    """Return what holds for what happened before this place; without one, for all."""
    return behind(("happened_on", place[0]), ("id", place[1]), is_descending=True) if place else Q()
