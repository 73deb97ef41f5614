"""Two tabs at the very same time: one review is begun, and it is finished once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.models import User
from contacts.models import Moment
from goals.models import NextStep
from matching.models import Review
from netzwerk.core.models import Draft
from netzwerk.core.walls import acting_as
from tests.factories import local_today, make_contact, make_exchange, make_goal, make_role, make_user
from tests.matching.review_rooms import fill, new_draft, step_url
from tests.racing import Posted, at_once, client_of

pytestmark = pytest.mark.usefixtures("real_transactions")


@pytest.fixture
def alice(real_transactions: None) -> User:
    return make_user("alice@example.org", first_name="Alice")


def test_two_tabs_begin_one_review(alice: User) -> None:
    make_goal(alice)
    begin: Posted = (reverse("matching:review"), {})

    assert at_once(alice, begin, begin) == [302, 302]

    with acting_as(alice):
        assert Draft.objects.filter(wizard="review").count() == 1


def test_two_tabs_finish_it_once(alice: User) -> None:
    goal, contact, giver = make_goal(alice), make_contact(alice), make_contact(alice, "Tomasz Bielak")
    make_role(goal, contact)
    make_exchange(alice, giver, "received", happened_on=local_today())
    draft = new_draft(alice)
    due_on = (local_today() + timedelta(days=9)).isoformat()
    planned = {"new-0-who": f"{goal.pk}:{contact.pk}", "new-0-text": "Call", "new-0-due_on": due_on}
    fill(client_of(alice), draft, {"thank": {giver.pk.hex: "now"}, "plan": planned})
    finish: Posted = (step_url(draft, "summary"), {})

    assert at_once(alice, finish, finish) == [302, 302]

    with acting_as(alice):
        assert (Review.objects.count(), NextStep.objects.count(), Moment.objects.count()) == (1, 1, 1)
