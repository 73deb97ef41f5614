"""The balance of networks in words: the mix as a picture, what went both ways, what it costs, the budget."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from networks.models import Membership, Network, NetworkBudget
from networks.pages.brought import facts_url
from networks.queries.balance import Balance, NetworkBalance
from networks.rules.balance import Part, is_many, missing_spheres, over_budget, parts_of
from networks.words.memberships import cost_words
from networks.words.money import money_words

UNSET_LABEL = gettext_lazy("Not said")
MISSING: dict[str, Promise] = {
    "business": gettext_lazy("None of them is mostly for business."),
    "knowledge": gettext_lazy("None of them is mostly for knowledge."),
    "social": gettext_lazy("None of them is mostly social."),
}
# What went which way, in the order in which it is told: give first (product rule 7).
WAYS: dict[str, tuple[str, Promise]] = {
    "given": ("give", gettext_lazy("given")),
    "received": ("take", gettext_lazy("received")),
    "promised": ("", gettext_lazy("promised, open")),
    "asked": ("", gettext_lazy("asked for, open")),
}
# Both directions are told as soon as there is anything.
ALWAYS = ("given", "received")


@dataclass(frozen=True, slots=True)
class SpherePart:
    """A sphere: its place in the picture, and which networks are of it."""

    part: Part
    label: str
    networks: list[Network]


@dataclass(frozen=True, slots=True)
class WayCount:
    """How much went one way, and the list of it."""

    sign: str
    label: str
    count: int
    url: str


@dataclass(frozen=True, slots=True)
class BalanceRow:
    """A network where the user is active, in words."""

    network: Network
    membership: Membership | None
    ways: list[WayCount]
    cost: str


@dataclass(frozen=True, slots=True)
class BalancePage:
    """All of it; `sums` are the costs of the memberships, those in the currency of the budget first."""

    parts: list[SpherePart]
    missing: list[str]
    rows: list[BalanceRow]
    is_many: bool
    unset: list[Network]
    sums: list[str]
    unknown: list[Network]
    budget: str
    budget_words: str
    is_over: bool


def balance_page(balance: Balance) -> BalancePage:
    """Return the balance in words."""
    spheres = [row.network.sphere for row in balance.rows]
    over = _over(balance)
    return BalancePage(
        parts=[_part(part, balance) for part in parts_of(spheres)],
        missing=[str(MISSING[sphere]) for sphere in missing_spheres(spheres)],
        rows=[_row(row) for row in balance.rows],
        is_many=is_many(len(balance.rows)),
        unset=[row.network for row in balance.rows if not row.network.sphere],
        sums=_sums(balance.sums, balance.budget),
        unknown=balance.unknown,
        budget=money_words(balance.budget.amount, balance.budget.currency) if balance.budget else "",
        budget_words=_budget_words(balance, over),
        is_over=bool(over),
    )


def _part(part: Part, balance: Balance) -> SpherePart:
    label = Network.Sphere(part.sphere).label if part.sphere else UNSET_LABEL
    return SpherePart(part, str(label), [row.network for row in balance.rows if row.network.sphere == part.sphere])


def _row(row: NetworkBalance) -> BalanceRow:
    ways = [
        WayCount(sign, str(label), count, facts_url(row.network, way) if count else "")
        for way, (sign, label) in WAYS.items()
        if (count := getattr(row.counts, way)) or way in ALWAYS
    ]
    return BalanceRow(row.network, row.membership, ways if row.counts.total else [], cost_words(row.network))


def _sums(sums: Mapping[str, Decimal], budget: NetworkBudget | None) -> list[str]:
    first = budget.currency if budget else ""
    ordered = sorted(sums, key=lambda currency: (currency != first, currency))
    return [_("%(amount)s a year") % {"amount": money_words(sums[currency], currency)} for currency in ordered]


def _over(balance: Balance) -> Decimal:
    budget = balance.budget
    return over_budget(balance.sums, budget.amount, budget.currency) if budget else Decimal(0)


def _budget_words(balance: Balance, over: Decimal) -> str:
    """Say how the sum stands to the budget; above it, which network costs most."""
    budget = balance.budget
    if budget is None:
        return ""
    spent = balance.sums.get(budget.currency, Decimal(0))
    said = {
        "sum": money_words(spent, budget.currency),
        "budget": money_words(budget.amount, budget.currency),
        "left": money_words(budget.amount - spent, budget.currency),
        "over": money_words(over, budget.currency),
    }
    if not over:
        return _("Of %(budget)s a year, %(sum)s are spoken for. %(left)s are left.") % said
    paid = [row for row in balance.rows if row.membership and row.network.fee_currency == budget.currency and row.cost]
    first = _("Together they cost %(sum)s a year, %(over)s more than you set aside (%(budget)s).") % said
    if len(paid) < 2:
        return first
    dearest = max(paid, key=lambda row: row.cost or Decimal(0))
    most = {"network": dearest.network.name, "amount": money_words(dearest.cost or Decimal(0), budget.currency)}
    return first + " " + _("The largest share is %(network)s with %(amount)s.") % most
