"""Somebody who moves between zones at any instant, and machinery that fails at any: never two mails on one date."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from reminders.rules.schedule import MailKind, Rhythm, kind_on, local_date, mail_due, next_digest_at, passed_over
from reminders.rules.turns import Fate, Mail, turn_of
from tests.examples import examples
from tests.reminders.zones import BERLIN, every_zone, promised_instants, rhythms

HOUR = timedelta(hours=1)


@dataclass
class Traveller:
    """A user with the tick and the worker, by the rules that claim and send."""

    rhythm: Rhythm
    now: datetime
    planned: datetime | None = None
    mails: list[Mail] = field(default_factory=list)
    received_on: list[date] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.planned = next_digest_at(self.rhythm, self.now)

    def tick(self) -> None:
        """Claim what is due, as `claim_due_users` does."""
        if self.planned is None or self.planned > self.now:
            return
        kind, for_date = mail_due(self.rhythm, self.planned, self.now)
        if all(mail.for_date != for_date for mail in self.mails):
            self.mails.append(Mail(kind, for_date))
        self.planned = next_digest_at(self.rhythm, self.now)

    def work(self, *, is_server_up: bool) -> None:
        """Send what waits, as `take_turn` lets; without a server it goes on waiting."""
        on = local_date(self.now, self.rhythm.zone)
        for place, mine in enumerate(self.mails):
            if mine.fate != Fate.WAITING:
                continue
            others = self.mails[:place] + self.mails[place + 1 :]
            turn = turn_of(mine, others, on, is_chosen_day=on.weekday() in self.rhythm.weekdays)
            kind = MailKind.SCHEDULED if turn.becomes_scheduled else mine.kind
            if not turn.may_go:
                self.mails[place] = replace(mine, fate=Fate.REPLACED)
            elif is_server_up:
                self.mails[place] = replace(mine, kind=kind, fate=Fate.TOLD, sends_on=on)
                self.received_on.append(on)
            else:
                self.mails[place] = replace(mine, kind=kind, sends_on=on)

    def move(self, zone: ZoneInfo) -> None:
        """Change the zone in the settings, as `replan_mails` does."""
        before, self.rhythm = self.planned, replace(self.rhythm, zone=zone)
        if before is None or before <= self.now:
            return
        self.planned = next_digest_at(self.rhythm, self.now)
        last_made = max((mail.for_date for mail in self.mails), default=None)
        passed = passed_over(self.rhythm, before=before, last_made=last_made, now=self.now)
        if self.planned != before and passed is not None:
            self.planned = passed


happenings = st.lists(
    st.one_of(
        st.tuples(st.just("wait"), st.integers(1, 100)),
        st.tuples(st.just("tick"), st.just(0)),
        st.tuples(st.just("work"), st.booleans()),
        st.tuples(st.just("move"), every_zone),
    ),
    max_size=60,
)


@examples(300)
@given(rhythms(), promised_instants, happenings)
def test_never_two_on_one_local_date_whatever_happens(
    rhythm: Rhythm, start: datetime, events: list[tuple[str, object]]
) -> None:
    traveller = Traveller(rhythm, start)
    for what, how in events:
        if what == "wait":
            traveller.now += timedelta(minutes=30) * int(how)  # type: ignore[call-overload]
        elif what == "tick":
            traveller.tick()
        elif what == "work":
            traveller.work(is_server_up=bool(how))
        else:
            assert isinstance(how, ZoneInfo)
            traveller.move(how)
    assert max(Counter(traveller.received_on).values(), default=0) <= 1


@examples(100)
@given(rhythms(day_mails=st.just(False)), promised_instants, every_zone, st.integers(0, 24 * 8))
def test_a_move_loses_no_scheduled_mail_of_a_date_that_was_lived(
    rhythm: Rhythm, start: datetime, zone: ZoneInfo, hours_until_move: int
) -> None:
    traveller, lived = Traveller(rhythm, start), set()
    for hour in range(24 * 18):
        traveller.now = start + hour * HOUR
        if hour == hours_until_move:
            traveller.move(zone)
        lived.add(local_date(traveller.now, traveller.rhythm.zone))
        traveller.tick()
        traveller.work(is_server_up=True)
    first, last = min(lived), max(lived)
    chosen = {day for day in lived if first < day < last and kind_on(rhythm, day)}
    missing = sorted(chosen - set(traveller.received_on))
    # The date before the one on which another mail follows at once may be lost to a move across the date line, and is
    # told by that mail.
    following = {
        day for gap in missing for day in traveller.received_on if timedelta(0) < day - gap <= timedelta(days=1)
    }
    assert len(following) >= len(missing)
    assert len(missing) <= 1


def test_a_week_is_not_lost_by_flying_east_before_the_hour() -> None:
    los_angeles = ZoneInfo("America/Los_Angeles")
    monday_1 = datetime(2026, 3, 16, 8, tzinfo=UTC)  # 1:00 in Los Angeles, 9:00 in Berlin
    traveller = Traveller(Rhythm(frozenset({0}), 8, los_angeles), monday_1)

    traveller.move(BERLIN)
    traveller.tick()
    traveller.work(is_server_up=True)

    assert traveller.received_on == [date(2026, 3, 16)]
    assert traveller.planned == datetime(2026, 3, 23, 7, tzinfo=UTC)


def test_whoever_crosses_the_date_line_westwards_gets_the_second_monday_no_mail() -> None:
    auckland, honolulu = ZoneInfo("Pacific/Auckland"), ZoneInfo("Pacific/Honolulu")
    traveller = Traveller(Rhythm(frozenset({0}), 8, auckland), datetime(2026, 3, 15, tzinfo=UTC))
    traveller.now = datetime(2026, 3, 15, 19, tzinfo=UTC)  # Monday, 8:00 in Auckland
    traveller.tick()
    traveller.work(is_server_up=True)

    traveller.move(honolulu)
    traveller.now = datetime(2026, 3, 16, 18, tzinfo=UTC)  # Monday, 8:00 in Honolulu
    traveller.tick()
    traveller.work(is_server_up=True)

    assert traveller.received_on == [date(2026, 3, 16)]
    assert traveller.planned == datetime(2026, 3, 23, 18, tzinfo=UTC)
