"""Who is worth a message: the places, the lot, the inner circle (product rule 5)."""

import random
import time
from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reminders.rules.ranking import Choice, choose_people
from reminders.rules.reasons import Candidate, ReasonKind

TODAY = date(2025, 6, 16)


def make_candidate(name: str, **facts: object) -> Candidate:
    known: dict[str, object] = {
        "contact_id": UUID(bytes=name.encode().rjust(16, b"\0")),
        "order_key": name,
        "silent_since": TODAY - timedelta(days=200),
    }
    return Candidate(**(known | facts))  # type: ignore[arg-type]  # a test's facts are its own business


def make_due(name: str, *, silent: int, cadence: int, **facts: object) -> Candidate:
    since = TODAY - timedelta(days=silent)
    return make_candidate(name, silent_since=since, due_on=since + timedelta(days=cadence), **facts)


def make_revivals(count: int) -> list[Candidate]:
    silent_since = TODAY - timedelta(days=1500)
    return [make_candidate(f"old{n}", silent_since=silent_since, is_worth_reviving=True) for n in range(count)]


def choose(people: Sequence[Candidate], limit: int = 3, user_id: int = 1, on: date = TODAY) -> Choice:
    return choose_people(people, user_id=user_id, on=on, until=on + timedelta(days=6), limit=limit)


def names(choice: Choice) -> list[str]:
    return [one.candidate.order_key for one in choice.people]


PROMISED = make_candidate("promised", has_open_promise=True)
ROLE = make_candidate("role", has_role_in_leading_goal=True)
LATE = make_due("late", silent=60, cadence=30)
WAITING = make_due("waiting", silent=400, cadence=365)
REVIVAL = make_revivals(1)[0]

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
            birthday_on=draw(_maybe_days),
            has_role_in_leading_goal=draw(st.booleans()),
            is_interesting=draw(st.booleans()),
            is_inner_circle=draw(st.booleans()),
            is_worth_reviving=draw(st.booleans()),
            set_aside_until=draw(_maybe_days),
        )
        for n in range(count)
    ]


def test_nobody_is_chosen_from_nobody() -> None:
    assert choose([]) == Choice((), nobody_due=True)


def test_somebody_without_a_reason_is_not_chosen() -> None:
    assert names(choose([make_candidate("fresh", due_on=TODAY + timedelta(days=1)), LATE])) == ["late"]


def test_the_places_go_to_points_to_the_longest_wait_and_to_a_revival() -> None:
    others = [make_due(f"due{n}", silent=50, cadence=30) for n in range(5)]
    assert names(choose([*others, WAITING, REVIVAL, PROMISED])) == ["promised", "waiting", "old0"]


def test_a_single_place_goes_by_points() -> None:
    assert names(choose([WAITING, REVIVAL, LATE, PROMISED], limit=1)) == ["promised"]


def test_the_second_place_is_for_the_longest_wait() -> None:
    assert names(choose([WAITING, REVIVAL, LATE, PROMISED], limit=2)) == ["promised", "waiting"]


def test_the_second_place_is_for_a_revival_when_the_longest_wait_leads_already() -> None:
    longest = make_due("longest", silent=900, cadence=30)
    assert names(choose([longest, REVIVAL, LATE], limit=2)) == ["longest", "old0"]


def test_somebody_with_two_places_leaves_the_other_to_points() -> None:
    longest = make_due("longest", silent=900, cadence=30, is_worth_reviving=True)
    assert names(choose([longest, LATE, ROLE, WAITING], limit=3)) == ["longest", "late", "role"]


def test_further_places_go_by_points() -> None:
    assert names(choose([WAITING, REVIVAL, LATE, PROMISED, ROLE], limit=5)) == [
        "promised",
        "late",
        "role",
        "waiting",
        "old0",
    ]


def test_one_place_at_most_is_for_a_mere_revival() -> None:
    assert names(choose([LATE, *make_revivals(5)]))[0] == "late"
    assert len(choose([LATE, *make_revivals(5)]).people) == 2


