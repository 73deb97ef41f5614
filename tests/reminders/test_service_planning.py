"""When the next mail is planned: at the confirmation of an address, after a move, never without a wish."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress as LoginAddress
from allauth.account.models import EmailConfirmationHMAC
from django.test import Client
from pytest_django import Settings

from accounts.forms import UserForm
from accounts.models import User
from accounts.services import announce_preferences
from netzwerk.core.walls import acting_as
from reminders.models import Digest, PushSubscription
from reminders.services import pause_mails, plan_digest, push, resume_mails, stop_mails
from reminders.services.wishes import Wishes, save_wishes
from tests.factories import make_contact

MONDAY_NOON = datetime(2026, 3, 16, 11, tzinfo=UTC)
NEXT_MONDAY_8 = datetime(2026, 3, 23, 7, tzinfo=UTC)


def test_the_next_mail_is_planned_for_the_users_day_and_hour(alice: User) -> None:
    assert plan_digest(alice, MONDAY_NOON) == NEXT_MONDAY_8
    alice.refresh_from_db()
    assert alice.next_digest_at == NEXT_MONDAY_8


@pytest.mark.parametrize(
    "fields",
    [{"digest_weekdays": []}, {"is_sample": True}, {"is_active": False}, {"digest_paused_at": MONDAY_NOON}],
)
def test_no_mail_is_planned_without_a_wish_or_while_they_pause(alice: User, fields: dict[str, object]) -> None:
    for name, value in fields.items():
        setattr(alice, name, value)
    alice.save()

    assert plan_digest(alice, MONDAY_NOON) is None


def test_no_mail_is_planned_to_an_address_that_is_not_confirmed(alice: User) -> None:
    LoginAddress.objects.update(verified=False)

    assert plan_digest(alice, MONDAY_NOON) is None


def test_confirming_the_address_plans_the_first_mail_and_ends_a_pause(alice: User) -> None:
    LoginAddress.objects.update(verified=False)
    User.objects.filter(pk=alice.pk).update(digest_refusals=3, digest_paused_at=MONDAY_NOON)

    with time_machine.travel(MONDAY_NOON, tick=False):
        key = EmailConfirmationHMAC(LoginAddress.objects.get()).key
        Client(HTTP_HOST="localhost").post(f"/accounts/confirm-email/{key}/")

    alice.refresh_from_db()
    assert (alice.next_digest_at, alice.digest_refusals, alice.digest_paused_at) == (NEXT_MONDAY_8, 0, None)


def test_a_move_to_another_time_zone_plans_anew(alice: User) -> None:
    with time_machine.travel(MONDAY_NOON, tick=False):
        client = Client(HTTP_HOST="localhost")
        client.force_login(alice)
        form = {"first_name": "Alice", "language": "en", "time_zone": "America/New_York", "leap_day": "feb28"}
        assert client.post("/settings/", form).status_code == 302

    alice.refresh_from_db()
    assert alice.next_digest_at == datetime(2026, 3, 16, 12, tzinfo=UTC), "8:00 in New York is still to come"


def replan(user: User, at: datetime = MONDAY_NOON) -> datetime | None:
    """Announce a change of what was saved, at an instant, and return the next mail."""
    with time_machine.travel(at, tick=False):
        announce_preferences(user=user)
    user.refresh_from_db()
    return user.next_digest_at


def subscribe(user: User) -> None:
    """Let a browser take notifications."""
    with acting_as(user):
        PushSubscription.objects.create(owner=user, endpoint="https://push.example.org/1", endpoint_hash="0" * 64)


def test_a_pause_sends_nothing_before_its_day_and_ends_by_itself(alice: User) -> None:
    with time_machine.travel(MONDAY_NOON, tick=False):
        pause_mails(user=alice, until=date(2026, 4, 6))

    alice.refresh_from_db()
    assert alice.next_digest_at == datetime(2026, 4, 6, 6, tzinfo=UTC)


def test_a_pause_takes_back_what_is_due_and_not_yet_claimed(alice: User) -> None:
    User.objects.filter(pk=alice.pk).update(next_digest_at=MONDAY_NOON - timedelta(minutes=1))
    with time_machine.travel(MONDAY_NOON, tick=False):
        pause_mails(user=alice, until=date(2026, 3, 20))

    assert alice.next_digest_at == NEXT_MONDAY_8


def test_a_pause_can_be_ended_by_hand(alice: User) -> None:
    with time_machine.travel(MONDAY_NOON, tick=False):
        pause_mails(user=alice, until=date(2027, 1, 1))
        resume_mails(alice)

    alice.refresh_from_db()
    assert (alice.digest_paused_until, alice.next_digest_at) == (None, NEXT_MONDAY_8)


def test_saving_the_settings_does_not_end_the_holidays(alice: User) -> None:
    with time_machine.travel(MONDAY_NOON, tick=False):
        pause_mails(user=alice, until=date(2026, 4, 6))
        save_wishes(user=alice, wishes=Wishes(weekdays=(2,), hour=8, people=3))

    assert alice.next_digest_at == datetime(2026, 4, 8, 6, tzinfo=UTC)


def test_what_is_due_and_not_yet_claimed_stays_due_when_settings_are_saved(alice: User) -> None:
    due = MONDAY_NOON - timedelta(days=2)
    User.objects.filter(pk=alice.pk).update(next_digest_at=due)

    assert replan(alice) == due


def test_without_a_wish_what_was_due_goes(alice: User) -> None:
    User.objects.filter(pk=alice.pk).update(next_digest_at=MONDAY_NOON)
    with time_machine.travel(MONDAY_NOON, tick=False):
        stop_mails(user=alice)

    alice.refresh_from_db()
    assert alice.next_digest_at is None


def test_notifications_alone_are_planned_like_mails(alice: User) -> None:
    alice.has_mails = False
    alice.save()

    assert plan_digest(alice, MONDAY_NOON) == NEXT_MONDAY_8


def test_where_no_mail_is_set_up_only_a_browser_is_reminded(alice: User, settings: Settings) -> None:
    settings.IS_MAIL_SET_UP = False

    assert plan_digest(alice, MONDAY_NOON) is None
    subscribe(alice)
    assert plan_digest(alice, MONDAY_NOON) == NEXT_MONDAY_8


TOMORROW_8 = datetime(2026, 3, 17, 7, tzinfo=UTC)


def test_mails_on_the_day_are_planned_for_every_day(alice: User) -> None:
    alice.date_lead_days = [0, 7]
    alice.save()
    assert plan_digest(alice, MONDAY_NOON) == TOMORROW_8
    alice.date_lead_days = [7]
    alice.save()
    assert plan_digest(alice, MONDAY_NOON) == NEXT_MONDAY_8


@pytest.mark.parametrize(
    "fields", [{}, {"is_resting": True}, {"deleted_at": MONDAY_NOON}, {"archived_at": MONDAY_NOON}]
)
def test_one_person_with_a_mail_on_the_day_is_enough_also_while_away(alice: User, fields: dict[str, object]) -> None:
    make_contact(alice, "Miriam Kessler", date_lead_days=[0, 30], **fields)
    make_contact(alice, "Jonas Ott", date_lead_days=[7])

    assert replan(alice) == TOMORROW_8


def test_people_of_others_are_no_matter(alice: User, charlie: User) -> None:
    make_contact(charlie, date_lead_days=[0])
    assert replan(alice) == NEXT_MONDAY_8


def test_whoever_flies_east_past_the_hour_gets_the_mail_of_the_day_at_once(alice: User) -> None:
    before = datetime(2026, 3, 16, 15, tzinfo=UTC)  # 8:00 in Los Angeles
    User.objects.filter(pk=alice.pk).update(next_digest_at=before)

    assert replan(alice) == datetime(2026, 3, 16, 7, tzinfo=UTC), "due since 8:00 in Berlin"


def test_whoever_has_had_the_mail_of_the_day_gets_no_second_one_by_flying(alice: User) -> None:
    User.objects.filter(pk=alice.pk).update(next_digest_at=datetime(2026, 3, 16, 15, tzinfo=UTC))
    with acting_as(alice):
        Digest.objects.create(owner=alice, for_date=date(2026, 3, 16))

    assert replan(alice) == NEXT_MONDAY_8


def test_saving_another_setting_on_the_day_after_the_hour_changes_nothing(alice: User) -> None:
    User.objects.filter(pk=alice.pk).update(next_digest_at=NEXT_MONDAY_8)
    assert replan(alice) == NEXT_MONDAY_8


def test_where_no_mail_is_set_up_the_first_browser_begins_and_the_last_one_ends_it(
    alice: User, settings: Settings
) -> None:
    settings.IS_MAIL_SET_UP = False
    with time_machine.travel(MONDAY_NOON, tick=False), acting_as(alice):
        browsers = [
            push.add_browser(
                user=alice, endpoint=f"https://push.example.org/{number}", p256dh="B", auth="a", device="Firefox"
            )
            for number in range(2)
        ]
    alice.refresh_from_db()
    assert alice.next_digest_at == NEXT_MONDAY_8

    push.forget_browser(owner_id=alice.pk, mark=browsers[0].endpoint_hash)
    alice.refresh_from_db()
    assert alice.next_digest_at is not None

    push.forget_browsers_but(user=alice, mark="")
    alice.refresh_from_db()
    assert alice.next_digest_at is None


def test_what_another_tab_has_stored_meanwhile_counts(alice: User) -> None:
    User.objects.filter(pk=alice.pk).update(digest_weekdays=[1], digest_hour=9)

    assert plan_digest(alice, MONDAY_NOON) == datetime(2026, 3, 17, 8, tzinfo=UTC)


def test_a_form_of_the_settings_brings_no_mails_back_that_were_stopped_meanwhile(alice: User) -> None:
    form = UserForm(
        {"first_name": "Alice", "language": "en", "time_zone": "Europe/Berlin", "leap_day": "feb28"},
        instance=User.objects.get(pk=alice.pk),
    )
    stop_mails(user=alice)

    form.save()

    assert User.objects.get(pk=alice.pk).digest_weekdays == []


def test_mails_are_stopped_also_for_an_account_that_goes_in_the_same_second(alice: User) -> None:
    gone = User.objects.get(pk=alice.pk)
    alice.delete()

    stop_mails(user=gone)

    assert not User.objects.exists()
