"""What each reason weighs (product rule 5)."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reminders.rules.reasons import Candidate, ReasonKind, is_due, overdue_points, reasons_of

TODAY = date(2025, 6, 16)
UNTIL = date(2025, 6, 22)
A_YEAR_AGO = TODAY - timedelta(days=365)


def make_candidate(**facts: object) -> Candidate:
    known: dict[str, object] = {"contact_id": UUID(int=1), "order_key": "ada", "silent_since": A_YEAR_AGO}
    return Candidate(**(known | facts))  # type: ignore[arg-type]  # a test's facts are its own business


def weights(**facts: object) -> dict[str, float]:
    return {reason.kind: reason.points for reason in reasons_of(make_candidate(**facts), TODAY, UNTIL)}


@pytest.mark.parametrize(
    ("silent_days", "cadence_days", "expected"),
    [
        (30, 30, 0.0),
        (45, 30, 0.5),
        (60, 30, 1.0),
        (90, 30, 2.0),
        (91, 30, 2.0),
        (900, 30, 2.0),
        (8, 7, 1 / 7),
        (366, 365, 1 / 365),
    ],
)
def test_being_overdue_counts_in_cadences_up_to_two(silent_days: int, cadence_days: int, expected: float) -> None:
    silent_since = TODAY - timedelta(days=silent_days)
    facts = {"silent_since": silent_since, "due_on": silent_since + timedelta(days=cadence_days)}
    assert weights(**facts) == pytest.approx({"due": expected})


def test_somebody_who_is_not_due_yet_has_no_reason_for_it() -> None:
    assert weights(due_on=TODAY + timedelta(days=1)) == {}
    assert weights() == {}


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"next_step_due_on": TODAY}, {"next_step": 2}),
        ({"next_step_due_on": date(2025, 5, 1)}, {"next_step": 2}),
        ({"next_step_due_on": TODAY + timedelta(days=1)}, {}),
        ({"has_open_promise": True}, {"open_promise": 2}),
        ({"has_open_promise": True, "next_step_due_on": TODAY}, {"next_step": 2, "open_promise": 0}),
        ({"birthday_on": TODAY}, {"birthday": 1.5}),
        ({"birthday_on": UNTIL}, {"birthday": 1.5}),
        ({"birthday_on": UNTIL + timedelta(days=1)}, {}),
        ({"birthday_on": TODAY - timedelta(days=1)}, {}),
        ({"own_date_on": TODAY}, {"own_date": 1.5}),
        ({"own_date_on": TODAY, "birthday_on": UNTIL}, {"birthday": 1.5, "own_date": 0}),
        ({"has_role_in_leading_goal": True}, {"leading_goal": 1}),
        ({"has_role_in_other_goal": True}, {"other_goal": 0.5}),
        (
            {"has_role_in_leading_goal": True, "has_role_in_other_goal": True},
            {"leading_goal": 1, "other_goal": 0.5},
        ),
        ({"is_interesting": True}, {"interesting": 0.5}),
        ({"is_close_to_heart": True}, {"close_to_heart": 0.5}),
        ({"is_close_to_heart": True, "is_interesting": True}, {"close_to_heart": 0.5, "interesting": 0}),
        ({"is_worth_reviving": True}, {}),
    ],
)
def test_each_reason_has_its_weight(facts: dict[str, object], expected: dict[str, float]) -> None:
    assert weights(**facts) == expected


def test_all_reasons_together_weigh_seven() -> None:
    everything = weights(
        due_on=TODAY - timedelta(days=330),
        next_step_due_on=TODAY,
        has_open_promise=True,
        birthday_on=TODAY,
        own_date_on=TODAY,
        has_role_in_leading_goal=True,
        has_role_in_other_goal=True,
        is_interesting=True,
        is_close_to_heart=True,
    )
    assert sum(everything.values()) == 2 + 2 + 1.5 + 1.5 + 0.5


def test_a_reason_names_the_date_that_it_rests_on() -> None:
    one = make_candidate(due_on=date(2025, 1, 1), next_step_due_on=date(2025, 6, 1), birthday_on=UNTIL)
    rests_on = {reason.kind: reason.on for reason in reasons_of(one, TODAY, UNTIL)}
    assert rests_on == {
        ReasonKind.DUE: date(2025, 1, 1),
        ReasonKind.NEXT_STEP: date(2025, 6, 1),
        ReasonKind.BIRTHDAY: UNTIL,
    }


@pytest.mark.parametrize(("days_ago", "is_named"), [(0, False), (1, False), (27, False), (28, True)])
def test_a_role_alone_is_no_reason_right_after_a_moment(days_ago: int, is_named: bool) -> None:
    last_moment_on = TODAY - timedelta(days=days_ago)
    facts = {"has_role_in_leading_goal": True, "is_interesting": True, "last_moment_on": last_moment_on}
    assert bool(weights(**facts)) is is_named


def test_a_role_counts_right_after_a_moment_where_there_is_a_timely_reason() -> None:
    facts = {"has_role_in_leading_goal": True, "last_moment_on": TODAY, "birthday_on": TODAY}
    assert weights(**facts) == {"birthday": 1.5, "leading_goal": 1}


def test_a_new_contact_without_any_moment_is_named_for_a_role() -> None:
    assert weights(has_role_in_other_goal=True, silent_since=TODAY) == {"other_goal": 0.5}


@given(st.dates(date(1900, 1, 1)), st.dates(date(1900, 1, 1)), st.dates(date(1900, 1, 1)))
def test_points_for_being_due_lie_between_nought_and_two(silent_since: date, due_on: date, on: date) -> None:
    one = make_candidate(silent_since=silent_since, due_on=max(silent_since, due_on))
    if is_due(one, on) and silent_since < due_on:
        assert 0 <= overdue_points(one, on) <= 2
