"""Through whom ways lead: small circles by hand, and what always holds."""

from __future__ import annotations

from collections import defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.rules.betweenness import Neighbours, sampled_betweenness


def circle(*pairs: tuple[int, int]) -> Neighbours:
    neighbours: dict[int, set[int]] = defaultdict(set)
    for one, other in pairs:
        neighbours[one].add(other)
        neighbours[other].add(one)
    return {one: sorted(others) for one, others in neighbours.items()}


STAR = circle((0, 1), (0, 2), (0, 3))
LINE = circle((0, 1), (1, 2), (2, 3), (3, 4))
pairs = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)).filter(lambda pair: pair[0] != pair[1]), max_size=40)


@pytest.mark.parametrize(
    ("neighbours", "shares"),
    [
        ({}, {}),
        ({0: []}, {}),
        (circle((0, 1)), {0: 0.0, 1: 0.0}),
        # Of twelve ordered pairs six have the middle between them.
        (STAR, {0: 0.5, 1: 0.0, 2: 0.0, 3: 0.0}),
        (circle((0, 1), (1, 2), (0, 2)), {0: 0.0, 1: 0.0, 2: 0.0}),
        # Two ways of two steps: each of the two in between carries half of them.
        (circle((0, 1), (1, 2), (2, 3), (3, 0)), dict.fromkeys(range(4), 1 / 12 * 1.0)),
    ],
)
def test_the_share_of_ways(neighbours: Neighbours, shares: dict[int, float]) -> None:
    assert sampled_betweenness(neighbours) == pytest.approx(shares)


def test_ways_of_more_than_three_steps_do_not_count() -> None:
    shares = sampled_betweenness(LINE)

    # 0 and 4 are four steps apart: of 20 ordered pairs 18 count, and 2 lies between three of nine pairs.
    assert shares[2] == pytest.approx(6 / 18)


def test_who_links_two_groups_comes_first() -> None:
    groups = circle((0, 1), (1, 2), (0, 2), (3, 4), (4, 5), (3, 5), (2, 9), (9, 3))

    shares = sampled_betweenness(groups)

    assert max(shares, key=lambda one: shares[one]) == 9


@given(pairs)
def test_shares_are_between_nothing_and_all(ties: list[tuple[int, int]]) -> None:
    assert all(0 <= share <= 1 for share in sampled_betweenness(circle(*ties)).values())


@given(pairs)
def test_it_is_the_same_each_time(ties: list[tuple[int, int]]) -> None:
    assert sampled_betweenness(circle(*ties), most_sources=3) == sampled_betweenness(circle(*ties), most_sources=3)


def test_the_work_is_bounded() -> None:
    looked_at: list[int] = []

    class Watched(dict[int, list[int]]):
        def __getitem__(self, one: int) -> list[int]:
            looked_at.append(one)
            return super().__getitem__(one)

    sampled_betweenness(Watched({one: [(one + 1) % 50, (one - 1) % 50] for one in range(50)}), most_looks=20)

    # One source sees seven people within three steps, with two ties each; the second begins, no third does.
    assert len(looked_at) < 50
