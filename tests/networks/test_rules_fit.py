"""How well a network fits a goal (product rule 4): a table of cases for each clause, and what always holds."""

from __future__ import annotations

import math
from decimal import Decimal

import pytest

from networks.rules.costs import yearly_cost
from networks.rules.fit import (
    CHECK,
    CRITERIA,
    DEFAULT_WEIGHTS,
    PROFILE,
    Facts,
    Fit,
    Profile,
    best_of,
    fee_level,
    fit_of,
    format_level,
    range_of,
    reach_level,
    size_level,
    wants_evidence,
)

REGIONAL, SUPRA, WORLD = "regional", "supraregional", "international"


@pytest.mark.parametrize(
    ("wished", "real", "level"),
    [
        # Same level 5.
        (REGIONAL, REGIONAL, 5),
        (SUPRA, SUPRA, 5),
        (WORLD, WORLD, 5),
        # One level wider 3.
        (REGIONAL, SUPRA, 3),
        (SUPRA, WORLD, 3),
        # One level narrower 2.
        (SUPRA, REGIONAL, 2),
        (WORLD, SUPRA, 2),
        # Two levels off 1, either way.
        (REGIONAL, WORLD, 1),
        (WORLD, REGIONAL, 1),
        # Open where one of them is not said.
        ("", REGIONAL, None),
        (SUPRA, "", None),
        ("", "", None),
    ],
)
def test_reach(wished: str, real: str, level: float | None) -> None:
    assert reach_level(Profile(reach=wished), Facts(reach=real)) == level


@pytest.mark.parametrize(
    ("wished", "real", "level"),
    [
        ("Hamburg", "Hamburg", 5),
        ("Hamburg", "hamburg", 5),
        ("Hamburg", "Greater Hamburg", 5),
        ("Köln", "Koeln", 5),
        ("Frankfurt", "Frankfurt am Main", 5),
        ("Hamburg", "Munich", 0),
        ("Frankfurt am Main", "Frankfurt (Oder)", 0),
        # Where a place is not said, nothing speaks against it.
        ("", "Munich", 5),
        ("Hamburg", "", 5),
    ],
)
def test_regional_in_another_place_is_0(wished: str, real: str, level: float) -> None:
    profile, facts = Profile(reach=REGIONAL, place=wished), Facts(reach=REGIONAL, place=real)

    assert reach_level(profile, facts) == level


def test_the_place_counts_only_where_both_are_regional() -> None:
    assert reach_level(Profile(reach=REGIONAL, place="Hamburg"), Facts(reach=SUPRA, place="Munich")) == 3
    assert reach_level(Profile(reach=SUPRA, place="Hamburg"), Facts(reach=REGIONAL, place="Munich")) == 2
    assert reach_level(Profile(reach=SUPRA, place="Hamburg"), Facts(reach=SUPRA, place="Munich")) == 5


@pytest.mark.parametrize(
    ("wished", "members", "level"),
    [
        # Inside the range 5, its ends included.
        ("30-150", 30, 5),
        ("30-150", 90, 5),
        ("30-150", 150, 5),
        ("1-30", 1, 5),
        ("1000-", 1_000, 5),
        ("1000-", 2_000_000, 5),
        # 5 minus 2 per factor of two, above and below.
        ("30-150", 300, 3),
        ("30-150", 600, 1),
        ("30-150", 15, 3),
        ("1000-", 500, 3),
        ("1000-", 250, 1),
        # Between the factors it falls evenly, to one decimal: 5 − 2 × log2(1.5) = 3.83.
        ("30-150", 225, 3.8),
        ("30-150", 20, 3.8),
        ("30-150", 151, 5),
        # Not below 0.
        ("30-150", 1_200, 0),
        ("30-150", 1_400, 0),
        ("30-150", 1, 0),
        ("150-1000", 1_000_000, 0),
        # Open.
        ("", 90, None),
        ("30-150", None, None),
        ("30-150", 0, None),
    ],
)
def test_size(wished: str, members: int | None, level: float | None) -> None:
    assert size_level(Profile(size=wished), Facts(size=members)) == level


