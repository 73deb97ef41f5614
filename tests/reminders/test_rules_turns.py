"""Which mail goes out on a date: one, and what the others had to tell is in it or in a later one."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reminders.rules.schedule import MailKind
from reminders.rules.turns import Fate, Mail, Turn, turn_of

SUNDAY, MONDAY, TUESDAY, WEDNESDAY = (date(2026, 3, 15) + timedelta(days=n) for n in range(4))
SCHEDULED, DAY = MailKind.SCHEDULED, MailKind.DAY

GOES, NOT, AS_SCHEDULED = Turn(may_go=True), Turn(may_go=False), Turn(may_go=True, becomes_scheduled=True)


@pytest.mark.parametrize(
    ("mine", "others", "on", "expected"),
    [
        pytest.param(Mail(SCHEDULED, MONDAY), [], MONDAY, GOES, id="on its own date"),
        pytest.param(Mail(SCHEDULED, MONDAY), [], TUESDAY, GOES, id="on a later date"),
        pytest.param(
            Mail(SCHEDULED, MONDAY, sends_on=MONDAY), [Mail(SCHEDULED, TUESDAY)], MONDAY, GOES, id="again on its date"
        ),
        pytest.param(
            Mail(SCHEDULED, MONDAY, sends_on=MONDAY), [Mail(SCHEDULED, TUESDAY)], TUESDAY, NOT, id="a newer one waits"
        ),
        pytest.param(
            Mail(SCHEDULED, MONDAY),
            [Mail(SCHEDULED, TUESDAY, Fate.REPLACED)],
            TUESDAY,
            GOES,
            id="the newer is replaced",
        ),
        pytest.param(
            Mail(SCHEDULED, MONDAY), [Mail(SCHEDULED, TUESDAY, Fate.UNTOLD)], TUESDAY, GOES, id="the newer has failed"
        ),
        pytest.param(
            Mail(SCHEDULED, MONDAY),
            [Mail(SCHEDULED, TUESDAY, Fate.UNTOLD, is_silent=True)],
            TUESDAY,
            NOT,
            id="the newer had nothing to say",
        ),
        pytest.param(
            Mail(SCHEDULED, TUESDAY),
            [Mail(SCHEDULED, MONDAY, sends_on=TUESDAY)],
            TUESDAY,
            NOT,
            id="an older one is being tried today",
        ),
        pytest.param(
            Mail(SCHEDULED, TUESDAY),
            [Mail(SCHEDULED, MONDAY, Fate.TOLD, TUESDAY)],
            TUESDAY,
            NOT,
            id="one was sent today",
        ),
        pytest.param(
            Mail(SCHEDULED, TUESDAY),
            [Mail(SCHEDULED, MONDAY, Fate.UNTOLD, TUESDAY)],
            TUESDAY,
            GOES,
            id="one that failed today leaves the date",
        ),
        pytest.param(Mail(SCHEDULED, MONDAY), [Mail(DAY, TUESDAY)], TUESDAY, GOES, id="a mail of the day is narrower"),
        pytest.param(
            Mail(DAY, TUESDAY), [Mail(SCHEDULED, MONDAY)], TUESDAY, AS_SCHEDULED, id="it takes the other's place"
        ),
        pytest.param(Mail(DAY, TUESDAY), [Mail(SCHEDULED, MONDAY, Fate.TOLD)], TUESDAY, GOES, id="the other was sent"),
        pytest.param(Mail(DAY, SUNDAY), [], MONDAY, NOT, id="late on a chosen weekday"),
        pytest.param(Mail(DAY, TUESDAY), [], WEDNESDAY, GOES, id="late on another day"),
        pytest.param(Mail(DAY, TUESDAY), [Mail(DAY, WEDNESDAY)], WEDNESDAY, NOT, id="the next day has its own"),
    ],
)
def test_whose_turn_it_is(mine: Mail, others: list[Mail], on: date, expected: Turn) -> None:
    assert turn_of(mine, others, on, is_chosen_day=on == MONDAY) == expected


days = st.dates(date(2026, 3, 9), date(2026, 3, 22))
waiting = st.builds(Mail, st.sampled_from(MailKind), days)


@given(st.lists(waiting, max_size=6, unique_by=lambda mail: mail.for_date), st.frozensets(st.integers(0, 6)), st.data())
def test_of_all_that_wait_one_goes_or_keeps_the_date_and_scheduled_ones_are_told(
    mails: list[Mail], weekdays: frozenset[int], data: st.DataObject
) -> None:
    on = max((mail.for_date for mail in mails), default=MONDAY)
    gone: list[Mail] = []
    for place in data.draw(st.permutations(range(len(mails)))):
        others = mails[:place] + mails[place + 1 :]
        turn = turn_of(mails[place], others, on, is_chosen_day=on.weekday() in weekdays)
        mine = mails[place]
        if turn.may_go:
            kind = SCHEDULED if turn.becomes_scheduled else mine.kind
            mine = Mail(kind, mine.for_date, Fate.TOLD, on)
            gone.append(mine)
        else:
            mine = Mail(mine.kind, mine.for_date, Fate.REPLACED)
        mails = [*mails[:place], mine, *mails[place + 1 :]]
    assert len(gone) == (1 if mails else 0)
    if any(mail.kind == SCHEDULED for mail in mails):
        assert gone[0].kind == SCHEDULED
