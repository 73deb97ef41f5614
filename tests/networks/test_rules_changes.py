"""What changed between two checks, as a pure function."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from networks.rules.changes import PARTS, Change, CheckState, changes_between, score_change
from networks.rules.fit import CRITERIA

NAMES = st.sampled_from(CRITERIA)
LEVELS = st.dictionaries(NAMES, st.none() | st.floats(0, 5).map(lambda level: round(level, 1)))
TEXTS = st.dictionaries(NAMES, st.text(max_size=8))
WEIGHTS = st.dictionaries(NAMES, st.integers(0, 100))
STATES = st.builds(
    CheckState,
    levels=LEVELS,
    texts=TEXTS,
    evidence=TEXTS,
    profile=TEXTS,
    facts=TEXTS,
    weights=WEIGHTS,
    score=st.none() | st.integers(0, 100),
)
OPPOSITE = {"up": "down", "down": "up", "answered": "opened", "opened": "answered", "": ""}


@given(STATES)
def test_nothing_changes_from_a_state_to_itself(state: CheckState) -> None:
    assert changes_between(state, state) == []
    assert score_change(state, state) is None


@given(STATES, STATES)
def test_the_changes_lead_from_one_state_to_the_other(before: CheckState, after: CheckState) -> None:
    for part in PARTS:
        said = {name: value for name, value in getattr(before, part).items() if value not in (None, "")}
        for change in changes_between(before, after):
            if change.part == part:
                said.pop(change.name, None)
                if change.after is not None:
                    said[change.name] = change.after
        assert said == {name: value for name, value in getattr(after, part).items() if value not in (None, "")}


@given(STATES, STATES)
def test_the_way_back_is_the_opposite(before: CheckState, after: CheckState) -> None:
    there = {(change.part, change.name): change for change in changes_between(before, after)}
    back = {(change.part, change.name): change for change in changes_between(after, before)}

    assert there.keys() == back.keys()
    for key, change in there.items():
        assert (change.before, change.after) == (back[key].after, back[key].before)
        if change.part in ("levels", "weights"):
            assert back[key].direction == OPPOSITE[change.direction]


@pytest.mark.parametrize(
    ("before", "after", "direction"),
    [(2, 4, "up"), (4.5, 1.0, "down"), (None, 3, "answered"), (3, None, "opened"), ("Warm", "Cool", ""), (0, 1, "up")],
)
def test_a_number_says_which_way_it_went(before: float | str | None, after: float | str | None, direction: str) -> None:
    assert Change("levels", "tone", before, after).direction == direction


def test_an_empty_text_is_as_open_as_a_missing_one() -> None:
    assert changes_between(CheckState(texts={"tone": ""}), CheckState()) == []
    [change] = changes_between(CheckState(texts={"tone": ""}), CheckState(texts={"tone": "Warm"}))
    assert (change.before, change.after) == (None, "Warm")


def test_a_score_may_come_and_go() -> None:
    first, second = CheckState(score=None), CheckState(score=70)

    change = score_change(first, second)

    assert change is not None
    assert (change.direction, change.before, change.after) == ("answered", None, 70)
