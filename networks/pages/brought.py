"""What a membership brought, in words and figures: since joining, and in the last twelve months."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.models import User
from contacts.rules.cadence import add_months
from networks.models import Membership, Network
from networks.queries.brought import FACTS, Brought, Happened, count_brought
from networks.rules.worth import cost_per_head, cost_until
from networks.words.lengths import minutes_words
from networks.words.money import money_words

LABELS: dict[str, Promise] = {
    "moments": gettext_lazy("Moments there"),
    "people": gettext_lazy("People met"),
    "given": gettext_lazy("Given there"),
    "received": gettext_lazy("Received there"),
    "promised": gettext_lazy("Open promises"),
    "asked": gettext_lazy("Asked for, open"),
    "helpful": gettext_lazy("People who helped you"),
}
ALL, YEAR = "all", "year"


@dataclass(frozen=True, slots=True)
class Figure:
    """A number and the list that it opens; without an address it is a word."""

    text: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class FigureRow:
    """What is counted, in each span."""

    label: str
    figures: list[Figure]
    hint: str = ""


@dataclass(frozen=True, slots=True)
class BroughtPage:
    """The table of figures, and the sentence that sums it up."""

    headings: list[str]
    rows: list[FigureRow]
    words: str


def facts_url(network: Network, fact: str, since: date | None = None) -> str:
    """Return where the list behind a number is."""
    address = reverse("networks:network-facts", kwargs={"network": network.pk, "fact": fact})
    return f"{address}?{urlencode({'since': since.isoformat()})}" if since else address


def brought_page(user: User, membership: Membership, today: date) -> BroughtPage:
    """Return what a membership brought; four queries."""
    network = membership.network
    spans = {ALL: membership.since_on, YEAR: add_months(today, -12)}
    counts = count_brought(Happened(user, network, today), spans)
    yearly = network.yearly_cost
    costs = {ALL: cost_until(yearly, membership.since_on, membership.left_on or today), YEAR: yearly}
    headings = [_("Since you joined") if membership.since_on else _("In all"), _("Last 12 months")]
    rows = [_row(network, fact, counts, spans) for fact in FACTS]
    rows.insert(1, _time_row(counts))
    rows += [_cost_row(network, costs), _share_row(network, costs, counts)]
    return BroughtPage(headings, rows, _sum_words(counts[YEAR]))


def _row(network: Network, fact: str, counts: dict[str, Brought], spans: dict[str, date | None]) -> FigureRow:
    figures = [
        Figure(str(number), facts_url(network, fact, spans[span]) if number else "")
        for span in spans
        for number in [getattr(counts[span], fact)]
    ]
    hint = _("Members, or people met there, who gave you something.") if fact == "helpful" else ""
    return FigureRow(str(LABELS[fact]), figures, hint)


def _time_row(counts: dict[str, Brought]) -> FigureRow:
    noted = [Figure(minutes_words(each.minutes) if each.timed else "–") for each in counts.values()]
    return FigureRow(_("Time noted"), noted, _("Of the moments where you said how long it took."))


def _cost_row(network: Network, costs: dict[str, Decimal | None]) -> FigureRow:
    said = [Figure(_("not known") if cost is None else _rounded(cost, network)) for cost in costs.values()]
    return FigureRow(_("Costs in all"), said, _("Fee and extra costs, at what they are today."))


def _share_row(network: Network, costs: dict[str, Decimal | None], counts: dict[str, Brought]) -> FigureRow:
    return FigureRow(
        _("For each of them"), [_share(network, costs[span], counts[span].helpful) for span in costs],
        _("Costs for each person who helped you."),
    )  # fmt: skip


def _share(network: Network, cost: Decimal | None, heads: int) -> Figure:
    if not heads:
        return Figure(_("nobody yet"))
    share = cost_per_head(cost, heads)
    return Figure(_("not known") if share is None else money_words(share, network.fee_currency))


def _rounded(cost: Decimal, network: Network) -> str:
    whole = cost_per_head(cost, 1)
    return money_words(cost if whole is None else whole, network.fee_currency)


def _sum_words(year: Brought) -> str:
    if not year.moments and not year.given and not year.received:
        return _("Nothing is noted for the last 12 months. Moments and exchanges of this network gather here.")
    moments = ngettext("%(count)s moment", "%(count)s moments", year.moments) % {"count": year.moments}
    given = {"moments": moments, "given": year.given, "received": year.received}
    return _("In the last 12 months: %(moments)s, %(given)s given, %(received)s received.") % given
