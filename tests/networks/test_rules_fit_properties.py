"""What always holds of a fit (product rule 4), whatever was wished, known and answered."""

from __future__ import annotations

from decimal import Decimal
from random import Random

from hypothesis import assume, given
from hypothesis import strategies as st

from networks.rules.fit import (
    CHECK,
    CRITERIA,
    Facts,
    Fit,
    Profile,
    best_of,
    fee_level,
    fit_of,
    range_of,
    size_level,
)

REGIONAL, SUPRA, WORLD = "regional", "supraregional", "international"
REACHES = st.sampled_from(["", REGIONAL, SUPRA, WORLD])
FORMATS = st.sampled_from(["", "in_person", "both", "online"])
PLACES = st.sampled_from(["", "Hamburg", "Munich"])
MONEY = st.decimals(0, 9_999_999, places=2)
CURRENCIES = st.sampled_from(["EUR", "CHF"])
PROFILES = st.builds(
    Profile,
    reach=REACHES,
    place=PLACES,
    size=st.sampled_from(["", "1-30", "30-150", "150-1000", "1000-"]),
    format=FORMATS,
    fee=st.sampled_from(["", "none", "up_to", "no_matter"]),
    fee_amount=st.none() | MONEY,
    fee_currency=CURRENCIES,
)
FACTS = st.builds(
    Facts,
    reach=REACHES,
    place=PLACES,
    size=st.none() | st.integers(1, 10_000_000),
    format=FORMATS,
    cost=st.none() | MONEY,
    currency=CURRENCIES,
)
LEVELS = st.none() | st.integers(0, 5)
ANSWERS = st.fixed_dictionaries(dict.fromkeys(CHECK, LEVELS))
WEIGHTS = st.fixed_dictionaries(dict.fromkeys(CRITERIA, st.integers(0, 100)))


@given(PROFILES, FACTS, ANSWERS, WEIGHTS)
def test_levels_and_scores_stay_in_their_bounds(
    profile: Profile, facts: Facts, answers: dict[str, int | None], weights: dict[str, int]
) -> None:
    fit = fit_of(profile, facts, answers, weights)

    assert tuple(fit.levels) == CRITERIA
    assert all(0 <= level <= 5 for level in fit.levels.values() if level is not None)
    assert fit.score is None or 0 <= fit.score <= 100
    assert fit.answered == 8 - list(fit.levels.values()).count(None)


@given(PROFILES, FACTS, MONEY)
def test_what_is_cheaper_never_scores_lower(profile: Profile, facts: Facts, other: Decimal) -> None:
    assume(facts.cost is not None)
    costs = sorted([facts.cost or Decimal(0), other])
    cheap, dear = (fee_level(profile, Facts(cost=cost, currency=facts.currency)) for cost in costs)

    if cheap is not None and dear is not None:
        assert cheap >= dear


@given(PROFILES, st.integers(1, 10_000_000), st.integers(1, 10_000_000))
def test_who_is_further_from_the_range_never_scores_higher(profile: Profile, one: int, other: int) -> None:
    wished = range_of(profile.size)
    assume(wished is not None)
    assert wished is not None
    low, high = wished
    nearer, further = sorted([one, other], key=lambda size: max(low / size, size / high, 1))
    levels = [size_level(profile, Facts(size=size)) for size in (nearer, further)]

    assert levels[0] is not None
    assert levels[1] is not None
    assert levels[0] >= levels[1]


@given(PROFILES, FACTS, ANSWERS, WEIGHTS, st.randoms())
def test_the_order_of_criteria_does_not_matter(
    profile: Profile, facts: Facts, answers: dict[str, int | None], weights: dict[str, int], random: Random
) -> None:
    fit = fit_of(profile, facts, answers, weights)
    shuffled = list(fit.levels.items())
    random.shuffle(shuffled)

    assert Fit(dict(shuffled), fit.weights).score == fit.score


@given(PROFILES, FACTS, ANSWERS, WEIGHTS, st.integers(1, 20))
def test_weights_that_grow_alike_leave_the_score(
    profile: Profile, facts: Facts, answers: dict[str, int | None], weights: dict[str, int], factor: int
) -> None:
    grown = {name: weight * factor for name, weight in weights.items()}

    assert fit_of(profile, facts, answers, grown).score == fit_of(profile, facts, answers, weights).score


@given(PROFILES, FACTS, ANSWERS, WEIGHTS, st.sampled_from(CHECK))
def test_a_better_answer_never_lowers_the_score(
    profile: Profile, facts: Facts, answers: dict[str, int | None], weights: dict[str, int], name: str
) -> None:
    level = answers[name]
    assume(level is not None and level < 5)
    better = {**answers, name: (level or 0) + 1}
    scores = [fit_of(profile, facts, said, weights).score for said in (answers, better)]

    assert scores[0] is None or (scores[1] is not None and scores[1] >= scores[0])


def _scored(level: float, answered: int) -> Fit:
    return Fit({name: level if place < answered else None for place, name in enumerate(CRITERIA)})


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 8)), max_size=6))
def test_the_best_is_complete_enough_and_none_that_is_scores_higher(numbers: list[tuple[int, int]]) -> None:
    fits = [_scored(level, answered) for level, answered in numbers]
    complete = [fit for fit in fits if not fit.is_preliminary]

    for fit, is_best in zip(fits, best_of(fits), strict=True):
        assert is_best == (fit in complete and fit.score == max(one.score or 0 for one in complete))
