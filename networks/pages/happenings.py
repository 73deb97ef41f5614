"""What happened in a network, in words and by year, in pages by keyset."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import prefetch_related_objects
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.models import User
from contacts.models import Exchange, Moment
from contacts.models.exchange import WAYS
from contacts.pages.timeline import ExchangeItem, TimelineItem, by_year, exchange_item, item_of
from contacts.queries.participants import people_of
from contacts.rules.keysets import Place, read_place, write_place
from networks.models import Network
from networks.queries.happenings import HappeningCounts, behind_place, exchanges_in, moments_in

PAGE_SIZE = 20
MOMENTS = "moments"


@dataclass(frozen=True, slots=True)
class Part:
    """Some of what happened: its key in the address, what it is called, and how many there are."""

    key: str
    label: str
    count: int
    is_chosen: bool


def parts_of(counts: HappeningCounts, chosen: str) -> list[Part]:
    """Return what there is, what was given before what was received (product rule 7); counts, never a balance."""
    exchanges = counts.exchanges
    found = [
        (MOMENTS, _("Moments"), counts.moments),
        ("given", pgettext("exchange", "Given"), exchanges.given),
        ("received", pgettext("exchange", "Received"), exchanges.received),
        ("promised", _("Promised, open"), exchanges.promised),
        ("asked", _("Asked for, open"), exchanges.asked),
    ]
    return [Part(key, str(label), count, key == chosen) for key, label, count in found if count or key == chosen]


def happenings_of(
    user: User, network: Network, query: QueryDict, path: str, *, size: int = PAGE_SIZE
) -> dict[str, Any]:
    """Return one page of what happened, the newest first, and where the older is; a fixed number of queries."""
    asked = query.get("way", "")
    way = asked if asked in (MOMENTS, *WAYS) else ""
    start = read_place(query.get("before", ""))
    page = _page(user, network, way, start, size + 1)
    shown = page[:size]
    kept = {"way": way} if way else {}
    older = urlencode({**kept, "before": write_place(shown[-1].happened_on, shown[-1].pk)}) if len(page) > size else ""
    return {
        "years": by_year(_items(user, shown), after=start[0] if start else None),
        "older_url": f"{path}?{older}" if older else "",
        "is_older": start is not None,
        "way": way,
    }


def _page(user: User, network: Network, way: str, start: Place | None, limit: int) -> list[Moment | Exchange]:
    """Return so many of both in the order of their days; ids decide within a day."""
    found: list[Moment | Exchange] = []
    if way in ("", MOMENTS):
        moments = moments_in(user, network).filter(behind_place(start)).order_by("-happened_on", "-id")
        found += moments.select_related("organisation")[:limit]
    if way != MOMENTS:
        exchanges = exchanges_in(user, network)
        found += (exchanges.went(way) if way else exchanges).filter(behind_place(start)).newest_first()[:limit]
    return sorted(found, key=lambda one: (one.happened_on, one.pk), reverse=True)[:limit]


def _items(user: User, shown: Sequence[Moment | Exchange]) -> list[TimelineItem | ExchangeItem]:
    moments = [one for one in shown if isinstance(one, Moment)]
    prefetch_related_objects([one for one in shown if isinstance(one, Exchange)], "contact")
    people = people_of(user, moments)
    return [
        item_of(one, people[one.pk]) if isinstance(one, Moment) else exchange_item(one, contact=one.contact)
        for one in shown
    ]
