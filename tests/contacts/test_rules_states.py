"""States of a relation, and whom the product may suggest (product rules 2 and 6)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from contacts.rules.cadence import Cadence
from contacts.rules.states import (
    QuickMarks,
    RelationFacts,
    State,
    can_be_suggested,
    dormant_before,
    is_due,
    is_worth_reviving,
    quiet_before,
    state_of,
)

TODAY = date(2025, 6, 15)
MONTHLY = Cadence(1, "month")

days = st.dates(date(1950, 1, 1), date(2200, 12, 31))
cadences = st.one_of(st.none(), st.builds(Cadence, st.integers(1, 60), st.sampled_from(["week", "month"])))
facts = st.builds(
    RelationFacts,
    anchor_on=days,
    last_moment_on=st.one_of(st.none(), days),
    cadence=cadences,
    is_archived=st.booleans(),
    is_resting=st.booleans(),
    snoozed_until=st.one_of(st.none(), days),
    has_ended_in_conflict=st.booleans(),
    is_deleted=st.booleans(),
)
marks = st.builds(QuickMarks, *[st.integers(-1, 1)] * 4)
DORMANT = RelationFacts(date(2020, 1, 1), cadence=MONTHLY)


def state_by_boundaries(relation: RelationFacts, on: date) -> State:
    """The state as a queryset asks for it: by flags, and by comparing dates with boundaries."""
    due = relation.due_on
    tried = {
        State.ARCHIVED: relation.is_archived,
        State.RESTING: relation.is_resting,
        State.DORMANT: relation.silent_since <= dormant_before(on),
        State.QUIET: relation.silent_since <= quiet_before(on),
        State.DUE: due is not None and due <= on,
        State.FRESH: due is not None and due > on,
        State.NOT_PLACED: due is None,
    }
    return next(state for state in State if tried[state])


@pytest.mark.parametrize(
    ("relation", "expected"),
    [
        (replace(DORMANT, is_archived=True, is_resting=True), State.ARCHIVED),
        (replace(DORMANT, is_resting=True), State.RESTING),
        (DORMANT, State.DORMANT),
        (RelationFacts(date(2022, 6, 15)), State.DORMANT),
        (RelationFacts(date(2022, 6, 16)), State.QUIET),
        (RelationFacts(date(2024, 6, 15), cadence=MONTHLY), State.QUIET),
        (RelationFacts(date(2024, 6, 16), cadence=MONTHLY), State.DUE),
        (RelationFacts(date(2025, 5, 15), cadence=MONTHLY), State.DUE),
        (RelationFacts(date(2025, 5, 16), cadence=MONTHLY), State.FRESH),
        (RelationFacts(date(2025, 5, 16)), State.NOT_PLACED),
        (RelationFacts(date(2020, 1, 1), date(2025, 6, 14), MONTHLY), State.FRESH),
        (RelationFacts(date(2025, 6, 15), date(2020, 1, 1), MONTHLY), State.DORMANT),
        (RelationFacts(date(2024, 1, 1), cadence=Cadence(24, "month")), State.QUIET),
    ],
)
def test_the_first_state_that_fits_is_the_state(relation: RelationFacts, expected: State) -> None:
    assert state_of(relation, TODAY) == expected


@pytest.mark.parametrize("cadence", [MONTHLY, None])
def test_snooze_conflict_and_bin_do_not_change_the_state(cadence: Cadence | None) -> None:
    plain = RelationFacts(date(2025, 1, 1), cadence=cadence)
    hidden = replace(plain, snoozed_until=date.max, has_ended_in_conflict=True, is_deleted=True)
    assert state_of(hidden, TODAY) == state_of(plain, TODAY)


def test_states_are_listed_in_the_order_in_which_they_are_tried() -> None:
    assert [state.value for state in State] == [
        *("archived", "resting", "dormant", "quiet", "due", "fresh", "not_placed")
    ]


def test_a_quiet_or_dormant_relation_can_be_due_too() -> None:
    assert is_due(DORMANT, TODAY)
    assert not is_due(replace(DORMANT, cadence=None), TODAY)
    assert not is_due(RelationFacts(date(2024, 1, 1), cadence=Cadence(24, "month")), TODAY)


@given(facts, days)
@example(RelationFacts(date(2020, 2, 29)), date(2023, 2, 28))
@example(RelationFacts(date(2020, 2, 29)), date(2021, 2, 28))
@example(RelationFacts(date(2021, 2, 28)), date(2024, 2, 29))
@example(RelationFacts(date(2021, 3, 1)), date(2024, 2, 29))
def test_boundaries_and_months_of_silence_tell_the_same_state(relation: RelationFacts, on: date) -> None:
    assert state_of(relation, on) == state_by_boundaries(relation, on)


@given(facts, days, st.integers(0, 2000))
def test_silence_never_makes_a_relation_livelier(relation: RelationFacts, on: date, later: int) -> None:
    order = [
        State.FRESH,
        State.NOT_PLACED,
        State.DUE,
        State.QUIET,
        State.DORMANT,
        State.RESTING,
        State.ARCHIVED,
    ]
    before, after = state_of(relation, on), state_of(relation, on + timedelta(days=later))
    assert order.index(before) <= order.index(after)


@pytest.mark.parametrize(
    ("relation", "expected"),
    [
        (DORMANT, True),
        (replace(DORMANT, is_archived=True), False),
        (replace(DORMANT, is_resting=True), False),
        (replace(DORMANT, has_ended_in_conflict=True), False),
        (replace(DORMANT, is_deleted=True), False),
    ],
)
def test_some_people_are_never_suggested(relation: RelationFacts, expected: bool) -> None:
    assert can_be_suggested(relation, TODAY) is expected
    assert is_worth_reviving(relation, TODAY) is expected


def test_a_snooze_hides_somebody_until_its_date() -> None:
    shown = [can_be_suggested(replace(DORMANT, snoozed_until=TODAY + timedelta(days=n)), TODAY) for n in (-1, 0, 1)]
    assert shown == [True, True, False]


@pytest.mark.parametrize(
    ("given_marks", "expected"),
    [
        (QuickMarks(), True),
        (QuickMarks(trust=1, willing_to_help=-1), True),
        (QuickMarks(trust=-1), False),
        (QuickMarks(shared_time=1), False),
        (QuickMarks(trust=-1, shared_time=-1), True),
        (QuickMarks(standing=1, shared_time=1), True),
        (QuickMarks(-1, -1, -1, 1), False),
        (QuickMarks(1, 1, 1, -1), True),
    ],
)
def test_quick_marks_decide_who_is_worth_reviving(given_marks: QuickMarks, expected: bool) -> None:
    assert is_worth_reviving(DORMANT, TODAY, given_marks) is expected


@given(facts, days, marks)
def test_only_silent_people_who_may_be_suggested_are_worth_reviving(
    relation: RelationFacts, on: date, given_marks: QuickMarks
) -> None:
    if is_worth_reviving(relation, on, given_marks):
        assert state_of(relation, on) in (State.QUIET, State.DORMANT)
        assert can_be_suggested(relation, on)


def test_unmarked_people_are_worth_reviving_once_quiet() -> None:
    assert is_worth_reviving(RelationFacts(quiet_before(TODAY)), TODAY)
    assert not is_worth_reviving(RelationFacts(quiet_before(TODAY) + timedelta(days=1)), TODAY)
