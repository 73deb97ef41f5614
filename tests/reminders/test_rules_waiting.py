"""What does not fit waits its turn: week by week everybody who waits is named; whoever answers leaves the line."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from reminders.rules.ranking import choose_people
from reminders.rules.reasons import Candidate, waits_since
from reminders.rules.setting_aside import set_aside_until
from tests.examples import examples
from tests.reminders.candidates import TODAY, make_candidate

YEARS_OF_SILENCE = st.integers(1, 1500)


@st.composite
def lines(draw: st.DrawFn) -> list[Candidate]:
    """People who all wait for something: a cadence, a step, a promise; some with more reasons than others."""
    people = []
    for number in range(draw(st.integers(1, 30))):
        silent = draw(YEARS_OF_SILENCE)
        since = TODAY - timedelta(days=silent)
        kind = draw(st.sampled_from(["due", "due", "step", "promise"]))
        waits: dict[str, object] = {"due_on": since + timedelta(days=draw(st.integers(1, silent)))}
        if kind != "due":
            waits = {"next_step_due_on": since} if kind == "step" else {"has_open_promise": True, "promised_on": since}
        people.append(
            make_candidate(
                f"p{number}",
                silent_since=since,
                has_role_in_leading_goal=draw(st.booleans()),
                is_close_to_heart=draw(st.booleans()),
                is_inner_circle=draw(st.integers(0, 3)) == 0,
                is_worth_reviving=draw(st.integers(0, 4)) == 0,
                **waits,
            )
        )
    return people


class Weeks:
    """Mails week by week, as the product keeps account of them."""

    def __init__(self, people: list[Candidate], limit: int, days_between: int = 7) -> None:
        self.people, self.limit, self.days_between = people, limit, days_between
        self.named: dict[str, list[date]] = defaultdict(list)
        self.on = TODAY

    def send(self) -> list[str]:
        """Name people as the mail of the day does, and go on to the next; nobody reacts."""
        on, self.on = self.on, self.on + timedelta(days=self.days_between)
        until = on + timedelta(days=self.days_between - 1)
        seen = [self._seen(one, on) for one in self.people]
        chosen = choose_people(seen, user_id=1, on=on, until=until, limit=self.limit).people
        names = [one.candidate.order_key for one in chosen]
        for name in names:
            self.named[name].append(on)
        return names

    def _seen(self, one: Candidate, on: date) -> Candidate:
        namings = self.named[one.order_key]
        last = max(namings, default=None)
        return replace(one, last_named_on=last, set_aside_until=set_aside_until(namings, [], on))


@examples(60)
@given(lines(), st.integers(2, 10), st.sampled_from([1, 3, 7]))
def test_everybody_is_named_within_as_many_mails_as_people_wait(
    people: list[Candidate], limit: int, days_between: int
) -> None:
    weeks = Weeks(people, limit, days_between)
    for _ in people:
        assert len(weeks.send()) <= limit

    assert set(weeks.named) >= {one.order_key for one in people}


@examples(40)
@given(lines())
def test_a_single_place_needs_the_weeks_in_between_as_well(people: list[Candidate]) -> None:
    weeks = Weeks(people, 1)
    for _ in range(2 * len(people)):
        weeks.send()

    assert set(weeks.named) >= {one.order_key for one in people}


@examples(30)
@given(lines(), st.integers(2, 4))
def test_nobody_is_named_more_than_twice_in_four_weeks(people: list[Candidate], limit: int) -> None:
    weeks = Weeks(people, limit)
    for _ in range(20):
        weeks.send()

    for days in weeks.named.values():
        assert all((third - first).days >= 28 for first, third in zip(days, days[2:], strict=False))


@examples(30)
@given(lines(), st.integers(2, 4))
def test_whoever_answers_leaves_the_line_and_the_others_move_up(people: list[Candidate], limit: int) -> None:
    weeks, left = Weeks(people, limit), len(people)
    for _ in range(len(people)):
        named = weeks.send()
        weeks.people = [one for one in weeks.people if one.order_key not in named]
        left -= len(named)
        assert len(weeks.people) == left
        assert named or not left

    assert left == 0


@given(lines(), st.dates(TODAY - timedelta(days=90), TODAY - timedelta(days=1)))
def test_a_naming_never_brings_anybody_forward(people: list[Candidate], named_on: date) -> None:
    for one in people:
        before, after = waits_since(one, TODAY), waits_since(replace(one, last_named_on=named_on), TODAY)
        assert before is not None
        assert after == max(before, named_on)
