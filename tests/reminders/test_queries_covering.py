"""What a mail covers: until the next one, and back to the first day that none has covered."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from accounts.models import User
from netzwerk.core.walls import acting_as
from reminders.models import Digest
from reminders.queries.covering import Covered, covered_by, covered_today
from reminders.services import name_people
from tests.factories import TODAY

SUNDAY = TODAY + timedelta(days=6)


def digest_on(user: User, day: date, **fields: Any) -> Digest:
    with acting_as(user):
        return Digest.objects.create(owner=user, for_date=day, **fields)


def weeks_ago(weeks: int) -> date:
    return TODAY - timedelta(weeks=weeks)


def since(user: User) -> date:
    return covered_by(user=user, on=TODAY, digest=Digest(owner=user, for_date=TODAY)).since


def test_mails_that_follow_each_other_cover_each_day_once(as_alice: User) -> None:
    digest_on(as_alice, weeks_ago(1), state="sent")

    found = covered_by(user=as_alice, on=TODAY, digest=digest_on(as_alice, TODAY))

    assert found == Covered(TODAY, TODAY, SUNDAY)


def test_a_first_mail_begins_with_its_own_day(as_alice: User) -> None:
    assert since(as_alice) == TODAY


def test_after_an_outage_it_reaches_back_to_what_no_mail_has_covered(as_alice: User) -> None:
    digest_on(as_alice, weeks_ago(4), state="sent")
    for weeks, state in ((3, "failed"), (2, "replaced"), (1, "waiting")):
        digest_on(as_alice, weeks_ago(weeks), state=state)

    assert since(as_alice) == weeks_ago(3)


def test_one_with_nothing_to_say_has_covered_its_days_and_one_that_was_not_wanted_none(as_alice: User) -> None:
    digest_on(as_alice, weeks_ago(4), state="sent")
    empty = digest_on(as_alice, weeks_ago(2), state="empty")
    assert since(as_alice) == weeks_ago(3)

    name_people(digest=empty, user=as_alice, on=weeks_ago(2))

    assert since(as_alice) == weeks_ago(1)


@pytest.mark.parametrize("kind", [Digest.Kind.DAY, Digest.Kind.NOW, Digest.Kind.TEST])
def test_mails_of_other_kinds_cover_nothing_for_others(as_alice: User, kind: str) -> None:
    digest_on(as_alice, weeks_ago(3), state="sent")
    digest_on(as_alice, weeks_ago(1), kind=kind, state="sent", covers_until=SUNDAY)

    assert since(as_alice) == weeks_ago(2)


def test_of_a_long_pause_the_birthdays_of_two_weeks_are_told(as_alice: User) -> None:
    digest_on(as_alice, weeks_ago(10), state="sent")

    found = covered_by(user=as_alice, on=TODAY, digest=Digest(owner=as_alice, for_date=TODAY))

    assert found.since == weeks_ago(9)
    assert found.dates_since == weeks_ago(2)


def test_what_a_mail_reached_is_kept_when_other_days_are_chosen_later(as_alice: User) -> None:
    as_alice.digest_weekdays = [0, 1, 2, 3, 4, 5, 6]
    digest = digest_on(as_alice, TODAY - timedelta(days=3), state="sent")
    name_people(digest=digest, user=as_alice, on=digest.for_date)
    as_alice.digest_weekdays = [0]

    assert since(as_alice) == TODAY - timedelta(days=2)


def test_one_that_is_tried_again_on_the_next_day_still_speaks_of_its_own(as_alice: User) -> None:
    digest_on(as_alice, weeks_ago(1), state="sent")
    digest = digest_on(as_alice, TODAY)
    name_people(digest=digest, user=as_alice, on=TODAY)

    found = covered_by(user=as_alice, on=TODAY + timedelta(days=1), digest=digest)

    assert found == Covered(TODAY, TODAY + timedelta(days=1), SUNDAY)


def test_an_old_one_that_is_tried_again_after_a_newer_one_repeats_nothing(as_alice: User) -> None:
    digest_on(as_alice, weeks_ago(3), state="sent")
    failed = digest_on(as_alice, weeks_ago(2))
    digest_on(as_alice, weeks_ago(1), state="sent")

    assert covered_by(user=as_alice, on=TODAY, digest=failed).since == TODAY


def test_one_on_the_day_itself_speaks_of_its_day_alone(as_alice: User) -> None:
    digest = digest_on(as_alice, TODAY, kind=Digest.Kind.DAY)

    assert covered_by(user=as_alice, on=TODAY, digest=digest) == Covered(TODAY, TODAY, TODAY, is_day=True)


def test_one_that_was_asked_for_speaks_of_today_on(as_alice: User) -> None:
    digest_on(as_alice, weeks_ago(3), state="sent")
    expected = Covered(TODAY, TODAY, SUNDAY, is_asked=True)

    assert covered_by(user=as_alice, on=TODAY) == expected
    asked = digest_on(as_alice, TODAY, kind=Digest.Kind.NOW)
    assert covered_by(user=as_alice, on=TODAY, digest=asked) == expected


def test_a_test_covers_what_the_mail_will_that_it_goes_before(as_alice: User) -> None:
    digest_on(as_alice, weeks_ago(2), state="sent")
    test = digest_on(as_alice, TODAY, kind=Digest.Kind.TEST)

    assert covered_by(user=as_alice, on=TODAY, digest=test) == Covered(weeks_ago(1), TODAY, SUNDAY)


def test_today_covers_what_the_mail_of_the_day_does_and_else_begins_with_today(as_alice: User) -> None:
    digest_on(as_alice, weeks_ago(2), state="sent")
    before = covered_today(user=as_alice, on=TODAY)
    digest_on(as_alice, TODAY, state="sent", covers_until=SUNDAY)

    assert covered_today(user=as_alice, on=TODAY) == before == Covered(weeks_ago(1), TODAY, SUNDAY)
    tuesday = TODAY + timedelta(days=1)
    assert covered_today(user=as_alice, on=tuesday).since == tuesday
    as_alice.digest_paused_until = tuesday
    assert covered_today(user=as_alice, on=TODAY).since == TODAY


def test_nothing_of_a_strangers_mails_counts(as_alice: User, charlie: User) -> None:
    digest_on(as_alice, weeks_ago(3), state="sent")
    digest_on(charlie, weeks_ago(1), state="sent")

    assert since(as_alice) == weeks_ago(2)