@pytest.mark.parametrize(
    ("size", "found"), [("30-150", (30, 150)), ("1000-", (1000, math.inf)), ("", None), ("many", None)]
)
def test_a_range_of_members(size: str, found: tuple[int, float] | None) -> None:
    assert range_of(size) == found


@pytest.mark.parametrize(
    ("wished", "real", "level"),
    [
        ("in_person", "in_person", 5),
        ("online", "online", 5),
        ("both", "both", 5),
        ("both", "online", 5),
        ("both", "in_person", 5),
        ("in_person", "both", 5),
        ("online", "both", 5),
        ("in_person", "online", 1),
        ("online", "in_person", 1),
        ("", "online", None),
        ("both", "", None),
    ],
)
def test_format(wished: str, real: str, level: float | None) -> None:
    assert format_level(Profile(format=wished), Facts(format=real)) == level


@pytest.mark.parametrize(
    ("cost", "level"),
    [
        ("0", 5),
        ("99.99", 5),
        ("100", 5),
        ("100.01", 3),
        ("150", 3),
        ("150.01", 1),
        ("200", 1),
        ("200.01", 0),
        ("5000", 0),
        (None, None),
    ],
)
def test_a_fee_up_to_an_amount(cost: str | None, level: float | None) -> None:
    profile = Profile(fee="up_to", fee_amount=Decimal(100))

    assert fee_level(profile, Facts(cost=None if cost is None else Decimal(cost))) == level


@pytest.mark.parametrize(
    ("profile", "cost", "currency", "level"),
    [
        # "No matter" is 5, whatever it costs, and also where that is unknown.
        (Profile(fee="no_matter"), "9000", "EUR", 5),
        (Profile(fee="no_matter"), "9000", "CHF", 5),
        (Profile(fee="no_matter"), None, "EUR", 5),
        # "None" wanted: free 5, else 0; unknown is open.
        (Profile(fee="none"), "0", "EUR", 5),
        (Profile(fee="none"), "0.01", "EUR", 0),
        (Profile(fee="none"), "96", "CHF", 0),
        (Profile(fee="none"), None, "EUR", None),
        # Another currency is open; but free is free in any.
        (Profile(fee="up_to", fee_amount=Decimal(100)), "90", "CHF", None),
        (Profile(fee="up_to", fee_amount=Decimal(100)), "0", "CHF", 5),
        (Profile(fee="up_to", fee_amount=Decimal(100), fee_currency="CHF"), "90", "CHF", 5),
        # Nothing said, or no amount: open.
        (Profile(), "90", "EUR", None),
        (Profile(fee="up_to"), "90", "EUR", None),
        # A ceiling of nothing.
        (Profile(fee="up_to", fee_amount=Decimal(0)), "1", "EUR", 0),
    ],
)
def test_fees(profile: Profile, cost: str | None, currency: str, level: float | None) -> None:
    facts = Facts(cost=None if cost is None else Decimal(cost), currency=currency)

    assert fee_level(profile, facts) == level


@pytest.mark.parametrize(
    ("amount", "period", "extra", "cost"),
    [
        ("96", "year", None, "96"),
        ("8", "month", None, "96"),
        ("24", "quarter", "10", "106"),
        ("48", "half_year", "0", "96"),
        # Free of charge, but the dinners are not.
        ("0", "year", "60", "60"),
        ("0", "month", None, "0"),
        (None, "year", "60", None),
    ],
)
def test_all_costs_of_a_year_count(amount: str | None, period: str, extra: str | None, cost: str | None) -> None:
    said = [None if value is None else Decimal(value) for value in (amount, extra, cost)]

    assert yearly_cost(said[0], period, said[1]) == said[2]


WISH = Profile(reach=SUPRA, size="30-150", format="both", fee="up_to", fee_amount=Decimal(120))
IDEAL = Facts(reach=SUPRA, size=90, format="online", cost=Decimal(96))
ALL_FIVE = dict.fromkeys(CHECK, 5)


