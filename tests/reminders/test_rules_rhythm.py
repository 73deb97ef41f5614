"""Every chosen date has its one instant, in all zones of the world, over pauses and with mails on the day itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reminders.rules.schedule import (
    MailKind,
    Rhythm,
    dates_until_next,
    kind_on,
    local_date,
    mail_due,
    next_digest_at,
)
from tests.examples import examples
from tests.reminders.zones import (
    AUCKLAND,
    BERLIN,
    EVERY_DAY,
    MONDAY,
    every_zone,
    hours,
    promised_dates,
    promised_instants,
    rhythms,
    weekday_sets,
)

ONE_DAY = timedelta(days=1)


def instants_until(rhythm: Rhythm, after: datetime, until: datetime) -> list[datetime]:
    """Return the instants between two, each asked for right after the one before."""
    found: list[datetime] = []
    while (at := next_digest_at(rhythm, found[-1] if found else after)) is not None and at <= until:
        found.append(at)
    return found


def dates_lived(zone: ZoneInfo, first: date, last: date) -> set[date]:
    """Return the local dates that exist in a zone: the date line may have swallowed some."""
    noons = (
        datetime.combine(first + n * ONE_DAY, datetime.min.time(), UTC) for n in range(-1, (last - first).days + 2)
    )
    seen = {local_date(noon + timedelta(hours=hour), zone) for noon in noons for hour in (0, 6, 12, 18)}
    return {day for day in seen if first <= day <= last}


@examples(150)
@given(rhythms(), promised_instants)
@example(Rhythm(EVERY_DAY, 2, BERLIN), datetime(2026, 1, 1, tzinfo=UTC))
@example(Rhythm(EVERY_DAY, 0, ZoneInfo("Africa/Cairo")), datetime(2026, 1, 1, tzinfo=UTC))
@example(Rhythm(EVERY_DAY, 2, AUCKLAND), datetime(2026, 1, 1, tzinfo=UTC))
@example(Rhythm(EVERY_DAY, 1, ZoneInfo("America/Los_Angeles")), datetime(2026, 1, 1, tzinfo=UTC))
def test_each_date_of_a_year_has_exactly_one_instant(rhythm: Rhythm, start: datetime) -> None:
    found = instants_until(rhythm, start, start + timedelta(days=366))
    dates = [local_date(at, rhythm.zone) for at in found]

    assert all(earlier < later for earlier, later in pairwise(found))
    assert len(set(dates)) == len(dates)
    # The days at both ends may lie before or after the hour.
    inner = dates_lived(rhythm.zone, dates[0], dates[-1])
    assert set(dates) == {day for day in inner if kind_on(rhythm, day)}


@examples(150)
@given(rhythms(), promised_instants, st.integers(-3, 120))
def test_a_pause_takes_away_its_dates_and_no_others(rhythm: Rhythm, start: datetime, days: int) -> None:
    until = start.date() + days * ONE_DAY
    paused = replace(rhythm, paused_until=until)
    end = start + timedelta(days=150)

    expected = [at for at in instants_until(rhythm, start, end) if local_date(at, rhythm.zone) >= until]
    assert instants_until(paused, start, end) == expected


@given(weekday_sets, hours, every_zone, promised_instants, st.none() | promised_dates)
@examples(150)
def test_covered_dates_of_mails_tile_the_calendar(
    weekdays: frozenset[int], hour: int, zone: ZoneInfo, start: datetime, until: date | None
) -> None:
    # A pause is taken while a mail has yet to come: that one covers the days until the first one after it.
    dates = [local_date(at, zone) for at in instants_until(Rhythm(weekdays, hour, zone), start, start + 30 * ONE_DAY)]
    if until is not None:
        until = dates[1] + timedelta(days=until.toordinal() % 90)
        after = Rhythm(weekdays, hour, zone, paused_until=until)
        last = datetime.combine(until, datetime.min.time(), UTC) + 30 * ONE_DAY
        dates = [dates[0], *(local_date(at, zone) for at in instants_until(after, start, last))]
        dates = sorted(set(dates))
    covered = [dates_until_next(weekdays, zone, day, until) for day in dates]
    assert all(one.first <= one.last for one in covered)
    assert all(one.last + ONE_DAY == following.first for one, following in pairwise(covered))


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2026, 3, 16), MailKind.SCHEDULED),
        (date(2026, 3, 17), MailKind.DAY),
        (date(2026, 3, 15), None),
        (date(2026, 3, 9), None),
    ],
)
def test_a_chosen_weekday_is_a_scheduled_mails_and_any_other_one_on_the_days(on: date, expected: str | None) -> None:
    rhythm = Rhythm(MONDAY, 8, BERLIN, paused_until=date(2026, 3, 16), has_day_mails=True)
    assert kind_on(rhythm, on) == expected


def test_without_weekdays_there_are_no_mails_on_the_day_either() -> None:
    assert kind_on(Rhythm(frozenset(), 8, BERLIN, has_day_mails=True), date(2026, 3, 16)) is None


def test_a_pause_ends_on_the_day_that_it_names() -> None:
    rhythm = Rhythm(MONDAY, 8, BERLIN, paused_until=date(2026, 4, 6))
    assert next_digest_at(rhythm, datetime(2026, 3, 16, 12, tzinfo=UTC)) == datetime(2026, 4, 6, 6, tzinfo=UTC)


def test_a_mail_before_the_holidays_covers_all_of_them() -> None:
    covered = dates_until_next(MONDAY, BERLIN, date(2026, 3, 16), date(2026, 4, 8))
    assert covered.last == date(2026, 4, 12)


AT_8 = datetime(2026, 3, 16, 7, tzinfo=UTC)  # a Monday in Berlin


@pytest.mark.parametrize(
    ("weekdays", "has_day_mails", "late_by", "kind", "for_date"),
    [
        (EVERY_DAY, False, timedelta(0), "scheduled", date(2026, 3, 16)),
        (EVERY_DAY, False, timedelta(days=3), "scheduled", date(2026, 3, 19)),
        (frozenset({2}), True, timedelta(minutes=1), "day", date(2026, 3, 16)),
        # Wednesday's is among those that were missed.
        (frozenset({2}), True, timedelta(days=3), "scheduled", date(2026, 3, 19)),
        (frozenset({6}), True, timedelta(days=3), "day", date(2026, 3, 19)),
        (frozenset({6}), True, timedelta(days=30), "scheduled", date(2026, 4, 15)),
        # Planned by days that were chosen before.
        (frozenset({6}), False, timedelta(0), "scheduled", date(2026, 3, 16)),
    ],
)
def test_whatever_was_missed_becomes_one_mail(
    weekdays: frozenset[int], has_day_mails: bool, late_by: timedelta, kind: str, for_date: date
) -> None:
    rhythm = Rhythm(weekdays, 8, BERLIN, has_day_mails=has_day_mails)
    assert mail_due(rhythm, AT_8, AT_8 + late_by) == (kind, for_date)
