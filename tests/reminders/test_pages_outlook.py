"""The next mail as the settings tell of it: who is named, why none comes, and which day a mail of its own has."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from allauth.account.models import EmailAddress as LoginAddress
from django.conf import LazySettings

from accounts.models import User
from netzwerk.core.walls import acting_as
from reminders.models import Digest
from reminders.pages.outlook import Outlook, outlook_of, planned_for
from reminders.services.hindrances import Hindrance
from reminders.services.planning import plan_digest
from tests.factories import make_contact, make_subscription
from tests.reminders.people import make_overdue

MONDAY_NOON = datetime(2026, 3, 16, 11, tzinfo=UTC)
NEXT_MONDAY = datetime(2026, 3, 23, 7, tzinfo=UTC)


def outlook(user: User) -> Outlook:
    with acting_as(user):
        return outlook_of(user, now=MONDAY_NOON)


def names_in(found: Outlook) -> list[str]:
    assert found.draft is not None
    return [one.contact.name for one in found.draft.proposal.people]


def test_it_names_those_who_will_be_due_by_then(alice: User) -> None:
    plan_digest(alice, MONDAY_NOON)
    # Due on Saturday, before the next mail and after today.
    make_contact(alice, "Miriam Kessler", closeness="close", last_moment_on=date(2026, 2, 21))

    found = outlook(alice)

    assert found.when == "Monday, 23 March at 8:00, Berlin time"
    assert names_in(found) == ["Miriam Kessler"]
    assert not found.is_on_the_day


@pytest.mark.parametrize(
    ("fields", "hindrance"),
    [
        ({"is_sample": True}, Hindrance.SAMPLE),
        ({"digest_weekdays": []}, Hindrance.OFF),
        ({"digest_paused_at": MONDAY_NOON}, Hindrance.REFUSED),
    ],
)
def test_it_says_what_stands_in_the_way(alice: User, fields: dict[str, object], hindrance: Hindrance) -> None:
    User.objects.filter(pk=alice.pk).update(**fields)
    user = User.objects.get(pk=alice.pk)
    plan_digest(user, MONDAY_NOON)

    found = outlook(user)

    assert (found.hindrance, found.draft) == (hindrance, None)
    assert found.hindrance_text


def test_an_unconfirmed_address_and_a_site_without_mail_hinder_it(alice: User, settings: LazySettings) -> None:
    LoginAddress.objects.update(verified=False)
    assert outlook(alice).hindrance == Hindrance.UNCONFIRMED

    settings.IS_MAIL_SET_UP = False
    assert outlook(alice).hindrance == Hindrance.NO_SERVER


def test_a_browser_that_takes_notifications_is_enough(alice: User, settings: LazySettings) -> None:
    settings.IS_MAIL_SET_UP = False
    make_subscription(alice)
    plan_digest(alice, MONDAY_NOON)

    assert outlook(alice).hindrance is None
    assert outlook(alice).when == "Monday, 23 March at 8:00, Berlin time"


def test_a_pause_is_told_until_it_is_over(alice: User) -> None:
    alice.digest_paused_until = date(2026, 3, 25)
    alice.save()
    plan_digest(alice, MONDAY_NOON)
    assert outlook(alice).paused_words == "Wednesday, 25 March"
    assert outlook(alice).when == "Monday, 30 March at 8:00, Berlin time"

    alice.digest_paused_until = date(2026, 3, 16)
    alice.save()
    plan_digest(alice, MONDAY_NOON)
    assert outlook(alice).paused_words == ""


def test_a_day_with_nothing_to_tell_is_passed_over_and_one_with_a_birthday_is_not(alice: User) -> None:
    alice.date_lead_days = [0]
    alice.save()
    plan_digest(alice, MONDAY_NOON)
    with acting_as(alice):
        planned = planned_for(alice, now=MONDAY_NOON)
    assert (planned.kind, planned.at) == (Digest.Kind.SCHEDULED, NEXT_MONDAY)

    make_contact(alice, "Aylin Demir", birthday_month=3, birthday_day=19)
    with acting_as(alice):
        planned = planned_for(alice, now=MONDAY_NOON)
    assert (planned.kind, planned.on) == (Digest.Kind.DAY, date(2026, 3, 19))


def test_one_whose_instant_has_come_is_of_now(alice: User) -> None:
    alice.next_digest_at = datetime(2026, 3, 16, 7, tzinfo=UTC)
    make_overdue(alice)

    with acting_as(alice):
        planned = planned_for(alice, now=MONDAY_NOON)

    assert (planned.at, planned.on) == (MONDAY_NOON, date(2026, 3, 16))


@pytest.mark.parametrize(
    ("zone", "words"),
    [
        ("America/Argentina/Buenos_Aires", "Sunday, 15 March at 23:00, Buenos Aires time"),
        ("UTC", "Monday, 16 March at 2:00, UTC time"),
    ],
)
def test_the_place_whose_clock_is_meant_is_told(alice: User, zone: str, words: str) -> None:
    alice.time_zone = zone
    alice.next_digest_at = datetime(2026, 3, 16, 2, tzinfo=UTC)

    with acting_as(alice):
        assert outlook_of(alice, now=datetime(2026, 3, 14, tzinfo=UTC)).when == words