@pytest.mark.parametrize(
    ("facts", "answers", "score", "answered"),
    [
        (IDEAL, ALL_FIVE, 100, 8),
        (IDEAL, {}, 100, 4),
        (Facts(), {}, None, 0),
        (Facts(), dict.fromkeys(CHECK, 0), 0, 4),
        # The mock-up: all of the profile, then 5, 4, 4, 4: (4 × 5 × 10 + 17 × 15) / 100 × 20 = 91.
        (IDEAL, {"members": 5, "tone": 4, "value": 4, "giving": 4}, 91, 8),
        # Open ones are left out on both sides: (4 × 5 × 10 + 3 × 15) / 55 × 20 = 89.1.
        (IDEAL, {"tone": 3, "value": None}, 89, 5),
    ],
)
def test_the_score_is_the_weighted_mean_of_what_is_answered(
    facts: Facts, answers: dict[str, int | None], score: int | None, answered: int
) -> None:
    fit = fit_of(WISH, facts, answers)

    assert (fit.score, fit.answered) == (score, answered)


def test_the_weights_are_10_for_the_profile_and_15_for_the_check() -> None:
    assert [DEFAULT_WEIGHTS[name] for name in PROFILE] == [10, 10, 10, 10]
    assert [DEFAULT_WEIGHTS[name] for name in CHECK] == [15, 15, 15, 15]


def test_weights_of_a_goal_count_instead() -> None:
    answers = {"members": 5, "tone": 0, "value": 0, "giving": 0}

    assert fit_of(None, Facts(), answers).score == 25
    assert fit_of(None, Facts(), answers, {"members": 85}).score == 65
    assert fit_of(None, Facts(), answers, {"members": 0}).score == 0


def test_a_criterion_that_counts_for_nothing_is_still_answered() -> None:
    fit = fit_of(WISH, IDEAL, {"tone": 1}, {"tone": 0})

    assert (fit.score, fit.answered, fit.is_preliminary) == (100, 5, False)


def test_where_nothing_that_counts_is_answered_there_is_no_score() -> None:
    assert fit_of(WISH, IDEAL, ALL_FIVE, dict.fromkeys(CRITERIA, 0)).score is None
    assert fit_of(WISH, IDEAL, {}, dict.fromkeys(PROFILE, 0)).score is None


@pytest.mark.parametrize(("level", "score"), [(0.1, 2), (3.8, 76), (3.825, 77), (3.8249, 76), (4.975, 100)])
def test_a_score_is_rounded_half_up(level: float, score: int) -> None:
    assert Fit({"size": level}).score == score


@pytest.mark.parametrize(("answered", "is_preliminary"), [(0, True), (4, True), (5, False), (8, False)])
def test_below_five_answers_a_score_is_preliminary(answered: int, is_preliminary: bool) -> None:
    levels = {name: 5.0 if place < answered else None for place, name in enumerate(CRITERIA)}

    assert Fit(levels).is_preliminary is is_preliminary


def test_without_an_ideal_network_only_the_check_counts() -> None:
    fit = fit_of(None, IDEAL, ALL_FIVE)

    assert (fit.answered, fit.score, fit.is_preliminary) == (4, 100, True)


@pytest.mark.parametrize(("level", "wanted"), [(None, False), (0, False), (3, False), (4, True), (5, True)])
def test_an_answer_above_3_wants_its_evidence(level: int | None, wanted: bool) -> None:
    assert wants_evidence(level) is wanted


def _scored(level: float, answered: int = 8) -> Fit:
    return Fit({name: level if place < answered else None for place, name in enumerate(CRITERIA)})


@pytest.mark.parametrize(
    ("fits", "best"),
    [
        ([], []),
        ([_scored(3), _scored(4)], [False, True]),
        # A preliminary one is never the best, however high it is.
        ([_scored(3), _scored(5, answered=4)], [True, False]),
        ([_scored(5, answered=4)], [False]),
        # Two that are equal are both the best.
        ([_scored(4), _scored(4), _scored(3)], [True, True, False]),
        ([_scored(4, answered=0)], [False]),
    ],
)
def test_the_best(fits: list[Fit], best: list[bool]) -> None:
    assert best_of(fits) == best
