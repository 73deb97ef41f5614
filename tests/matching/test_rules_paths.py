"""Ways to somebody as a rule on values: tables of cases, and properties on small random graphs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import permutations
from math import isclose
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.rules.paths import FEW, Link, LinkKind, Path, find_paths

T, A, B, C, D = (UUID(int=number) for number in range(1, 6))
ALL = 1000


def link(one: UUID, other: UUID, strength: float = 0.5, text: str = "") -> Link:
    return Link(one, other, LinkKind.KNOWS, strength, text)


def ways(known: Mapping[UUID, float], *links: Link) -> list[tuple[UUID, ...]]:
    return [path.people for path in find_paths(T, known, links, limit=ALL)]


@pytest.mark.parametrize(
    ("known", "links", "expected"),
    [
        ({}, [], []),
        ({A: 1.0}, [], []),
        ({A: 1.0}, [link(A, T)], [(A,)]),
        ({A: 1.0}, [link(T, A)], [(A,)]),
        # Nobody who may not be on a way, at either place of it.
        ({}, [link(A, T)], []),
        ({A: 1.0}, [link(A, B), link(B, T)], []),
        ({B: 1.0}, [link(A, B), link(B, T)], [(B,)]),
        # The nearer of two comes first, and of two as near the one with the stronger link.
        ({A: 0.4, B: 0.8}, [link(A, T), link(B, T)], [(B,), (A,)]),
        ({A: 0.8, B: 0.8}, [link(A, T, 0.3), link(B, T, 0.9)], [(B,), (A,)]),
        # Over one more, where the user hardly knows the last one.
        ({A: 1.0, B: 0.1}, [link(A, B), link(B, T)], [(A, B), (B,)]),
        # No detour to somebody whom one knows as well as that.
        ({A: 1.0, B: 0.5}, [link(A, B), link(B, T)], [(B,)]),
        # The best link of two people counts.
        ({A: 0.6, B: 0.5}, [link(A, T, 0.1), link(A, T, 0.9), link(B, T, 0.8)], [(A,), (B,)]),
        # Few people, so one of them may begin two ways.
        ({A: 1.0, B: 0.1}, [link(A, T, 0.2), link(A, B), link(B, T)], [(A, B), (A,), (B,)]),
        # Nobody introduces to themselves, and who is looked for introduces nobody.
        ({A: 1.0, T: 1.0}, [link(A, A), link(T, T), link(A, T)], [(A,)]),
        # Of equals the shorter one, then always the same.
        ({A: 0.5, B: 0.5}, [link(B, T), link(A, T)], [(A,), (B,)]),
    ],
)
def test_the_ways(known: Mapping[UUID, float], links: list[Link], expected: list[tuple[UUID, ...]]) -> None:
    assert ways(known, *links) == expected


def test_each_way_begins_with_somebody_else_where_there_are_enough() -> None:
    known = {A: 1.0, B: 0.1, C: 0.9, D: 0.8}
    found = ways(known, link(A, T, 0.2), link(A, B), link(B, T), link(C, T), link(D, T))

    assert len(found) == len({people[0] for people in found}) == 4


def test_a_tie_found_twice_is_said_once_and_the_strongest_fact_first() -> None:
    weak, strong = link(A, T, 0.2, "weak"), link(A, T, 0.9, "strong")
    (path,) = find_paths(T, {A: 1.0}, [weak, strong, replace(strong)], limit=ALL)

    assert path.steps == ((strong, weak),)


PEOPLE = st.sampled_from([A, B, C, D, T])
STRENGTHS = st.integers(1, 20).map(lambda twentieth: twentieth / 20)
LINKS = st.lists(st.builds(link, PEOPLE, PEOPLE, STRENGTHS, st.sampled_from(["", "x"])), max_size=14)
KNOWN = st.dictionaries(st.sampled_from([A, B, C, D]), STRENGTHS)


def brute_force(known: Mapping[UUID, float], links: list[Link]) -> dict[tuple[UUID, ...], float]:
    """Return every way and what it is worth, by trying all orders of people."""

    def best(one: UUID, other: UUID) -> float:
        return max((each.strength for each in links if {each.one, each.other} == {one, other}), default=0.0)

    found: dict[tuple[UUID, ...], float] = {(last,): known[last] * best(last, T) for last in known}
    for first, last in permutations(known, 2):
        reached = known[first] * best(first, last)
        if reached > known[last]:
            found[first, last] = reached * best(last, T)
    return {people: strength for people, strength in found.items() if strength > 0}


@given(KNOWN, LINKS)
def test_it_finds_what_trying_everything_finds(known: dict[UUID, float], links: list[Link]) -> None:
    found = find_paths(T, known, links, limit=ALL)
    every = brute_force(known, links)

    for path in found:
        assert isclose(every[path.people], path.strength)
    best = {first: max(way for people, way in every.items() if people[0] == first) for first, *_rest in every}
    assert {path.first for path in found} == best.keys()
    for first, strength in best.items():
        assert isclose(max(path.strength for path in found if path.first == first), strength)
    assert len(found) == max(len(best), min(FEW, len(every)))


@given(KNOWN, LINKS)
def test_no_way_is_long_or_goes_in_circles_and_each_step_has_a_reason(
    known: dict[UUID, float], links: list[Link]
) -> None:
    for path in find_paths(T, known, links, limit=ALL):
        assert 1 <= len(path.people) <= 2
        assert len({*path.people, T}) == len(path.people) + 1
        assert len(path.steps) == len(path.people)
        ends = [*path.people, T]
        for facts, one, other in zip(path.steps, ends[:-1], ends[1:], strict=True):
            assert facts
            assert all({fact.one, fact.other} == {one, other} for fact in facts)
        assert 0 < path.strength <= 1


@given(KNOWN, LINKS, st.randoms(use_true_random=False))
def test_the_order_of_what_comes_in_does_not_matter(
    known: dict[UUID, float], links: list[Link], random: object
) -> None:
    turned = list(links)
    random.shuffle(turned)  # type: ignore[attr-defined]
    backwards = dict(reversed(known.items()))

    assert find_paths(T, known, links, limit=3) == find_paths(T, backwards, turned, limit=3)


@given(KNOWN, LINKS, st.data())
def test_a_stronger_step_never_ranks_a_way_lower(
    known: dict[UUID, float], links: list[Link], data: st.DataObject
) -> None:
    before = find_paths(T, known, links, limit=ALL)
    if not before:
        return
    path = data.draw(st.sampled_from(before))
    stronger = {each: replace(each, strength=1.0) for each in data.draw(st.sampled_from(path.steps))[:1]}
    after = find_paths(T, known, [stronger.get(each, each) for each in links], limit=ALL)

    # Others that use the same step rise with it, so only those count that do not.
    untouched = {other.people for other in before if not _uses(other, stronger)}
    assert _above(path.people, after, untouched) <= _above(path.people, before, untouched)


def _uses(path: Path, links: Mapping[Link, Link]) -> bool:
    return any(fact in links for facts in path.steps for fact in facts)


def _above(people: tuple[UUID, ...], paths: list[Path], among: set[tuple[UUID, ...]]) -> set[tuple[UUID, ...]]:
    order = [path.people for path in paths]
    assert people in order
    return {each for each in order[: order.index(people)] if each in among}


@given(KNOWN, LINKS, st.integers(0, 4))
def test_fewer_are_the_first_of_more(known: dict[UUID, float], links: list[Link], limit: int) -> None:
    assert find_paths(T, known, links, limit=limit) == find_paths(T, known, links, limit=ALL)[:limit]
