"""Through whom the shortest ways between two others lead: sampled, of few steps, and bounded in work."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence

# Beyond three steps nobody is introduced to anybody.
MOST_STEPS = 3
# From so many people ways are followed, and over so many ties in all: about a second's work.
MOST_SOURCES, MOST_LOOKS = 64, 2_000_000
SEED = 5
Neighbours = Mapping[int, Sequence[int]]


def sampled_betweenness(
    neighbours: Neighbours, *, most_sources: int = MOST_SOURCES, most_looks: int = MOST_LOOKS
) -> dict[int, float]:
    """Return for each person the share of shortest ways of at most three steps that lead through them, 0 to 1.

    By Brandes (2001), from some people picked at random, always the same; of a small circle from everybody, so that it
    is exact. Once it has looked along `most_looks` ties it begins with nobody new. Who is tied to nobody is left out.
    """
    people = sorted(one for one, others in neighbours.items() if others)
    through = dict.fromkeys(people, 0.0)
    sources = random.Random(SEED).sample(people, min(most_sources, len(people)))  # noqa: S311 - the same each time
    pairs = looks = 0
    for source in sources:
        if looks >= most_looks:
            break
        order, ways, before = _ways_from(source, neighbours)
        looks += sum(len(neighbours[one]) for one in order)
        pairs += len(order) - 1
        _add_shares(through, source, order, ways, before)
    return {one: share / pairs for one, share in through.items()} if pairs else through


def _ways_from(source: int, neighbours: Neighbours) -> tuple[list[int], dict[int, int], dict[int, list[int]]]:
    """Return who is reached in order, in how many shortest ways, and who comes before each on them."""
    steps, ways = {source: 0}, {source: 1}
    before: dict[int, list[int]] = {source: []}
    order = [source]
    for one in order:
        step = steps[one] + 1
        if step > MOST_STEPS:
            break
        for other in neighbours[one]:
            if other not in steps:
                steps[other], ways[other], before[other] = step, 0, []
                order.append(other)
            if steps[other] == step:
                ways[other] += ways[one]
                before[other].append(one)
    return order, ways, before


def _add_shares(
    through: dict[int, float],
    source: int,
    order: Sequence[int],
    ways: Mapping[int, int],
    before: Mapping[int, Sequence[int]],
) -> None:
    shares = dict.fromkeys(order, 0.0)
    for one in reversed(order):
        part = (1 + shares[one]) / ways[one]
        for other in before[one]:
            shares[other] += ways[other] * part
        if one != source:
            through[one] += shares[one]