def test_revivals_fill_the_places_when_nobody_is_due() -> None:
    choice = choose([ROLE, *make_revivals(5)])
    assert choice.nobody_due
    assert names(choice)[0] == "role"
    assert len(choice.people) == 3


def test_on_the_first_day_people_are_proposed_by_role_interest_and_heart() -> None:
    fresh = {"silent_since": TODAY, "due_on": TODAY + timedelta(days=30)}
    people = [
        make_candidate("dull", **fresh),
        make_candidate("heart", is_close_to_heart=True, **fresh),
        make_candidate("interesting", is_interesting=True, **fresh),
        make_candidate("role", has_role_in_leading_goal=True, **fresh),
    ]
    assert choose(people).nobody_due
    assert names(choose(people)) == ["role", "heart", "interesting"]


def test_somebody_is_due_even_if_set_aside() -> None:
    aside = make_due("aside", silent=60, cadence=30, set_aside_until=TODAY + timedelta(days=1))
    assert choose([aside, ROLE]).nobody_due is False
    assert names(choose([aside, ROLE])) == ["role"]


@pytest.mark.parametrize(("days", "expected"), [(-1, ["late"]), (0, ["late"]), (1, [])])
def test_somebody_set_aside_is_named_again_on_the_day_it_ends(days: int, expected: list[str]) -> None:
    aside = make_due("late", silent=60, cadence=30, set_aside_until=TODAY + timedelta(days=days))
    assert names(choose([aside])) == expected


def test_at_most_one_is_from_the_inner_circle() -> None:
    inner = [make_due(f"inner{n}", silent=30, cadence=7, is_inner_circle=True) for n in range(4)]
    assert names(choose([*inner, LATE, ROLE])) == ["inner0", "late", "role"]
    assert names(choose(inner)) == ["inner0"]


def test_the_longest_wait_outside_the_inner_circle_counts_when_it_has_its_place() -> None:
    promised = make_candidate("promised", has_open_promise=True, is_inner_circle=True)
    inner = make_due("inner", silent=900, cadence=800, is_inner_circle=True)
    others = [make_due(f"due{n}", silent=50, cadence=30) for n in range(3)]
    assert names(choose([promised, inner, WAITING, *others], limit=2)) == ["promised", "waiting"]


def test_who_became_due_first_waits_longest() -> None:
    rare = make_due("rare", silent=370, cadence=365)
    often = make_due("often", silent=130, cadence=90)
    assert names(choose([PROMISED, rare, often], limit=2)) == ["promised", "often"]


def test_equal_points_go_to_the_longer_wait_then_to_the_name() -> None:
    same = [make_due(name, silent=900, cadence=30) for name in ("carl", "anna", "bert")]
    longer = make_due("zoe", silent=950, cadence=30)
    assert names(choose([*same, longer], limit=4)) == ["zoe", "anna", "bert", "carl"]


def test_reasons_come_weightiest_first_and_sum_to_the_points() -> None:
    one = make_due("one", silent=33, cadence=30, has_role_in_leading_goal=True, is_worth_reviving=True)
    chosen = choose([one]).people[0]
    kinds = [reason.kind for reason in chosen.reasons]
    assert kinds == [
        ReasonKind.LEADING_GOAL,
        ReasonKind.DUE,
        ReasonKind.WAITS_LONGEST,
        ReasonKind.WORTH_REVIVING,
    ]
    assert chosen.points == pytest.approx(1.1)


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
    assert [names(choose(people, user_id=user_id))[-1] for user_id in (1, 2, 3)] == ["old19", "old8", "old46"]


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
    due = sorted((one.due_on, one.silent_since, one.order_key, one.contact_id) for one in awake if one.due_on)
    if due and due[0][0] <= TODAY:
        assert due[0][3] in {one.contact_id for one in chosen}
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
