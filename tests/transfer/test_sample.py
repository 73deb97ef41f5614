"""The sample account: believable and complete."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from accounts.models import User
from contacts.models import Closeness, Contact, EmailAddress, Moment, Origin, OwnDate, PhoneNumber
from contacts.rules.states import State
from goals.models import Competence, Goal, NextStep, Offer, Question, Role
from netzwerk.core.owned import owned_models
from netzwerk.core.walls import acting_as
from tests.factories import TODAY, make_user
from transfer.sample import fill_with_sample

DAYS = [TODAY, date(2028, 2, 29), date(2026, 12, 31), date(2027, 1, 1)]


@pytest.fixture(scope="module")
def samples(module_transaction: None) -> dict[date, User]:
    """A user with sample data for each of the days, made once for the tests that only look."""
    users = {today: make_user(f"{today}@example.org") for today in DAYS}
    for today, user in users.items():
        with acting_as(user):
            fill_with_sample(user=user, today=today)
    return users


@pytest.fixture
def jana(samples: dict[date, User], taken_back: None) -> Iterator[User]:
    """Whoever was given the sample on `TODAY`."""
    with acting_as(samples[TODAY]):
        yield samples[TODAY]


@pytest.fixture(params=DAYS)
def day(request: pytest.FixtureRequest) -> date:
    """Each of the days."""
    assert isinstance(request.param, date)
    return request.param


@pytest.fixture
def jana_that_day(samples: dict[date, User], day: date, taken_back: None) -> Iterator[User]:
    """Whoever was given the sample on the day."""
    with acting_as(samples[day]):
        yield samples[day]


def test_there_are_about_150_people_of_all_origins_and_layers(jana: User) -> None:
    contacts = Contact.objects.for_user(jana)
    assert 140 <= contacts.count() <= 160
    assert len(set(contacts.values_list("folded_name", flat=True))) == contacts.count()
    origins = Counter(contacts.values_list("origin", flat=True))
    assert all(origins[origin] >= 10 for origin in Origin.values)
    layers = Counter(contacts.values_list("closeness", flat=True))
    assert layers[Closeness.INNER] == 5
    assert all(layers[layer] >= 10 for layer in Closeness.values if layer != Closeness.INNER)


def test_there_is_somebody_in_each_state(jana_that_day: User, day: date) -> None:
    contacts = Contact.objects.for_user(jana_that_day)
    states = contacts.count_by_state(on=day)
    assert all(states.values()), states
    assert 8 <= states[State.DUE] <= 30
    assert contacts.filter(snoozed_until__gt=day).count() >= 2
    assert contacts.filter(is_interesting=True).count() >= 4
    assert contacts.filter(is_close_to_heart=True).count() >= 3
    assert contacts.filter(ended_in_conflict=True).count() == 1


def test_what_happened_lies_in_the_past_and_birthdays_ahead(jana_that_day: User, day: date) -> None:
    moments = Moment.objects.for_user(jana_that_day)
    assert not moments.filter(happened_on__gt=day).exists()
    assert moments.filter(happened_on__lt=day - timedelta(days=4 * 365)).exists()
    assert set(moments.values_list("kind", flat=True)) == set(Moment.Kind.values)
    assert set(moments.values_list("precision", flat=True)) == set(Moment.Precision.values)
    contacts = Contact.objects.for_user(jana_that_day)
    assert not contacts.filter(last_moment_on__gt=day).exists()
    assert not contacts.filter(anchor_on__gt=day).exists()
    birthdays = [birthday for one in contacts if (birthday := one.birthday)]
    assert any((birthday.month, birthday.day) == (2, 29) for birthday in birthdays)
    assert any(birthday.year is None for birthday in birthdays)
    assert all(birthday.year is None or birthday.year < day.year for birthday in birthdays)


def test_there_are_two_goals_and_one_leads(jana: User) -> None:
    leading, second = Goal.objects.for_user(jana).active()
    assert (leading.is_leading, second.is_leading) == (True, False)
    assert leading.ideal_network is not None
    assert leading.due_on == date(2026, 6, 30)
    assert Competence.objects.for_user(jana).filter(goal=leading).count() >= 3
    assert Question.objects.for_user(jana).filter(goal=leading).count() >= 2
    assert {offer.kind for offer in Offer.objects.for_user(jana)} == set(Offer.Kind.values)
    assert Role.objects.for_user(jana).filter(goal=second).exists()
    assert NextStep.objects.for_user(jana).due(on=TODAY).exists()


def test_people_were_somewhere_before_and_are_found_by_all_that_is_known(jana: User) -> None:
    found = Contact.objects.for_user(jana)
    for words in ("trainee kranich", "publishing editorial", "tea nordlicht"):
        assert "Miriam Kessler" in {contact.name for contact in found.matching(words)}
    assert OwnDate.objects.for_user(jana).count() == 3


def test_addresses_and_numbers_reach_nobody(jana: User) -> None:
    mails = list(EmailAddress.objects.for_user(jana).values_list("address", flat=True))
    numbers = list(PhoneNumber.objects.for_user(jana).values_list("number", flat=True))
    assert len(mails) == len(set(mails)) > 80
    assert {mail.split("@")[1] for mail in mails} == {"example.org", "example.com"}
    assert len(numbers) == len(set(numbers)) > 30
    free = ("+49 30 23125 ", "+49 40 66969 ", "+49 89 99998 ", "+49 221 4710 ", "+49 69 90009 ", "+49 171 39200")
    assert all(number.startswith(free) for number in numbers)


def test_all_rows_belong_to_the_one_it_is_made_for(jana: User) -> None:
    with acting_as(make_user("charlie@example.org")):
        assert not [model for model in owned_models() if model._base_manager.exists()]
