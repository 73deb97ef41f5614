"""Who is proposed: the rules of ranking, fed from the database."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from contacts.models import Contact, Exchange
from contacts.services import NewContact, add_contacts
from contacts.services.exchanges import settle_exchange
from goals.models import Goal, NextStep
from reminders.models import Digest
from reminders.services import Proposal, propose_people
from tests.factories import TODAY, local_today, make_approach, make_contact, make_exchange, make_goal
from tests.reminders.people import (
    days_ago,
    give_date,
    give_role,
    make_fresh,
    make_offer,
    make_overdue,
    name_on,
    plan_step,
    promise,
)


def names(proposal: Proposal) -> list[str]:
    return [one.contact.name for one in proposal.people]


def propose(user: User, on: date = TODAY, count: int | None = None) -> Proposal:
    return propose_people(user=user, on=on, count=count)


def test_somebody_who_is_due_is_proposed(as_alice: User) -> None:
    make_overdue(as_alice)
    make_fresh(as_alice)

    proposal = propose(as_alice)

    assert names(proposal) == ["Tomasz Bielak"]
    assert not proposal.nobody_due


def test_a_user_without_people_gets_nobody(as_alice: User) -> None:
    assert propose(as_alice) == Proposal(people=(), nobody_due=True, dates=())


def test_at_most_the_users_own_number_is_proposed(as_alice: User) -> None:
    for number in range(6):
        make_overdue(as_alice, f"Person {number}")

    assert len(propose(as_alice).people) == as_alice.digest_people == 3
    assert len(propose(as_alice, count=5).people) == 5


def test_when_nobody_is_due_roles_interest_and_the_heart_propose_and_it_says_so(as_alice: User) -> None:
    goal = make_goal(as_alice, is_leading=True)
    give_role(make_fresh(as_alice, "Role"), goal)
    make_fresh(as_alice, "Interesting", is_interesting=True)
    make_fresh(as_alice, "Heart", is_close_to_heart=True)
    make_fresh(as_alice, "Nothing special")

    proposal = propose(as_alice)

    assert names(proposal)[0] == "Role"
    assert set(names(proposal)) == {"Role", "Interesting", "Heart"}
    assert proposal.nobody_due


def test_on_the_first_day_new_names_without_any_mark_are_proposed_and_it_says_why(as_alice: User) -> None:
    today = local_today()
    people = [NewContact(name=f"Person {number}", closeness="good") for number in range(4)]
    people.append(NewContact(name="Just met", closeness="good", last_in_touch="this_month"))
    add_contacts(owner=as_alice, people=people, today=today)

    proposal = propose(as_alice, on=today)

    assert len(proposal.people) == 3
    assert "Just met" not in names(proposal)
    assert proposal.nobody_due
    assert {one.sentences for one in proposal.people} == {("New on your list, nothing noted yet.",)}
    assert len(propose(as_alice, on=today, count=10).people) == 4


def test_a_role_in_a_goal_that_rests_is_no_reason(as_alice: User) -> None:
    contact = make_fresh(as_alice)
    give_role(contact, make_goal(as_alice, status=Goal.Status.PAUSED))
    plan_step(contact, make_goal(as_alice, status=Goal.Status.LET_GO), "Write", TODAY)

    assert names(propose(as_alice)) == []


def test_thanks_for_a_goal_that_is_reached_are_a_reason_and_its_roles_are_none(as_alice: User) -> None:
    goal = make_goal(as_alice, status=Goal.Status.REACHED)
    miriam = make_fresh(as_alice, "Miriam Kessler")
    plan_step(miriam, goal, "Thank Miriam for the help", TODAY)
    give_role(make_fresh(as_alice, "Ruth"), goal)

    [one] = propose(as_alice).people

    assert one.contact == miriam
    assert "Thank Miriam for the help" in " ".join(one.sentences)


def test_a_step_that_was_dropped_is_no_reason(as_alice: User) -> None:
    contact, goal = make_fresh(as_alice), make_goal(as_alice)
    plan_step(contact, goal, "Write", TODAY)
    NextStep.objects.update(dropped_at=timezone.now())

    assert names(propose(as_alice)) == []


def test_people_whom_rule_2_withholds_are_never_proposed(as_alice: User) -> None:
    now = timezone.now()
    make_overdue(as_alice, "Resting", is_resting=True)
    make_overdue(as_alice, "Snoozed", snoozed_until=TODAY + timedelta(days=1))
    make_overdue(as_alice, "Archived", archived_at=now)
    make_overdue(as_alice, "Binned", deleted_at=now)
    make_overdue(as_alice, "Conflict", ended_in_conflict=True)
    make_overdue(as_alice, "Snoozed until today", snoozed_until=TODAY)

    assert names(propose(as_alice)) == ["Snoozed until today"]


def test_a_stranger_is_proposed_nobody_of_alice(as_alice: User, charlie: User) -> None:
    make_overdue(as_alice)

    assert propose(charlie).people == ()


def test_somebody_named_twice_without_a_reaction_is_set_aside_for_four_weeks(as_alice: User) -> None:
    contact = make_overdue(as_alice)
    name_on(days_ago(14), contact)
    name_on(days_ago(7), contact)

    assert names(propose(as_alice)) == []
    assert names(propose(as_alice, on=days_ago(7))) == ["Tomasz Bielak"], "on the day of the mail nobody vanishes"
    assert names(propose(as_alice, on=TODAY + timedelta(days=21))) == ["Tomasz Bielak"]


def test_a_later_snooze_was_a_reaction_to_the_namings_before_it(as_alice: User) -> None:
    contact = make_overdue(as_alice, snoozed_until=days_ago(1))
    name_on(days_ago(14), contact)
    name_on(days_ago(7), contact)

    assert names(propose(as_alice)) == ["Tomasz Bielak"]


def test_whatever_was_done_about_somebody_was_a_reaction(as_alice: User) -> None:
    goal = make_goal(as_alice)
    told = datetime.combine(days_ago(6), time(12), tzinfo=UTC)
    people = [make_overdue(as_alice, name) for name in ("Planned", "Done", "Dropped", "Given", "Kept", "Ignored")]
    planned, done, dropped, given, kept, ignored = people
    name_on(days_ago(14), *people)
    name_on(days_ago(7), *people)
    steps = [plan_step(contact, goal, "Write", TODAY + timedelta(days=30)) for contact in (planned, done, dropped)]
    exchanges = [promise(kept, "The outline"), make_exchange(as_alice, given, "given")]
    long_ago = told - timedelta(days=60)
    NextStep.objects.update(created_at=long_ago)
    Exchange.objects.update(created_at=long_ago)
    NextStep.objects.filter(pk=steps[0].pk).update(created_at=told)
    NextStep.objects.filter(pk=steps[1].pk).update(done_at=told)
    NextStep.objects.filter(pk=steps[2].pk).update(dropped_at=told)
    Exchange.objects.filter(pk=exchanges[0].pk).update(done_on=days_ago(6))
    Exchange.objects.filter(pk=exchanges[1].pk).update(created_at=told)

    assert {*names(propose(as_alice, count=10))} == {one.name for one in people} - {ignored.name}


def test_mails_that_were_asked_for_or_never_left_set_nobody_aside(as_alice: User) -> None:
    contact = make_overdue(as_alice)
    name_on(days_ago(14), contact, kind=Digest.Kind.NOW)
    name_on(days_ago(7), contact, kind=Digest.Kind.NOW)
    name_on(days_ago(8), contact, state=Digest.State.FAILED)
    name_on(days_ago(6), contact, state=Digest.State.FAILED)

    assert names(propose(as_alice)) == ["Tomasz Bielak"]


def test_what_was_thought_of_for_somebody_goes_before_the_offers(as_alice: User) -> None:
    contact = make_overdue(as_alice)
    make_offer(as_alice, "A second pair of eyes")
    assert [one.gives for one in propose(as_alice).people] == ["A second pair of eyes"]

    make_approach(make_goal(as_alice), contact, gives="The checklist she asked for")

    assert [one.gives for one in propose(as_alice).people] == ["The checklist she asked for"]


def test_offers_take_turns_by_person_and_day(as_alice: User) -> None:
    for number in range(2):
        make_overdue(as_alice, f"Person {number}")
        make_offer(as_alice, f"Offer {number}", position=number)

    today = [one.gives for one in propose(as_alice).people]
    tomorrow = [one.gives for one in propose(as_alice, on=TODAY + timedelta(days=1)).people]

    assert set(today) == {"Offer 0", "Offer 1"}
    assert tomorrow == today[::-1]


def test_all_birthdays_until_the_next_mail_are_told_soonest_first(as_alice: User) -> None:
    for name, day in (("Sunday", 22), ("Today", 16), ("Next Monday", 23), ("Thursday", 19), ("Yesterday", 15)):
        make_fresh(as_alice, name, birthday_month=3, birthday_day=day)

    assert [one.contact.name for one in propose(as_alice).dates] == ["Today", "Thursday", "Sunday"]
    as_alice.digest_weekdays = [0, 2]
    assert [one.contact.name for one in propose(as_alice).dates] == ["Today"]


def test_a_date_of_somebodys_own_proposes_them_and_says_which(as_alice: User) -> None:
    contact = make_fresh(as_alice, "Aylin Demir")
    give_date(contact, "Anniversary", 3, 19, 2016)
    give_date(contact, "Name day", 3, 17)
    give_date(contact, "Moved here", 3, 25)

    [one] = propose(as_alice).people

    assert one.contact == contact
    assert one.sentences == ("Name day tomorrow.", "Anniversary on Thursday (10 years).")
    assert [(each.on.day, each.sentence, each.is_birthday) for each in propose(as_alice).dates] == [
        (17, "Name day tomorrow.", False),
        (19, "Anniversary on Thursday (10 years).", False),
    ]


def test_a_birthday_and_an_own_date_bring_their_points_once_and_are_both_told(as_alice: User) -> None:
    contact = make_fresh(as_alice, birthday_month=3, birthday_day=18)
    give_date(contact, "Anniversary", 3, 18, 2025)

    [one] = propose(as_alice).people

    assert one.sentences == ("Birthday on Wednesday.", "Anniversary on Wednesday (1 year).")


def test_an_own_date_on_a_leap_day_is_kept_when_the_user_wants(as_alice: User) -> None:
    give_date(make_fresh(as_alice), "Anniversary", 2, 29, 2024)
    as_alice.digest_weekdays = [0, 1, 2, 3, 4, 5, 6]

    for leap_day, on in (("feb28", date(2027, 2, 28)), ("mar1", date(2027, 3, 1))):
        as_alice.leap_day = leap_day
        assert [one.sentence for one in propose(as_alice, on=on).dates] == ["Anniversary today (3 years)."]
    assert propose(as_alice, on=date(2027, 2, 28)).dates == ()


def test_own_dates_of_people_whom_rule_2_withholds_are_not_told(as_alice: User, charlie: User) -> None:
    for contact in (make_fresh(as_alice, "Resting", is_resting=True), make_contact(charlie, "Foreign")):
        give_date(contact, "Anniversary", 3, 16)

    assert propose(as_alice) == Proposal(people=(), nobody_due=True, dates=())


def test_only_named_people_are_considered_when_a_mail_is_sent_again(as_alice: User) -> None:
    first, second = make_overdue(as_alice, "First"), make_overdue(as_alice, "Second")

    assert names(propose_people(user=as_alice, on=TODAY, only=[second.pk])) == [second.name]
    assert names(propose_people(user=as_alice, on=TODAY, only=[])) == []
    assert set(names(propose(as_alice))) == {first.name, second.name}


def test_people_and_order_are_the_same_all_day(as_alice: User) -> None:
    for number in range(30):
        make_overdue(as_alice, f"Person {number}", last_moment_on=days_ago(100 + number * 60))

    assert names(propose(as_alice, count=10)) == names(propose(as_alice, count=10))


def test_an_open_promise_is_a_reason_once_it_has_no_date_or_its_date_comes(as_alice: User) -> None:
    undated, soon, later = (make_fresh(as_alice, name) for name in ("Undated", "Soon", "Later"))
    promise(undated, "The outline")
    promise(soon, "The style guide", date(2026, 3, 22))
    promise(later, "A review", date(2026, 3, 23))

    proposal = propose(as_alice)

    assert {one.contact.name: one.sentences for one in proposal.people} == {
        "Undated": ("Open promise: The outline.",),
        "Soon": ("Open promise: The style guide, by 22 March.",),
    }


def test_a_kept_promise_is_no_reason_any_more(as_alice: User) -> None:
    settle_exchange(exchange=promise(make_fresh(as_alice), "The outline"), done_on=TODAY)

    assert propose(as_alice).people == ()


def test_a_next_step_and_a_promise_bring_their_points_once_and_are_both_told(as_alice: User) -> None:
    contact = make_fresh(as_alice)
    plan_step(contact, make_goal(as_alice), "Write", TODAY)
    promise(contact, "The outline")
    promise(contact, "By today", TODAY)

    [one] = propose(as_alice).people

    assert one.sentences == ("Next step: Write, by 16 March.", "Open promise: By today, by 16 March.")


@pytest.mark.parametrize(
    "state", [{"is_resting": True}, {"ended_in_conflict": True}, {"snoozed_until": date(2026, 4, 1)}]
)
def test_a_promise_to_somebody_whom_rule_2_withholds_proposes_nobody(as_alice: User, state: dict[str, Any]) -> None:
    promise(make_fresh(as_alice, **state), "The outline")

    assert propose(as_alice).people == ()


def test_queries_do_not_grow_with_people(
    as_alice: User, django_assert_same_queries: Callable[[], CaptureQueriesContext]
) -> None:
    def fill(count: int) -> None:
        goal = make_goal(as_alice)
        people = [
            NewContact(name=f"P {count} {n}", closeness="good", last_in_touch="longer", is_interesting=True)
            for n in range(count)
        ]
        for contact in add_contacts(owner=as_alice, people=people, today=TODAY)[:20]:
            give_role(contact, goal)
            plan_step(contact, goal, "Write", TODAY)
            Contact.objects.filter(pk=contact.pk).update(birthday_month=3, birthday_day=18)
            give_date(contact, "Anniversary", 3, 17)
            promise(contact, "The outline")

    fill(2)
    with django_assert_same_queries() as few:
        propose(as_alice)
    fill(90)
    with django_assert_same_queries() as more:
        propose(as_alice)
    fill(200)
    with django_assert_same_queries() as many:
        assert len(propose(as_alice).people) == 3
    # Of more than a hundred, the database shortens the list.
    assert len(more) == len(few) == len(many) - 1 <= 17


def test_somebody_in_the_bin_is_no_coming_date(as_alice: User) -> None:
    make_contact(as_alice, "Gone", birthday_month=3, birthday_day=17, deleted_at=timezone.now())

    assert propose(as_alice).dates == ()
