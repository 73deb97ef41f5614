"""What a membership has cost, and the balance of networks."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from networks.rules.balance import MOST_ACTIVE, is_many, missing_spheres, over_budget, parts_of, sums_by_currency
from networks.rules.worth import cost_per_head, cost_until

SPHERES = st.lists(st.sampled_from(["business", "knowledge", "social", ""]), max_size=12)


@pytest.mark.parametrize(
    ("yearly", "since_on", "cost"),
    [
        (Decimal(96), date(2024, 1, 1), Decimal(208)),
        (Decimal(96), date(2026, 1, 1), Decimal(96)),
        (Decimal(0), date(2020, 1, 1), Decimal(0)),
        (None, date(2024, 1, 1), None),
        (Decimal(96), None, None),
    ],
)
def test_a_membership_has_cost_its_months_and_at_least_a_year(
    yearly: Decimal | None, since_on: date | None, cost: Decimal | None
) -> None:
    assert cost_until(yearly, since_on, date(2026, 3, 16)) == cost


@pytest.mark.parametrize(
    ("cost", "heads", "share"),
    [
        (Decimal(96), 3, Decimal(32)),
        (Decimal(100), 3, Decimal(33)),
        (Decimal(10), 3, Decimal("3.33")),
        (Decimal(0), 2, Decimal(0)),
        (Decimal(96), 0, None),
        (None, 2, None),
    ],
)
def test_nobody_is_divided_by(cost: Decimal | None, heads: int, share: Decimal | None) -> None:
    assert cost_per_head(cost, heads) == share


@given(SPHERES)
def test_the_picture_shows_every_network_once(spheres: list[str]) -> None:
    parts = parts_of(spheres)

    assert sum(part.networks for part in parts) == len(spheres)
    assert [part.sphere for part in parts] == ["business", "knowledge", "social", ""]
    assert all(part.start + part.width <= 100.1 for part in parts)
    assert not spheres or abs(sum(part.width for part in parts) - 100) < 0.1


@pytest.mark.parametrize(
    ("spheres", "missing"),
    [
        ([], []),
        (["business"], ["knowledge", "social"]),
        (["business", ""], []),
        (["business", "knowledge", "social"], []),
    ],
)
def test_a_sphere_is_missing_when_no_network_could_be_it(spheres: list[str], missing: list[str]) -> None:
    assert missing_spheres(spheres) == missing


def test_more_than_three_are_many() -> None:
    assert [is_many(count) for count in (0, MOST_ACTIVE, MOST_ACTIVE + 1)] == [False, False, True]


def test_currencies_are_never_converted() -> None:
    sums = sums_by_currency([("EUR", Decimal(96)), ("CHF", Decimal(200)), ("EUR", Decimal(720))])

    assert sums == {"EUR": Decimal(816), "CHF": Decimal(200)}
    assert over_budget(sums, Decimal(800), "EUR") == Decimal(16)
    assert over_budget(sums, Decimal(800), "CHF") == Decimal(0)
    assert over_budget(sums, Decimal(800), "USD") == Decimal(0)
