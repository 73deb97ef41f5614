"""What a step of a way is worth: nearer, fresher, trusted and smaller is never worth less."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contacts.models import Closeness, Tie
from matching.rules.path_strengths import (
    CLOSENESS,
    FIELD,
    HOW_WELL,
    TIES,
    TRUST,
    Acquaintance,
    crowd_factor,
    needs_no_introduction,
    network_strength,
    organisation_strength,
    relation_strength,
    tie_strength,
)
from matching.rules.together import Stay, Together, together
from tests.factories import TODAY


def ago(months: int) -> date:
    return TODAY - timedelta(days=31 * months)


def test_each_word_of_the_models_has_its_worth() -> None:
    assert CLOSENESS.keys() == {*Closeness.values}
    assert TIES.keys() == {*Tie.Kind.values}
    assert HOW_WELL.keys() == {*Tie.Strength.values, None}
    assert TRUST.keys() == {-1, 0, 1}


@given(st.sampled_from(Closeness.values), st.integers(-1, 1), st.none() | st.integers(0, 400))
def test_a_relation_is_worth_something_and_never_more_than_all(closeness: str, trust: int, months: int | None) -> None:
    relation = Acquaintance(closeness, trust, None if months is None else ago(months))

    assert 0 < relation_strength(relation, today=TODAY) <= 1


@given(st.sampled_from(Closeness.values), st.integers(-1, 1), st.integers(0, 400), st.integers(0, 400))
def test_the_fresher_relation_is_never_worth_less(closeness: str, trust: int, one: int, other: int) -> None:
    fresh, stale = sorted((one, other))

    assert relation_strength(Acquaintance(closeness, trust, ago(fresh)), today=TODAY) >= relation_strength(
        Acquaintance(closeness, trust, ago(stale)), today=TODAY
    )


def test_trust_and_closeness_count() -> None:
    for nearer, farther in pairwise(Closeness.values):
        assert relation_strength(Acquaintance(nearer), today=TODAY) > relation_strength(
            Acquaintance(farther), today=TODAY
        )
    trusted, unmarked, not_trusted = (
        relation_strength(Acquaintance("good", trust, TODAY), today=TODAY) for trust in (1, 0, -1)
    )
    assert trusted > unmarked > not_trusted


@pytest.mark.parametrize(
    ("closeness", "months", "expected"),
    [
        ("good", 0, True),
        ("good", 11, True),
        ("good", 13, False),
        ("not_placed", 2, True),
        ("close", 13, True),
        ("inner", 40, False),
        ("inner", None, False),
    ],
)
def test_whom_one_can_ask_oneself(closeness: str, months: int | None, expected: bool) -> None:
    relation = Acquaintance(closeness, 0, None if months is None else ago(months))

    assert needs_no_introduction(relation, today=TODAY) is expected


@given(st.integers(1, 100_000), st.integers(1, 100_000))
def test_a_larger_crowd_is_never_worth_more(one: int, other: int) -> None:
    small, large = sorted((one, other))

    assert 0 < crowd_factor(large) <= crowd_factor(small) <= 1


def test_a_tie_is_worth_more_the_better_they_know_each_other() -> None:
    worth = [tie_strength("knows", "", strength) for strength in (3, 2, None, 1)]

    assert worth == sorted(worth, reverse=True)
    assert tie_strength("relative", "sibling", 3) > tie_strength("relative", "cousin", 3)
    assert all(0 < tie_strength(kind, "", strength) <= 1 for kind in TIES for strength in HOW_WELL)
    assert all(0 < worth <= 1 for worth in FIELD.values())


@pytest.mark.parametrize("worth_of", [organisation_strength, network_strength])
def test_now_comes_before_formerly_and_certain_before_perhaps(worth_of: object) -> None:
    assert callable(worth_of)
    now, over, perhaps = Together(True), Together(True, 2018, 2020), Together(False)

    assert worth_of(now, 5) > worth_of(over, 5) > worth_of(perhaps, 5)


YEAR = st.none() | st.integers(2000, 2026).map(lambda year: date(year, 1, 1))
STAYS = st.builds(lambda begun, ended: Stay(begun, ended, ended is not None), YEAR, YEAR) | st.builds(
    lambda begun: Stay(begun, None, True), YEAR
)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        # Both there now.
        (Stay(), Stay(), (True, None, None)),
        (Stay(date(2018, 1, 1)), Stay(date(2020, 6, 1)), (True, 2020, None)),
        # One left.
        (Stay(date(2018, 1, 1), date(2020, 1, 1), True), Stay(date(2019, 1, 1)), (True, 2019, 2020)),
        (Stay(date(2018, 1, 1), date(2020, 1, 1), True), Stay(date(2021, 1, 1)), None),
        # The end of one day is the beginning of the other.
        (Stay(date(2018, 1, 1), date(2020, 1, 1), True), Stay(date(2020, 1, 1)), (True, 2020, 2020)),
        # A beginning that is not known may have been before.
        (Stay(date(2010, 1, 1), date(2012, 1, 1), True), Stay(), (False, None, None)),
        (Stay(date(2010, 1, 1), date(2012, 1, 1), True), Stay(None, date(2015, 1, 1), True), (False, None, None)),
        (Stay(date(2013, 1, 1)), Stay(None, date(2012, 1, 1), True), None),
        (Stay(None, date(2014, 1, 1), True), Stay(date(2013, 1, 1)), (True, None, 2014)),
        # Over by now, nobody knows since when.
        (Stay(None, None, True), Stay(date(2020, 1, 1)), (False, None, None)),
        (Stay(None, None, True), Stay(None, None, True), (False, None, None)),
        # Written down the wrong way round.
        (Stay(date(2020, 1, 1), date(2010, 1, 1), True), Stay(), None),
    ],
)
def test_when_two_were_in_one_place(
    one: Stay, other: Stay, expected: tuple[bool, int | None, int | None] | None
) -> None:
    assert together(one, other, today=TODAY) == (None if expected is None else Together(*expected))


@given(STAYS, STAYS)
def test_it_is_the_same_from_both_sides(one: Stay, other: Stay) -> None:
    found = together(one, other, today=TODAY)

    assert found == together(other, one, today=TODAY)
    if found is not None and found.first is not None and found.last is not None:
        assert found.first <= found.last
