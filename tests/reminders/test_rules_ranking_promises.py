"""What holds for any candidates: the promises of product rule 5, the lot, and the time it takes."""

import random
import time
from datetime import timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reminders.rules.reasons import Candidate, waits_since
from tests.reminders.candidates import TODAY, choose, make_due, make_revivals, names

LATE = make_due("late", silent=60, cadence=30)

_days = st.dates(TODAY - timedelta(days=1500), TODAY + timedelta(days=400))
_maybe_days = st.one_of(st.none(), _days)


@st.composite
def candidates(draw: st.DrawFn) -> list[Candidate]:
    count = draw(st.integers(0, 25))
    return [
        Candidate(
            contact_id=UUID(int=n),
            order_key=draw(st.sampled_from("abc")),
            silent_since=draw(st.dates(TODAY - timedelta(days=2000), TODAY)),
            due_on=draw(_maybe_days),
            next_step_due_on=draw(_maybe_days),
            has_open_promise=draw(st.booleans()),
            promised_on=draw(_maybe_days),
            last_named_on=draw(st.one_of(st.none(), st.dates(TODAY - timedelta(days=90), TODAY - timedelta(days=1)))),
            birthday_on=draw(_maybe_days),
            has_role_in_leading_goal=draw(st.booleans()),
            is_interesting=draw(st.booleans()),
            is_inner_circle=draw(st.booleans()),
            is_worth_reviving=draw(st.booleans()),
            set_aside_until=draw(_maybe_days),
        )
        for n in range(count)
    ]


def test_the_rotating_place_changes_with_the_day_and_the_user() -> None:
    people = [LATE, *make_revivals(20)]
    by_day = {names(choose(people, on=TODAY + timedelta(days=n)))[-1] for n in range(60)}
    by_user = {names(choose(people, user_id=user_id))[-1] for user_id in range(60)}
    assert len(by_day) > 10
    assert len(by_user) > 10


def test_the_lot_falls_on_everybody_about_as_often() -> None:
    people = [LATE, *make_revivals(4)]
    drawn = [names(choose(people, user_id=user_id))[-1] for user_id in range(400)]
    assert all(60 <= drawn.count(f"old{n}") <= 140 for n in range(4))


def test_the_one_who_is_drawn_stays_when_another_leaves_the_list() -> None:
    revivals = make_revivals(20)
    drawn = names(choose([LATE, *revivals]))[-1]
    for gone in revivals:
        if gone.order_key != drawn:
            assert names(choose([LATE, *(one for one in revivals if one is not gone)]))[-1] == drawn


def test_the_lot_falls_the_same_in_every_process() -> None:
    people = [LATE, *make_revivals(50)]
    assert [names(choose(people, user_id=user_id))[-1] for user_id in (1, 2, 3)] == ["old29", "old16", "old3"]


@given(candidates(), st.integers(0, 12), st.randoms(use_true_random=False))
def test_the_order_of_the_candidates_does_not_matter(
    people: list[Candidate], limit: int, shuffler: random.Random
) -> None:
    shuffled = people.copy()
    shuffler.shuffle(shuffled)
    assert choose(shuffled, limit) == choose(people, limit)


@given(candidates(), st.integers(0, 12))
def test_the_chosen_keep_all_promises_of_the_rule(people: list[Candidate], limit: int) -> None:
    chosen = choose(people, limit).people
    assert len(chosen) <= limit
    assert len({one.candidate.contact_id for one in chosen}) == len(chosen)
    assert sum(one.candidate.is_inner_circle for one in chosen) <= 1
    assert all(one.reasons for one in chosen)
    assert all((one.candidate.set_aside_until or TODAY) <= TODAY for one in chosen)
    assert [one.points for one in chosen] == sorted((one.points for one in chosen), reverse=True)
    assert all(one.points == pytest.approx(sum(reason.points for reason in one.reasons)) for one in chosen)


@given(candidates(), st.integers(3, 12))
def test_with_three_places_the_longest_wait_and_a_revival_are_always_in(people: list[Candidate], limit: int) -> None:
    people = [one for one in people if not one.is_inner_circle]
    awake = [one for one in people if (one.set_aside_until or TODAY) <= TODAY]
    chosen = [one.candidate for one in choose(people, limit).people]
    since = {one.contact_id: day for one in awake if (day := waits_since(one, TODAY))}
    if since:
        assert min(since.values()) in {since.get(one.contact_id) for one in chosen}
    assert any(one.is_worth_reviving for one in chosen) or not any(one.is_worth_reviving for one in awake)


@given(candidates(), st.integers(1, 12))
def test_a_place_stays_empty_only_when_nobody_with_a_reason_is_left(people: list[Candidate], limit: int) -> None:
    others = [one for one in people if not one.is_inner_circle]
    chosen = {one.candidate.contact_id for one in choose(others, limit).people}
    left = [one for one in others if one.contact_id not in chosen]
    if len(chosen) < limit:
        merely_old = [one for one in left if choose([one], 1).people and one.is_worth_reviving]
        with_reason = [one for one in left if choose([one], 1).people and not one.is_worth_reviving]
        assert not with_reason
        assert not any(one.has_open_promise for one in merely_old)


def test_ten_thousand_candidates_take_a_blink() -> None:
    draw = random.Random(1)
    since = [TODAY - timedelta(days=draw.randrange(2000)) for _ in range(10_000)]
    people = [
        make_due(f"p{n}", silent=(TODAY - day).days, cadence=draw.choice([7, 30, 90, 365]), is_interesting=n % 3 == 0)
        for n, day in enumerate(since)
    ]
    start = time.process_time()
    choose(people)
    assert time.process_time() - start < 0.5
