"""The sample account: believable, complete, the same each time, and relative to the day."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import Any

import pytest

from accounts.models import User
from accounts.services import make_sample_user
from contacts.models import Closeness, Contact, EmailAddress, Moment, Origin, OwnDate, PhoneNumber
from contacts.rules.states import State
from goals.models import Competence, Goal, NextStep, Offer, Question, Role
from netzwerk.core.owned import owned_models
from netzwerk.core.walls import acting_as
from tests.factories import TODAY, make_user
from transfer.sample import fill_with_sample

DAYS = [TODAY, date(2028, 2, 29), date(2026, 12, 31), date(2027, 1, 1)]


def _story(user: User, today: date = TODAY) -> list[tuple[Any, ...]]:
    fill_with_sample(user=user, today=today)
    contacts = Contact.objects.for_user(user).with_details().order_by("name")
    return [
        (one.name, one.closeness, one.last_moment_on, one.anchor_on, one.birthday, str(one.current_position), one.note)
        for one in contacts
    ]


def test_there_are_about_150_people_of_all_origins_and_layers(as_alice: User) -> None:
    fill_with_sample(user=as_alice, today=TODAY)

    contacts = Contact.objects.for_user(as_alice)
    assert 140 <= contacts.count() <= 160
    assert len(set(contacts.values_list("folded_name", flat=True))) == contacts.count()
    origins = Counter(contacts.values_list("origin", flat=True))
    assert all(origins[origin] >= 10 for origin in Origin.values)
    layers = Counter(contacts.values_list("closeness", flat=True))
    assert layers[Closeness.INNER] == 5
    assert all(layers[layer] >= 10 for layer in Closeness.values if layer != Closeness.INNER)


@pytest.mark.parametrize("today", DAYS)
def test_there_is_somebody_in_each_state(as_alice: User, today: date) -> None:
    fill_with_sample(user=as_alice, today=today)

    contacts = Contact.objects.for_user(as_alice)
    states = {state: contacts.in_state(state, on=today).count() for state in State}
    assert all(states.values()), states
    assert 8 <= states[State.DUE] <= 30
    assert contacts.filter(snoozed_until__gt=today).count() >= 2
    assert contacts.filter(is_interesting=True).count() >= 4
    assert contacts.filter(is_close_to_heart=True).count() >= 3
    assert contacts.filter(ended_in_conflict=True).count() == 1


@pytest.mark.parametrize("today", DAYS)
def test_what_happened_lies_in_the_past_and_birthdays_ahead(as_alice: User, today: date) -> None:
    fill_with_sample(user=as_alice, today=today)

    moments = Moment.objects.for_user(as_alice)
    assert not moments.filter(happened_on__gt=today).exists()
    assert moments.filter(happened_on__lt=today - timedelta(days=4 * 365)).exists()
    assert set(moments.values_list("kind", flat=True)) == set(Moment.Kind.values)
    assert set(moments.values_list("precision", flat=True)) == set(Moment.Precision.values)
    contacts = Contact.objects.for_user(as_alice)
    assert not contacts.filter(last_moment_on__gt=today).exists()
    assert not contacts.filter(anchor_on__gt=today).exists()
    birthdays = [birthday for one in contacts if (birthday := one.birthday)]
    assert any((birthday.month, birthday.day) == (2, 29) for birthday in birthdays)
    assert any(birthday.year is None for birthday in birthdays)
    assert all(birthday.year is None or birthday.year < today.year for birthday in birthdays)


def test_there_are_two_goals_and_one_leads(as_alice: User) -> None:
    fill_with_sample(user=as_alice, today=TODAY)

    leading, second = Goal.objects.for_user(as_alice).active()
    assert (leading.is_leading, second.is_leading) == (True, False)
    assert leading.ideal_network is not None
    assert leading.due_on == date(2026, 6, 30)
    assert Competence.objects.for_user(as_alice).filter(goal=leading).count() >= 3
    assert Question.objects.for_user(as_alice).filter(goal=leading).count() >= 2
    assert {offer.kind for offer in Offer.objects.for_user(as_alice)} == set(Offer.Kind.values)
    assert Role.objects.for_user(as_alice).filter(goal=second).exists()
    assert NextStep.objects.for_user(as_alice).due(on=TODAY).exists()


def test_people_were_somewhere_before_and_are_found_by_all_that_is_known(as_alice: User) -> None:
    fill_with_sample(user=as_alice, today=TODAY)

    found = Contact.objects.for_user(as_alice)
    for words in ("trainee kranich", "publishing editorial", "tea nordlicht"):
        assert "Miriam Kessler" in {contact.name for contact in found.matching(words)}
    assert OwnDate.objects.for_user(as_alice).count() == 3


def test_addresses_and_numbers_reach_nobody(as_alice: User) -> None:
    fill_with_sample(user=as_alice, today=TODAY)

    mails = list(EmailAddress.objects.for_user(as_alice).values_list("address", flat=True))
    numbers = list(PhoneNumber.objects.for_user(as_alice).values_list("number", flat=True))
    assert len(mails) == len(set(mails)) > 80
    assert {mail.split("@")[1] for mail in mails} == {"example.org", "example.com"}
    assert len(numbers) == len(set(numbers)) > 30
    free = ("+49 30 23125 ", "+49 40 66969 ", "+49 89 99998 ", "+49 221 4710 ", "+49 69 90009 ", "+49 171 39200")
    assert all(number.startswith(free) for number in numbers)


def test_it_is_the_same_for_one_seed_and_moves_with_the_day(alice: User, charlie: User) -> None:
    bob = make_user("bob@example.org")
    stories = []
    for user, today in ((alice, TODAY), (charlie, TODAY), (bob, TODAY + timedelta(days=1))):
        with acting_as(user):
            stories.append(_story(user, today))

    assert stories[0] == stories[1]
    assert [row[0] for row in stories[2]] == [row[0] for row in stories[0]]
    first, later = ({row[0]: row[2] for row in story} for story in (stories[0], stories[2]))
    assert later["Miriam Kessler"] == first["Miriam Kessler"] + timedelta(days=1)


def test_all_rows_belong_to_the_one_it_is_made_for(alice: User, charlie: User) -> None:
    with acting_as(alice):
        fill_with_sample(user=alice, today=TODAY)

    with acting_as(charlie):
        assert not [model for model in owned_models() if model._base_manager.exists()]


@pytest.mark.parametrize(
    ("language", "statement", "role"),
    [
        ("en", "Five publishers as clients by June", "Publisher"),
        ("de", "Fünf Verlage als Kunden bis Juni", "Verlegerin"),
        ("de-du", "Fünf Verlage als Kunden bis Juni", "Verlegerin"),
    ],
)
def test_it_is_written_in_the_language_of_the_account(db: None, language: str, statement: str, role: str) -> None:
    user = make_sample_user(language=language, time_zone="Europe/Berlin")

    with acting_as(user):
        assert Goal.objects.for_user(user).get(is_leading=True).statement == statement
        ruth = Contact.objects.for_user(user).with_details().get(name="Ruth Sommer")
        assert ruth.current_position is not None
        assert ruth.current_position.role == role


def test_it_takes_few_queries(as_alice: User, django_assert_same_queries: Any) -> None:
    with django_assert_same_queries() as queries:
        fill_with_sample(user=as_alice, today=TODAY)

    # The words that people are found by are written whenever something about them is added, in constant queries.
    assert len(queries) < 200
