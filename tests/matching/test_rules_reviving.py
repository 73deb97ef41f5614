"""Which ten a day shows: at most ten, all of them worth reviving, the same all day, whoever asks in which order."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.rules.reviving import PICKED_PLACES, TEN, OldTie, choose_ten, lots_of

DAY = date(2026, 3, 16)
ties = st.lists(
    st.builds(
        OldTie,
        contact_id=st.uuids(),
        marks=st.integers(0, 4),
        is_picked=st.booleans(),
        is_relevant=st.booleans(),
    ),
    max_size=40,
    unique_by=lambda tie: tie.contact_id,
)


def make_ties(count: int, start: int = 1, **facts: object) -> list[OldTie]:
    return [OldTie(UUID(int=start + number), **facts) for number in range(count)]  # type: ignore[arg-type]


def days(everybody: list[OldTie], count: int = 200) -> list[list[UUID]]:
    return [choose_ten(everybody, user_id=1, on=DAY + timedelta(days=number)) for number in range(count)]


@given(ties, st.integers(1, 9), st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.randoms())
def test_at_most_ten_are_chosen_once_each_in_whatever_order_they_come(
    everybody: list[OldTie], user_id: int, on: date, random: Random
) -> None:
    chosen = choose_ten(everybody, user_id=user_id, on=on)
    others = list(everybody)
    random.shuffle(others)

    assert len(chosen) == len(set(chosen)) == min(TEN, len(everybody))
    assert set(chosen) <= {tie.contact_id for tie in everybody}
    assert choose_ten(others, user_id=user_id, on=on) == chosen


@given(ties, st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_most_of_the_picked_ones_have_their_place(everybody: list[OldTie], on: date) -> None:
    picked = {tie.contact_id for tie in everybody if tie.is_picked}
    chosen = picked & {*choose_ten(everybody, user_id=1, on=on)}

    assert len(chosen) >= min(PICKED_PLACES, len(picked))


@given(ties.filter(lambda found: len(found) > TEN), st.integers(0, 1000))
def test_whoever_leaves_makes_room_for_one_and_moves_nobody_else(everybody: list[OldTie], number: int) -> None:
    plain = [OldTie(tie.contact_id, tie.marks) for tie in everybody]
    before = choose_ten(plain, user_id=1, on=DAY)
    gone = before[number % TEN]
    after = choose_ten([tie for tie in plain if tie.contact_id != gone], user_id=1, on=DAY)

    stayed = [pk for pk in after if pk in before]
    assert stayed == [pk for pk in before if pk != gone]
    assert len(after) == TEN


@pytest.mark.parametrize(
    "everybody",
    [
        make_ties(11),
        make_ties(11, is_picked=True),
        make_ties(11, is_relevant=True, marks=4),
        [*make_ties(10, is_picked=True), *make_ties(1, start=100)],
        [*make_ties(10, marks=4), *make_ties(1, start=100)],
    ],
)
def test_of_more_than_ten_everybody_has_a_day(everybody: list[OldTie]) -> None:
    shown = days(everybody)

    assert {pk for chosen in shown for pk in chosen} == {tie.contact_id for tie in everybody}
    assert len({frozenset(chosen) for chosen in shown}) > 1


def test_good_marks_and_the_words_of_a_goal_are_drawn_more_often() -> None:
    plain, marked, relevant = (
        make_ties(20),
        make_ties(20, start=100, marks=4),
        make_ties(20, start=200, is_relevant=True),
    )
    shown = [pk for chosen in days([*plain, *marked, *relevant], 300) for pk in chosen]
    often = [sum(tie.contact_id in {pk} for pk in shown for tie in group) for group in (plain, marked, relevant)]

    assert often[0] < often[1] / 2
    assert often[0] < often[2] / 2


def test_the_order_says_nothing_of_who_was_picked() -> None:
    everybody = [*make_ties(5, is_picked=True, marks=4), *make_ties(5, start=100)]
    firsts = [chosen[0].int >= 100 for chosen in days(everybody)]

    assert 70 < sum(firsts) < 130


def test_two_users_see_different_orders() -> None:
    everybody = make_ties(10)

    assert choose_ten(everybody, user_id=1, on=DAY) != choose_ten(everybody, user_id=2, on=DAY)


def test_nobody_is_chosen_of_nobody() -> None:
    assert choose_ten([], user_id=1, on=DAY) == []


@given(st.sets(st.uuids(), max_size=20), st.randoms())
def test_lots_are_the_same_all_day(people: set[UUID], random: Random) -> None:
    shuffled = sorted(people, key=lambda _pk: random.random())

    assert lots_of(shuffled, user_id=1, on=DAY) == lots_of(people, user_id=1, on=DAY)
    assert {*lots_of(people, user_id=1, on=DAY)} == people
