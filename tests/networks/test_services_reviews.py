"""The yearly question answered, and taken back."""

from __future__ import annotations

import pytest

from accounts.models import User
from contacts.models import Exchange
from contacts.services.exchanges import settle_exchange
from networks.models import GivingIdea, Membership, MembershipReview
from networks.services.ideas import add_idea
from networks.services.reviews import answer_review, take_back_review
from tests.factories import TODAY, make_membership, make_network


@pytest.fixture
def membership(as_alice: User) -> Membership:
    return make_membership(make_network(as_alice, stage="member"))


def promises(user: User) -> list[str]:
    return [promise.text for promise in Exchange.objects.for_user(user).open_promises()]


def test_staying_is_kept_with_its_note(membership: Membership) -> None:
    answered = answer_review(membership=membership, decision="stay", on=TODAY, note="Good people")

    kept = MembershipReview.objects.for_user(membership.owner).get()
    assert (kept, kept.decision, kept.note, kept.reviewed_on) == (answered.review, "stay", "Good people", TODAY)
    take_back_review(review=kept)
    assert not MembershipReview.objects.for_user(membership.owner).exists()


def test_giving_more_makes_one_open_promise_in_the_network(membership: Membership) -> None:
    add_idea(network=membership.network, text="Something else")

    answered = answer_review(membership=membership, decision="give_more", on=TODAY, giving="A talk on layout")

    assert promises(membership.owner) == ["A talk on layout"]
    assert answered.promised is not None
    assert answered.promised.network_id == membership.network_id
    assert list(membership.network.network_exchanges.values_list("exchange", flat=True)) == [
        answered.promised.exchange_id
    ]
    take_back_review(review=answered.review, idea=answered.promised, is_new=answered.is_new)
    assert promises(membership.owner) == []
    assert [idea.text for idea in GivingIdea.objects.for_user(membership.owner)] == ["Something else"]


def test_what_was_promised_is_not_promised_twice(membership: Membership) -> None:
    first = answer_review(membership=membership, decision="give_more", on=TODAY, giving="A talk on layout")

    again = answer_review(membership=membership, decision="give_more", on=TODAY, giving="a talk on Layout")

    assert promises(membership.owner) == ["A talk on layout"]
    assert (first.is_new, again.promised, again.is_new) == (True, None, False)


def test_a_promise_that_was_kept_stays_when_the_answer_is_taken_back(membership: Membership) -> None:
    answered = answer_review(membership=membership, decision="give_more", on=TODAY, giving="A talk on layout")
    assert answered.promised is not None
    assert answered.promised.exchange is not None
    settle_exchange(exchange=answered.promised.exchange, done_on=TODAY)

    take_back_review(review=answered.review, idea=answered.promised, is_new=True)

    assert Exchange.objects.for_user(membership.owner).present().went("given").count() == 1
    assert GivingIdea.objects.for_user(membership.owner).count() == 1
