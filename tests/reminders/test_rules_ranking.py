"""Who is worth a message: places, points, the inner circle (product rule 5)."""

from datetime import timedelta

import pytest

from reminders.rules.ranking import Choice
from reminders.rules.reasons import Candidate, ReasonKind
from tests.reminders.candidates import TODAY, choose, make_candidate, make_due, make_revivals, names

PROMISED = make_candidate("promised", has_open_promise=True)
ROLE = make_candidate("role", has_role_in_leading_goal=True)
LATE = make_due("late", silent=60, cadence=30)
WAITING = make_due("waiting", silent=400, cadence=365)
REVIVAL = make_revivals(1)[0]


def test_nobody_is_chosen_from_nobody() -> None:
    assert choose([]) == Choice((), nobody_due=True)


def test_somebody_without_a_reason_is_not_chosen() -> None:
    assert names(choose([make_candidate("fresh", due_on=TODAY + timedelta(days=1)), LATE])) == ["late"]


def test_the_places_go_to_points_to_the_longest_wait_and_to_a_revival() -> None:
    others = [make_due(f"due{n}", silent=50, cadence=30) for n in range(5)]
    assert names(choose([*others, WAITING, REVIVAL, PROMISED])) == ["promised", "waiting", "old0"]


def test_a_single_place_goes_by_points_in_one_week_and_to_the_longest_wait_in_the_other() -> None:
    people = [WAITING, REVIVAL, LATE, PROMISED]
    days = [TODAY + timedelta(days=n) for n in range(21)]
    named = [names(choose(people, limit=1, on=day)) for day in days]
    assert named == [["promised"]] * 7 + [["waiting"]] * 7 + [["promised"]] * 7
    assert names(choose([REVIVAL, ROLE], limit=1, on=days[7])) == ["role"]


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


def test_where_there_would_be_nobody_those_of_whom_nothing_was_noted_make_a_beginning() -> None:
    later = make_candidate("later", is_unheard=True, due_on=TODAY + timedelta(days=30))
    sooner = make_candidate("sooner", is_unheard=True, due_on=TODAY + timedelta(days=10))
    heard = make_candidate("heard", last_moment_on=TODAY - timedelta(days=50))
    choice = choose([heard, later, sooner])
    assert choice.nobody_due
    assert names(choice) == ["sooner", "later"]
    assert [reason.kind for one in choice.people for reason in one.reasons] == [ReasonKind.NOTHING_NOTED] * 2


@pytest.mark.parametrize("other", [LATE, ROLE, REVIVAL])
def test_a_beginning_is_made_only_where_nobody_else_is_there(other: Candidate) -> None:
    assert names(choose([make_candidate("new", is_unheard=True), other])) == [other.order_key]


def test_who_began_and_never_answered_is_set_aside_like_all() -> None:
    aside = make_candidate("new", is_unheard=True, set_aside_until=TODAY + timedelta(days=1))
    assert names(choose([aside])) == []


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


def test_where_the_longest_wait_is_in_the_inner_circle_points_choose_among_the_others() -> None:
    promised = make_candidate("promised", has_open_promise=True, is_inner_circle=True)
    inner = make_due("inner", silent=900, cadence=800, is_inner_circle=True)
    others = [make_due(f"due{n}", silent=50, cadence=30) for n in range(3)]
    assert names(choose([promised, inner, WAITING, *others], limit=2)) == ["due0", "inner"]
    assert names(choose([promised, WAITING, *others], limit=2)) == ["promised", "waiting"]


def test_whoever_was_named_goes_to_the_end_of_the_line() -> None:
    named = make_due("named", silent=60, cadence=30, last_named_on=TODAY - timedelta(days=7))
    assert names(choose([PROMISED, named, WAITING], limit=2)) == ["promised", "waiting"]
    earlier = make_due("earlier", silent=100, cadence=90, last_named_on=TODAY - timedelta(days=14))
    assert names(choose([ROLE, named, earlier], limit=1, on=TODAY + timedelta(days=7))) == ["earlier"]


def test_a_step_and_a_promise_wait_in_the_same_line() -> None:
    step = make_candidate("step", next_step_due_on=TODAY - timedelta(days=90))
    promise = make_candidate("promise", has_open_promise=True, promised_on=TODAY - timedelta(days=80))
    many = [make_due(f"due{n}", silent=900, cadence=880, has_role_in_leading_goal=True) for n in range(5)]
    urgent = make_due("urgent", silent=100, cadence=30, has_role_in_leading_goal=True)
    assert names(choose([*many, urgent, step, promise], limit=2)) == ["urgent", "step"]
    assert names(choose([*many, urgent, promise], limit=2)) == ["urgent", "promise"]
    kinds = {reason.kind for one in choose([*many, urgent, promise], limit=2).people for reason in one.reasons}
    assert ReasonKind.WAITS_LONGEST not in kinds, "that is said of whoever is due"


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
