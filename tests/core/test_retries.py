"""How long a job is tried: short and often for most, for two days for mails."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from netzwerk.core.retries import SPREAD, Retries

WRITTEN = datetime(2026, 3, 16, 7, tzinfo=UTC)
TWO_DAYS = Retries(attempts=5, longest=timedelta(hours=2), lasts=timedelta(hours=48))


def tries_of(retries: Retries, first_at: datetime = WRITTEN, chance: float = 0) -> list[datetime]:
    """Return all instants at which a job that never works is tried."""
    tries = [first_at]
    while at := retries.next_try(attempts=len(tries), written_at=WRITTEN, now=tries[-1], chance=chance):
        tries.append(at)
    return tries


def test_most_jobs_are_tried_eight_times_within_the_hour_and_a_bit() -> None:
    tries = tries_of(Retries())

    assert len(tries) == 8
    assert tries[1] - tries[0] == timedelta(seconds=30)
    assert tries[-1] - tries[0] == timedelta(minutes=63.5)


@given(chance=st.floats(0, 1))
def test_a_mail_is_tried_for_two_days_and_at_least_every_two_and_a_half_hours(chance: float) -> None:
    tries = tries_of(TWO_DAYS, chance=chance)
    waits = [later - earlier for earlier, later in pairwise(tries)]

    assert timedelta(hours=45) < tries[-1] - WRITTEN <= timedelta(hours=48)
    assert waits == sorted(waits)
    assert max(waits) <= timedelta(hours=2) * (1 + SPREAD)
    assert 25 < len(tries) < 40


@given(days=st.integers(2, 400), chance=st.floats(0, 1))
def test_a_mail_that_waited_out_an_outage_still_gets_its_tries(days: int, chance: float) -> None:
    assert len(tries_of(TWO_DAYS, WRITTEN + timedelta(days=days), chance)) == 5


def test_jobs_that_failed_together_come_back_apart() -> None:
    firsts = {TWO_DAYS.next_try(attempts=3, written_at=WRITTEN, now=WRITTEN, chance=part / 10) for part in range(10)}

    assert len(firsts) == 10


@given(attempts=st.integers(1, 32767))
def test_no_number_of_attempts_is_too_large(attempts: int) -> None:
    at = TWO_DAYS.next_try(attempts=attempts, written_at=WRITTEN, now=WRITTEN)

    assert at is not None
    assert at <= WRITTEN + timedelta(hours=2)
