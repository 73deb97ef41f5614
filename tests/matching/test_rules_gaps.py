"""Who counts as being there for what a goal needs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contacts.rules.states import State
from matching.rules.gaps import Need, NeedSort, Standing, is_gap, standing_of

PEOPLE = st.lists(st.tuples(st.sampled_from(list(State)), st.booleans()), max_size=6)


@pytest.mark.parametrize(
    ("people", "standing"),
    [
        ([], Standing.NOBODY),
        ([(State.FRESH, False)], Standing.THERE),
        ([(State.NOT_PLACED, False)], Standing.THERE),
        ([(State.RESTING, False)], Standing.THERE),
        ([(State.DUE, False), (State.DORMANT, False)], Standing.THERE),
        ([(State.DORMANT, False)], Standing.QUIET),
        ([(State.QUIET, False), (State.ARCHIVED, False)], Standing.QUIET),
        ([(State.ARCHIVED, False)], Standing.ASIDE),
        ([(State.FRESH, True)], Standing.ASIDE),
        ([(State.FRESH, True), (State.DORMANT, False)], Standing.QUIET),
    ],
)
def test_a_standing_is_that_of_those_one_can_count_on(people: list[tuple[State, bool]], standing: Standing) -> None:
    assert standing_of(people) is standing


@given(PEOPLE, PEOPLE)
def test_more_people_never_make_a_gap(people: list[tuple[State, bool]], more: list[tuple[State, bool]]) -> None:
    need = Need(NeedSort.ROLE, "expert")

    assert is_gap(need, standing_of(people)) or not is_gap(need, standing_of([*people, *more]))


@given(PEOPLE)
def test_what_is_not_wanted_is_no_gap(people: list[tuple[State, bool]]) -> None:
    assert not is_gap(Need(NeedSort.ROLE, "supporter", is_wanted=False), standing_of(people))


def test_a_need_names_itself_in_an_address() -> None:
    assert Need(NeedSort.ROLE, "expert").query == "kind=expert"
    assert Need(NeedSort.ROLE, "expert").kind == "expert"
    assert Need(NeedSort.QUESTION, "7", "Who?").query == "question=7"
    assert Need(NeedSort.QUESTION, "7", "Who?").kind == ""
