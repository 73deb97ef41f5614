"""Which rewritten line goes on with which old one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goals.rules.lines import likeness_of, paired_lines

LINES = st.lists(st.text(max_size=20), unique=True, max_size=8)


@pytest.mark.parametrize(
    ("before", "after", "pairs"),
    [
        (["Law", "Tax"], ["Tax", "Law"], {0: 1, 1: 0}),
        (["Calculating a fee"], ["How to calculate a fee"], {0: 0}),
        (["Lizenzrecht"], ["Lizenzrecht für Bilder"], {0: 0}),
        (["Licencing", "Tax"], ["Licensing"], {0: 0}),
        # Something else in the same place is something else.
        (["Contract law"], ["Photography"], {}),
        (["Contract law"], ["Tax law"], {}),
        # Equal lines go first, whatever else is alike.
        (["Tax law", "Tax law abroad"], ["Tax law abroad", "Tax laws"], {0: 1, 1: 0}),
        # Of two that are as alike, the one that stayed in its place.
        (["Fees 1", "Fees 2"], ["Fees 3", "Fees 4"], {0: 0, 1: 1}),
        ([], ["Law"], {}),
        (["Law"], [], {}),
        (["?!"], ["!?"], {}),
    ],
)
def test_lines_go_on_with_what_says_the_same(before: list[str], after: list[str], pairs: dict[int, int]) -> None:
    assert paired_lines(before, after) == pairs


@given(LINES, LINES)
def test_each_line_is_used_once_and_equal_ones_always_meet(before: list[str], after: list[str]) -> None:
    pairs = paired_lines(before, after)

    assert len(set(pairs.values())) == len(pairs)
    for new, old in pairs.items():
        assert 0 <= new < len(after)
        assert 0 <= old < len(before)
    for text in set(before) & set(after):
        assert pairs[after.index(text)] == before.index(text)


@given(st.text(max_size=30), st.text(max_size=30))
def test_likeness_is_the_same_in_both_directions_and_whole_only_for_the_same(one: str, other: str) -> None:
    likeness = likeness_of(one, other)

    assert likeness == likeness_of(other, one)
    assert 0 <= likeness <= 100
    assert (likeness == 100) == (one == other)
