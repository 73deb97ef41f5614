"""Birthdays and own dates told ahead, on the day itself, and after the day when no mail came."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone, translation

from accounts.models import User
from contacts.models import Contact
from netzwerk.core.walls import acting_as
from reminders.models import Digest
from reminders.queries.covering import covered_by
from reminders.queries.leads import has_day_mails, has_day_to_tell
from reminders.services import ComingDate, Proposal, name_people, propose_people
from tests.factories import TODAY, make_contact, make_goal, make_user
from tests.reminders.people import give_date, make_fresh, make_overdue, plan_step, promise


def born(owner: User, name: str, day: date, year: int | None = None, **fields: Any) -> Contact:
    return make_fresh(owner, name, birthday_month=day.month, birthday_day=day.day, birthday_year=year, **fields)


def in_days(days: int) -> date:
    return TODAY + timedelta(days=days)


def proposal_of(user: User, on: date = TODAY, **fields: Any) -> Proposal:
    """Return what the mail of a day says; without other mails it is the first."""
    digest = Digest(owner=user, for_date=on, **fields)
    return propose_people(user=user, on=on, covered=covered_by(user=user, on=on, digest=digest))


def told(user: User, on: date = TODAY, **fields: Any) -> list[str]:
    return [f"{one.contact.name}: {one.sentence}" for one in proposal_of(user, on, **fields).dates]


def test_without_lead_days_only_what_the_mail_covers_is_told(as_alice: User) -> None:
    born(as_alice, "Soon", in_days(3))
    born(as_alice, "In a week", in_days(8))
    born(as_alice, "In a month", in_days(31))

    assert told(as_alice) == ["Soon: Birthday on Thursday."]


def test_lead_days_tell_a_week_and_a_month_ahead_beside(as_alice: User) -> None:
    as_alice.date_lead_days = [7, 30]
    born(as_alice, "Soon", in_days(3))
    born(as_alice, "In a week", in_days(8), 1976)
    born(as_alice, "Between", in_days(20))
    give_date(make_fresh(as_alice, "In a month"), "Anniversary", 4, 17, 2016)

    assert told(as_alice) == [
        "Soon: Birthday on Thursday.",
        "In a week: Birthday on 24 March, in 8 days (turns 50).",
        "In a month: Anniversary on 17 April, in 32 days (10 years).",
    ]
    ahead = [one for one in proposal_of(as_alice).dates if one.is_ahead]
    assert [(one.contact.name, one.on) for one in ahead] == [("In a week", in_days(8)), ("In a month", in_days(32))]
    assert not any(one.is_belated for one in ahead)


def test_each_mail_tells_a_date_once_for_each_lead_day(as_alice: User) -> None:
    as_alice.date_lead_days = [0, 7, 30]
    born(as_alice, "Ruth", in_days(40))

    weeks = [week for week in range(8) if told(as_alice, in_days(7 * week))]

    assert weeks == [1, 4, 5]


def test_somebodys_own_lead_days_go_before_those_of_the_settings(as_alice: User) -> None:
    as_alice.date_lead_days = [30]
    born(as_alice, "As the settings say", in_days(31))
    born(as_alice, "A week ahead", in_days(9), date_lead_days=[7])
    born(as_alice, "Not a month ahead", in_days(32), date_lead_days=[7])
    give_date(make_fresh(as_alice, "Neither", date_lead_days=[]), "Anniversary", 4, 16)

    assert told(as_alice) == [
        "A week ahead: Birthday on 25 March, in 9 days.",
        "As the settings say: Birthday on 16 April, in 31 days.",
    ]


def test_a_date_ahead_brings_no_points(as_alice: User) -> None:
    as_alice.date_lead_days = [30]
    born(as_alice, "Ruth", in_days(31))

    assert proposal_of(as_alice).people == ()


def test_of_whoever_is_named_anyway_a_date_ahead_is_told_with_the_rest(as_alice: User) -> None:
    as_alice.date_lead_days = [30]
    make_overdue(as_alice, "Ruth", birthday_month=4, birthday_day=16)

    [one] = proposal_of(as_alice).people

    assert one.sentences[-1] == "Birthday on 16 April, in 31 days."
    assert proposal_of(as_alice).further_dates == ()


def test_a_leap_day_is_told_ahead_of_the_day_on_which_the_user_keeps_it(as_alice: User) -> None:
    as_alice.date_lead_days = [30]
    make_fresh(as_alice, "Leap", birthday_month=2, birthday_day=29)
    as_alice.digest_weekdays = list(range(7))

    for leap_day, on in (("feb28", date(2027, 1, 29)), ("mar1", date(2027, 1, 30))):
        as_alice.leap_day = leap_day
        assert [day for n in range(5) if told(as_alice, day := date(2027, 1, 27) + timedelta(days=n))] == [on]


def test_after_an_outage_a_birthday_that_passed_is_told_and_marked(as_alice: User) -> None:
    Digest.objects.create(owner=as_alice, for_date=in_days(-21), state="sent")
    born(as_alice, "Saturday", in_days(-2), 1976)
    born(as_alice, "Yesterday", in_days(-1))
    born(as_alice, "Longer ago", in_days(-10))
    born(as_alice, "Much longer ago", in_days(-15))
    born(as_alice, "Told before", in_days(-16))
    give_date(make_fresh(as_alice, "Own"), "Anniversary.", 3, 13, 2025)

    proposal = proposal_of(as_alice)

    assert told(as_alice) == [
        "Longer ago: Birthday was on 6 March.",
        "Own: Anniversary was on Friday (1 year).",
        "Saturday: Birthday was on Saturday (turned 50).",
        "Yesterday: Birthday was yesterday.",
    ]
    assert all(one.is_belated for one in proposal.dates)
    assert proposal.people == (), "it is no reason any more"


def test_after_an_outage_a_lead_day_that_was_missed_is_told_once(as_alice: User) -> None:
    as_alice.date_lead_days = [7]
    Digest.objects.create(owner=as_alice, for_date=in_days(-14), state="sent")
    born(as_alice, "Missed", in_days(1))
    born(as_alice, "Ahead", in_days(10))

    assert told(as_alice) == ["Missed: Birthday tomorrow.", "Ahead: Birthday on 26 March, in 10 days."]


def test_after_an_outage_steps_and_promises_say_when_they_were_due(as_alice: User) -> None:
    plan_step(make_fresh(as_alice, "Step"), make_goal(as_alice), "Write.", in_days(-3))
    promise(make_fresh(as_alice, "Promise"), "The outline", in_days(-4))

    sentences = {one.contact.name: one.sentences for one in proposal_of(as_alice).people}

    assert sentences == {
        "Step": ("Next step: Write. Was due on 13 March.",),
        "Promise": ("Open promise: The outline. Was due on 12 March.",),
    }


@pytest.mark.parametrize(
    "hidden",
    [
        {"is_resting": True},
        {"ended_in_conflict": True},
        {"snoozed_until": date(2026, 3, 17)},
        {"archived_at": datetime(2026, 3, 1, tzinfo=UTC)},
        {"deleted_at": datetime(2026, 3, 1, tzinfo=UTC)},
    ],
)
def test_nobody_whom_rule_2_withholds_is_told_ahead_late_or_on_the_day(as_alice: User, hidden: dict[str, Any]) -> None:
    as_alice.date_lead_days = [0, 7, 30]
    Digest.objects.create(owner=as_alice, for_date=in_days(-14), state="sent")
    for days in (-1, 0, 8, 31):
        contact = born(as_alice, f"In {days}", in_days(days), **hidden)
        give_date(contact, "Anniversary", in_days(days).month, in_days(days).day)

    assert told(as_alice) == []
    assert told(as_alice, kind=Digest.Kind.DAY) == []
    assert not has_day_to_tell(user=as_alice, on=TODAY)


def test_nothing_of_a_stranger_is_told(as_alice: User, charlie: User) -> None:
    as_alice.date_lead_days = [0, 7, 30]
    for days in (0, 8, 31):
        with acting_as(charlie):
            born(charlie, "Foreign", in_days(days), date_lead_days=[0])

    assert told(as_alice) == []
    assert not has_day_to_tell(user=as_alice, on=TODAY)


# On the day itself.


def test_a_mail_on_the_day_names_whose_day_it_is_and_nobody_else(as_alice: User) -> None:
    as_alice.date_lead_days = [0, 7]
    make_overdue(as_alice, "Due")
    born(as_alice, "Today", TODAY)
    born(as_alice, "Tomorrow", in_days(1))
    born(as_alice, "In a week", in_days(7))
    give_date(make_fresh(as_alice, "Own"), "Name day", 3, 16)
    born(as_alice, "Rather not", TODAY, date_lead_days=[])

    proposal = proposal_of(as_alice, kind=Digest.Kind.DAY)

    assert {one.contact.name for one in proposal.people} == {"Today", "Own"}
    assert told(as_alice, kind=Digest.Kind.DAY) == ["Own: Name day today.", "Today: Birthday today."]


def test_of_more_than_there_are_places_all_days_are_told(as_alice: User) -> None:
    as_alice.date_lead_days = [0]
    for number in range(5):
        born(as_alice, f"Person {number}", TODAY)

    proposal = proposal_of(as_alice, kind=Digest.Kind.DAY)

    assert (len(proposal.people), len(proposal.dates), len(proposal.further_dates)) == (3, 5, 2)


def test_a_mail_on_the_day_that_went_out_a_day_late_says_so(as_alice: User) -> None:
    as_alice.date_lead_days = [0]
    born(as_alice, "Yesterday", TODAY)
    digest = Digest(owner=as_alice, for_date=TODAY, kind=Digest.Kind.DAY)

    covered = covered_by(user=as_alice, on=in_days(1), digest=digest)
    [one] = propose_people(user=as_alice, on=in_days(1), covered=covered).dates

    assert (one.sentence, one.is_belated) == ("Birthday was yesterday.", True)


def test_a_day_has_something_to_tell_when_somebody_wants_it(as_alice: User) -> None:
    born(as_alice, "Ruth", TODAY)
    assert not has_day_to_tell(user=as_alice, on=TODAY)
    as_alice.date_lead_days = [0]
    assert has_day_to_tell(user=as_alice, on=TODAY)
    assert not has_day_to_tell(user=as_alice, on=in_days(1))

    as_alice.date_lead_days = [7]
    give_date(make_fresh(as_alice, "Own", date_lead_days=[0, 30]), "Name day", 3, 17)

    assert not has_day_to_tell(user=as_alice, on=TODAY)
    assert has_day_to_tell(user=as_alice, on=in_days(1))


def test_a_day_before_somebody_was_born_has_nothing_to_tell(as_alice: User) -> None:
    as_alice.date_lead_days = [0]
    born(as_alice, "Expected", TODAY, 2027)

    assert not has_day_to_tell(user=as_alice, on=TODAY)
    assert has_day_to_tell(user=as_alice, on=date(2027, 3, 16))


def test_what_a_day_has_to_tell_is_what_its_mail_tells(as_alice: User) -> None:
    as_alice.date_lead_days = [0]
    make_fresh(as_alice, "Leap", birthday_month=2, birthday_day=29)
    give_date(make_fresh(as_alice, "Own", date_lead_days=[]), "Name day", 3, 1)

    for leap_day in User.LeapDay.values:
        as_alice.leap_day = leap_day
        for year in (2026, 2028):
            for n in range(5):
                on = date(year, 2, 27) + timedelta(days=n)
                assert has_day_to_tell(user=as_alice, on=on) == bool(told(as_alice, on, kind=Digest.Kind.DAY))


def test_mails_on_the_day_are_wanted_by_the_settings_or_for_one_person(as_alice: User) -> None:
    assert not has_day_mails(as_alice)
    contact = make_fresh(as_alice, date_lead_days=[0, 7])
    assert has_day_mails(as_alice)
    Contact.objects.filter(pk=contact.pk).update(deleted_at=timezone.now())
    assert has_day_mails(as_alice), "who comes back from the bin is told without planning anew"
    Contact.objects.filter(pk=contact.pk).update(date_lead_days=[7])
    assert not has_day_mails(as_alice)
    as_alice.date_lead_days = [0, 30]
    assert has_day_mails(as_alice)


def test_a_mail_on_the_day_is_written_down_and_covers_nothing_for_the_next(as_alice: User) -> None:
    as_alice.date_lead_days = [0]
    born(as_alice, "Ruth", in_days(1))
    digest = Digest.objects.create(owner=as_alice, for_date=in_days(1), kind=Digest.Kind.DAY)

    proposal = name_people(digest=digest, user=as_alice, on=in_days(1))

    assert [one.contact.name for one in proposal.people] == ["Ruth"]
    assert isinstance(proposal.dates[0], ComingDate)
    Digest.objects.filter(pk=digest.pk).update(state="sent")
    assert covered_by(
        user=as_alice, on=in_days(7), digest=Digest(owner=as_alice, for_date=in_days(7))
    ).since == in_days(7)


@pytest.mark.django_db
def test_german_tells_days_ahead_and_days_that_passed() -> None:
    user = make_user("de@example.org", language="de", date_lead_days=[30])
    with acting_as(user), translation.override("de"):
        Digest.objects.create(owner=user, for_date=in_days(-14), state="sent")
        make_contact(user, "A", birthday_month=3, birthday_day=14, birthday_year=1976)
        make_contact(user, "B", birthday_month=4, birthday_day=17, birthday_year=1986)
        assert told(user) == [
            "A: Geburtstag war am Samstag (wurde 50).",
            "B: Geburtstag am 17. April, in 32 Tagen (wird 40).",
        ]
