"""Anchors: what *last in touch, roughly* does until the first moment (product rule 1)."""

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from contacts.rules.anchors import Roughly, anchor_for, anchors_for, spread_anchors
from contacts.rules.cadence import Cadence, add_cadence, add_months
from contacts.rules.states import RelationFacts, State, state_of

days = st.dates(date(1950, 1, 1), date(2200, 12, 31))
cadences = st.one_of(
    st.builds(Cadence, st.integers(1, 60), st.just("week")),
    st.builds(Cadence, st.integers(1, 24), st.just("month")),
)
numbers = st.integers(1, 400)
SILENT = {State.QUIET, State.DORMANT}


def states(anchors: Iterable[date], cadence: Cadence | None, on: date) -> set[State]:
    return {state_of(RelationFacts(anchor, cadence=cadence), on) for anchor in anchors}


@pytest.mark.parametrize(
    ("roughly", "expected"),
    [
        ("this_month", date(2025, 6, 15)),
        ("not_sure", date(2025, 6, 15)),
        ("this_year", date(2025, 3, 24)),
        ("one_to_three", date(2023, 6, 15)),
        ("longer", date(2021, 6, 15)),
    ],
)
def test_an_answer_becomes_a_day(roughly: str, expected: date) -> None:
    assert anchor_for(roughly, date(2025, 6, 15)) == expected


def test_on_new_years_day_this_year_means_yesterday() -> None:
    assert anchor_for("this_year", date(2025, 1, 1)) == date(2024, 12, 31)


def test_an_unknown_answer_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="yesterday"):
        anchor_for("yesterday", date(2025, 6, 15))


@given(days, cadences)
@example(date(2024, 2, 29), Cadence(1, "week"))
def test_this_month_is_fresh_with_any_cadence(entered_on: date, cadence: Cadence) -> None:
    assert states([anchor_for("this_month", entered_on)], cadence, entered_on) == {State.FRESH}


@given(days)
@example(date(2024, 2, 29))
@example(date(2025, 2, 28))
def test_the_other_answers_come_out_as_they_were_meant_on_the_first_day(entered_on: date) -> None:
    this_year = anchor_for("this_year", entered_on)
    assert this_year < entered_on
    assert not states([this_year], None, entered_on) & SILENT
    assert states([anchor_for("one_to_three", entered_on)], None, entered_on) == {State.QUIET}
    assert states([anchor_for("longer", entered_on)], None, entered_on) == {State.DORMANT}


@given(days, cadences, numbers)
def test_due_dates_of_one_import_lie_in_the_cadence_that_follows(anchor: date, cadence: Cadence, n: int) -> None:
    due = [add_cadence(day, cadence) for day in spread_anchors(anchor, cadence, n)]
    assert len(due) == n
    assert due == sorted(due)
    assert due[0] > anchor
    assert due[-1] == add_cadence(anchor, cadence)


@given(days, cadences, numbers)
def test_anchors_of_one_import_are_spread_evenly(anchor: date, cadence: Cadence, n: int) -> None:
    gaps = {(later - earlier).days for earlier, later in pairwise(spread_anchors(anchor, cadence, n))}
    assume(gaps)
    assert max(gaps) - min(gaps) <= 1


def test_four_people_a_month_fall_due_one_a_week() -> None:
    anchors = spread_anchors(date(2025, 6, 1), Cadence(4, "week"), 4)
    due = [add_cadence(day, Cadence(4, "week")) for day in anchors]
    assert due == [date(2025, 6, 8), date(2025, 6, 15), date(2025, 6, 22), date(2025, 6, 29)]


def test_one_person_alone_keeps_the_anchor() -> None:
    assert spread_anchors(date(2025, 6, 1), Cadence(1, "month"), 1) == [date(2025, 6, 1)]


def test_nobody_is_spread_over_nothing() -> None:
    assert spread_anchors(date(2025, 6, 1), Cadence(1, "month"), 0) == []


def test_without_a_cadence_all_keep_the_anchor() -> None:
    assert spread_anchors(date(2025, 6, 1), None, 3) == [date(2025, 6, 1)] * 3


@given(days, cadences, numbers, st.integers(-50, 900))
def test_anchors_stay_after_the_given_day_where_they_can(anchor: date, cadence: Cadence, n: int, back: int) -> None:
    after = anchor - timedelta(days=back)
    anchors = spread_anchors(anchor, cadence, n, after=after)
    assert all(day > after or day == anchor for day in anchors)
    assert anchors[-1] == anchor


@given(days, st.one_of(st.none(), cadences), numbers)
@example(date(2024, 2, 29), Cadence(12, "month"), 50)
@example(date(2025, 2, 28), Cadence(24, "month"), 50)
def test_spreading_leaves_every_answer_true_on_the_first_day(entered_on: date, cadence: Cadence | None, n: int) -> None:
    found = {roughly: states(anchors_for(roughly, entered_on, cadence, n), cadence, entered_on) for roughly in Roughly}
    assert found[Roughly.LONGER] == {State.DORMANT}
    assert found[Roughly.ONE_TO_THREE] == {State.QUIET}
    assert not found[Roughly.THIS_YEAR] & SILENT
    awake = State.FRESH if cadence else State.NOT_PLACED
    assert found[Roughly.THIS_MONTH] == found[Roughly.NOT_SURE] == {awake}


def test_a_hundred_wide_contacts_of_this_year_do_not_turn_quiet() -> None:
    entered_on = date(2025, 6, 15)
    anchors = anchors_for("this_year", entered_on, Cadence(12, "month"), 100)
    assert min(add_months(day, 12) for day in anchors) > entered_on
