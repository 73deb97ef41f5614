"""The yearly question, leaving a network, and the way back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from contacts.models import Contact, Exchange
from networks.models import GivingIdea, Membership, MembershipReview, Network
from networks.services.stages import move_network
from netzwerk.core.walls import acting_as
from tests.factories import local_today, make_contact, make_member, make_membership, make_network

HTMX = {"HX-Request": "true"}


@pytest.fixture
def membership(alice: User) -> Membership:
    network = make_network(alice, stage="trying", fee_amount=96)
    with acting_as(alice):
        move_network(network=network, stage="member", on=network.staged_on, is_confirmed=True)
        return Membership.objects.select_related("network").get()


def leave_url(network: Network) -> str:
    return reverse("networks:membership-leave", args=[network.pk])


def review_url(membership: Membership) -> str:
    return reverse("networks:membership-review", args=[membership.pk])


def page_of(network: Network) -> str:
    return reverse("networks:network-detail", args=[network.pk])


def undo_url(client: Client, network: Network) -> str:
    [message] = client.get(page_of(network)).context["messages"]
    return str(message.extra_tags)


def fresh(membership: Membership) -> Membership:
    with acting_as(membership.owner):
        return Membership.objects.select_related("network").get(pk=membership.pk)


def placed(contact: Contact) -> tuple[str, int | None]:
    with acting_as(contact.owner):
        found = Contact.objects.get(pk=contact.pk)
    return found.closeness, found.own_cadence_count


def day(days: int) -> str:
    return (local_today() + timedelta(days=days)).isoformat()


def reviews(user: User) -> list[tuple[str, str]]:
    with acting_as(user):
        return [(one.decision, one.note) for one in MembershipReview.objects.all()]


def test_the_last_day_is_proposed_and_a_letter_says_it(alice_client: Client, membership: Membership) -> None:
    with acting_as(membership.owner):
        Membership.objects.update(notice_count=2, notice_unit="weeks")

    response = alice_client.get(leave_url(membership.network))

    assert response.context["form"]["left_on"].value().isoformat() == day(14)
    assert "I hereby give notice of my membership" in response.content.decode()
    part = alice_client.get(leave_url(membership.network), {"left_on": "2031-01-31"}, headers=HTMX).content.decode()
    assert "31 Jan 2031" in part or "Jan. 31, 2031" in part or "January 31, 2031" in part
    assert "<form" not in part


def test_leaving_today_moves_the_network_and_keeps_in_touch_and_is_taken_back(
    alice: User, alice_client: Client, membership: Membership
) -> None:
    network = membership.network
    kept, new, other = (make_contact(alice, name) for name in ("Kept", "New", "Other"))
    with acting_as(alice):
        Contact.objects.filter(pk=kept.pk).update(closeness="close")
    for contact in (kept, new, other):
        make_member(network, contact)
    data = {"left_on": day(0), "reason": "Too far"}
    data |= {f"keep-{kept.pk}": "on", f"keep-{new.pk}": "on", f"often-{new.pk}": "good", f"often-{other.pk}": "inner"}

    response = alice_client.post(leave_url(network), data)

    assert response["Location"] == page_of(network)
    assert (fresh(membership).network.stage, fresh(membership).leaving_reason) == ("left", "Too far")
    assert [placed(each)[0] for each in (kept, new, other)] == ["close", "good", "not_placed"]
    alice_client.post(undo_url(alice_client, network))
    assert (fresh(membership).network.stage, fresh(membership).left_on) == ("member", None)
    assert placed(new) == ("not_placed", None)


def test_a_rhythm_of_their_own_can_be_chosen_and_taken_back(
    alice: User, alice_client: Client, membership: Membership
) -> None:
    contact = make_contact(alice, closeness="close", own_cadence_count=5, own_cadence_unit="week")
    make_member(membership.network, contact)
    data = {"left_on": day(30), f"keep-{contact.pk}": "on", f"often-{contact.pk}": "6-month"}

    alice_client.post(leave_url(membership.network), data)

    assert placed(contact) == ("close", 6)
    assert (fresh(membership).network.stage, fresh(membership).left_on) == (
        "member",
        local_today() + timedelta(30),
    )
    undo = undo_url(alice_client, membership.network)
    assert "Notice is given: it ends on" in alice_client.get(page_of(membership.network)).content.decode()
    alice_client.post(undo)
    assert placed(contact) == ("close", 5)
    assert fresh(membership).left_on is None


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"left_on": ""}, "This field is required."),
        ({"left_on": "1999-01-01"}, "That is before you joined."),
        ({"left_on": day(5000)}, "That is more than ten years away."),
        ({"reason": "x" * 301}, "at most 300 characters"),
    ],
)
def test_leaving_on_an_impossible_day_is_refused(
    alice_client: Client, membership: Membership, fields: dict[str, str], words: str
) -> None:
    response = alice_client.post(leave_url(membership.network), {"left_on": day(0), **fields})

    assert response.status_code == 422
    assert words in response.content.decode()
    assert fresh(membership).left_on is None


def test_whoever_is_ticked_needs_a_cadence(alice: User, alice_client: Client, membership: Membership) -> None:
    contact = make_contact(alice)
    make_member(membership.network, contact)

    response = alice_client.post(leave_url(membership.network), {"left_on": day(0), f"keep-{contact.pk}": "on"})

    assert response.status_code == 422
    [row] = response.context["rows"]
    assert (row.is_ticked, row.error) == (True, "Choose how often.")


def test_the_queries_of_leaving_do_not_grow(
    alice: User, alice_client: Client, membership: Membership, django_assert_same_queries: Any
) -> None:
    make_member(membership.network, make_contact(alice))
    with django_assert_same_queries() as few:
        alice_client.get(leave_url(membership.network))
    for _number in range(5):
        make_member(membership.network, make_contact(alice))
    with django_assert_same_queries() as many:
        alice_client.get(leave_url(membership.network))

    assert len(few) == len(many)


def test_somebody_elses_contact_is_not_placed(alice_client: Client, charlie: User, membership: Membership) -> None:
    theirs = make_contact(charlie)
    words = f"{theirs.pk}.inner."

    alice_client.post(leave_url(membership.network), {"left_on": day(0), f"keep-{theirs.pk}": "on"})
    url = reverse("networks:membership-return", args=[membership.pk])
    alice_client.post(f"{url}?before={words}&before=nonsense&before={membership.pk}.close.900.year")

    assert placed(theirs) == ("not_placed", None)


def test_one_can_only_leave_where_one_is(alice: User, alice_client: Client) -> None:
    network = make_network(alice, stage="checking")

    response = alice_client.get(leave_url(network), follow=True)

    assert "You are not a member there." in response.content.decode()


def test_a_network_that_is_only_tried_out_can_be_left(alice: User, alice_client: Client) -> None:
    network = make_network(alice, stage="trying")

    alice_client.post(leave_url(network), {"left_on": day(0)})

    with acting_as(alice):
        assert Network.objects.get(pk=network.pk).stage == "left"
        assert Membership.objects.get().left_on == local_today()


def test_a_second_membership_keeps_the_first_from_coming_back(alice_client: Client, membership: Membership) -> None:
    former = make_membership(membership.network, left_on=local_today() - timedelta(days=400))

    alice_client.post(reverse("networks:membership-return", args=[former.pk]))

    assert fresh(former).left_on is not None


def test_the_yearly_question_shows_the_facts_and_keeps_the_answer(
    alice: User, alice_client: Client, membership: Membership
) -> None:
    page = alice_client.get(review_url(membership)).content.decode()
    assert "Stay" in page
    assert "€96" in page

    alice_client.post(review_url(membership), {"decision": "stay", "note": "Good people"})

    assert reviews(alice) == [("stay", "Good people")]
    assert (
        "Good people" in alice_client.get(reverse("networks:membership-detail", args=[membership.pk])).content.decode()
    )


def test_giving_more_makes_a_promise_and_is_taken_back(
    alice: User, alice_client: Client, membership: Membership
) -> None:
    alice_client.post(review_url(membership), {"decision": "give_more", "giving": "A talk on layout"})

    with acting_as(alice):
        assert [promise.text for promise in Exchange.objects.all().open_promises()] == ["A talk on layout"]
    alice_client.post(undo_url(alice_client, membership.network))
    with acting_as(alice):
        assert not Exchange.objects.all().open_promises()
        assert not GivingIdea.objects.exists()
    assert reviews(alice) == []


def test_whoever_wants_to_leave_is_led_on(alice: User, alice_client: Client, membership: Membership) -> None:
    response = alice_client.post(review_url(membership), {"decision": "leave"})

    assert response["Location"] == leave_url(membership.network)
    assert reviews(alice) == [("leave", "")]
    alice_client.post(undo_url(alice_client, membership.network))
    assert reviews(alice) == []


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "Stay, give more, or leave?"),
        ({"decision": "flee"}, "Select a valid choice"),
        ({"decision": "give_more"}, "One idea is enough"),
    ],
)
def test_an_answer_that_says_too_little_is_refused(
    alice: User, alice_client: Client, membership: Membership, fields: dict[str, str], words: str
) -> None:
    response = alice_client.post(review_url(membership), fields)

    assert response.status_code == 422
    assert words in response.content.decode()
    assert reviews(alice) == []


def test_the_question_is_on_the_page_of_the_network_when_a_year_has_passed(
    alice: User, alice_client: Client, membership: Membership
) -> None:
    question = "A year has passed: stay, give more, or leave?"
    with acting_as(alice):
        Membership.objects.update(since_on=local_today() - timedelta(days=366))
    assert question in alice_client.get(page_of(membership.network)).content.decode()

    alice_client.post(review_url(membership), {"decision": "stay"})

    assert question not in alice_client.get(page_of(membership.network)).content.decode()


def test_a_stranger_neither_leaves_nor_answers(
    alice_client: Client, charlie_client: Client, membership: Membership
) -> None:
    alice_client.post(review_url(membership), {"decision": "stay"})
    with acting_as(membership.owner):
        review = MembershipReview.objects.get()
    posts: list[tuple[str, Any]] = [
        (leave_url(membership.network), {"left_on": day(0)}),
        (review_url(membership), {"decision": "leave"}),
        (reverse("networks:membership-return", args=[membership.pk]), {}),
        (reverse("networks:review-undo", args=[review.pk]), {}),
    ]

    assert [charlie_client.post(url, data).status_code for url, data in posts] == [404] * 4
    assert [charlie_client.get(url).status_code for url, _data in posts[:2]] == [404, 404]
    assert fresh(membership).left_on is None
