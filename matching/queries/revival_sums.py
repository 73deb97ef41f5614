"""What came of taking up old ties: sums by year, and the rows behind each number."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Q
from django.db.models.functions import ExtractYear

from accounts.models import User
from contacts.models import Exchange
from contacts.models.exchange import WAYS, ExchangeQuerySet
from contacts.queries.exchanges import exchanges_of
from matching.models import Revival, RevivalQuerySet
from matching.queries.reviving import revivals
from netzwerk.core.keyset import behind

# Whoever helped has answered as well.
CAME: dict[str, Q] = {
    "answered": Q(outcome__in=(Revival.Outcome.ANSWERED, Revival.Outcome.HELPED)),
    "helped": Q(outcome=Revival.Outcome.HELPED),
    "no_answer": Q(outcome=Revival.Outcome.NO_ANSWER),
    "not_now": Q(outcome=Revival.Outcome.NOT_NOW),
    "waiting": Q(outcome=Revival.Outcome.WAITING),
}
WENT = WAYS["given"] | WAYS["received"]


@dataclass(frozen=True, slots=True)
class YearSums:
    """One year: how many ties were taken up again, who answered and helped, what went both ways with them since."""

    year: int
    revived: int
    answered: int
    helped: int
    exchanges: int


def sums_by_year(owner: User) -> list[YearSums]:
    """Return the years in which ties were taken up again, the newest first; three queries."""
    by_year: Any = revivals(owner).order_by().annotate(year=ExtractYear("begun_on")).values("year")
    counts = {"revived": Count("pk")} | {name: Count("pk", filter=CAME[name]) for name in ("answered", "helped")}
    since = Counter(year for _pk, year in _exchanges_since(owner))
    return [YearSums(**row, exchanges=since[row["year"]]) for row in by_year.annotate(**counts).order_by("-year")]


def revivals_that(owner: User, *, came: str = "", year: int | None = None) -> RevivalQuerySet:
    """Return revivals with this outcome, begun in this year; the newest first."""
    found = revivals(owner).filter(CAME.get(came, Q()))
    return found.filter(begun_on__range=(date(year, 1, 1), date(year, 12, 31))) if year else found


def revivals_before(found: RevivalQuerySet, day: date, pk: UUID) -> RevivalQuerySet:
    """Return those that come after a place when the newest is first: pages by keyset."""
    return found.filter(behind(("begun_on", day), ("id", pk), is_descending=True))


def exchanges_since(owner: User, *, year: int | None = None) -> ExchangeQuerySet:
    """Return what went both ways since a tie was taken up again in this year, or in any; the newest first."""
    ids = [pk for pk, begun in _exchanges_since(owner) if year in (None, begun)]
    return exchanges_of(owner).filter(pk__in=ids).newest_first().prefetch_related("contact")


def exchanges_after(revival: Revival) -> ExchangeQuerySet:
    """Return what went both ways with somebody since one got in touch again, the newest first."""
    own = Exchange.objects.for_user(revival.owner).present().filter(contact=revival.contact_id)
    return own.filter(WENT, happened_on__gte=revival.begun_on).newest_first()


def _exchanges_since(owner: User) -> Iterable[tuple[UUID, int]]:
    """Yield each exchange with somebody who was written to again, with the year of the last time before it."""
    begun: dict[UUID, list[date]] = defaultdict(list)
    rows = revivals(owner).order_by("begun_on").prefetch_related(None)
    for contact_id, day in rows.values_list("contact_id", "begun_on"):
        begun[contact_id].append(day)
    if not begun:
        return
    went = exchanges_of(owner).filter(WENT, contact__in=list(begun)).order_by()
    for pk, contact_id, day in went.values_list("pk", "contact_id", "happened_on"):
        if contact_id is not None and (last := _last_before(begun[contact_id], day)):
            yield pk, last.year


def _last_before(days: Sequence[date], day: date) -> date | None:
    place = bisect_right(days, day)
    return days[place - 1] if place else None
