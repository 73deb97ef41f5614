"""Addresses that take something back, with ids that somebody else put there: only what belongs to it goes."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from contacts.models import Contact, Exchange
from networks.models import (
    GivingIdea,
    Inquiry,
    LookingPlace,
    Membership,
    MembershipReview,
    Network,
    NetworkMember,
    StageMove,
)
from networks.services.ideas import add_idea, promise_ideas
from networks.services.inquiries import Named, answer_inquiry
from networks.services.looking_places import note_look
from networks.services.reviews import answer_review
from networks.services.stages import move_network
from netzwerk.core.walls import acting_as
from tests.factories import (
    TODAY,
    make_contact,
    make_event,
    make_goal,
    make_member,
    make_membership,
    make_network,
)
from tests.networks.meeting_rooms import at, today, undo_url


def address(name: str, query: str = "", **ids: Any) -> str:
    path = reverse(f"networks:{name}", kwargs={noun: getattr(thing, "pk", thing) for noun, thing in ids.items()})
    return f"{path}?{query}" if query else path


def there(user: User, rows: Any) -> bool:
    with acting_as(user):
        return bool(rows.exists())


def test_whoever_was_there_before_a_meeting_stays_when_it_is_taken_back(alice: User, alice_client: Client) -> None:
    network, old = make_network(alice), make_contact(alice, "Miriam Kessler")
    event, member = make_event(network, starts_on=today()), make_member(network, old, role="Chair")
    rows = {"people-TOTAL_FORMS": "1", "people-INITIAL_FORMS": "0", "people-0-line": "Ruth Neu"}
    alice_client.post(at(event, today(), "met"), {"contacts": [str(old.pk)], **rows})
    undo = undo_url(alice_client, at(event, today()))

    alice_client.post(f"{undo}&newcomers={old.pk}&members={old.pk}")

    assert there(alice, Contact.objects.present().filter(pk=old.pk))
    assert there(alice, NetworkMember.objects.filter(pk=member.pk))
    assert not there(alice, Contact.objects.present().filter(name="Ruth Neu"))


@pytest.fixture
def inquiry(alice: User) -> Inquiry:
    goal, contact = make_goal(alice), make_contact(alice)
    with acting_as(alice):
        return Inquiry.objects.create(owner=alice, goal=goal, contact=contact, asked_on=TODAY)


def test_an_answer_taken_back_takes_no_other_idea_and_no_other_member_along(
    alice: User, alice_client: Client, inquiry: Inquiry
) -> None:
    other = make_network(alice, "Guild", source_contact=inquiry.contact)
    member = make_member(other, inquiry.contact)
    known = make_network(alice, "Choir")
    before = make_member(known, inquiry.contact, role="Chair")
    with acting_as(alice):
        answered = answer_inquiry(inquiry=inquiry, on=TODAY, named=[Named("Choir"), Named("New circle")])
    [made] = answered.networks
    forged = f"network={made}&network={other.pk}&network={known.pk}&member={member.pk}&member={before.pk}"

    alice_client.post(address("inquiry-reopen", forged, inquiry=inquiry))

    with acting_as(alice):
        assert {network.name for network in Network.objects.present()} == {"Guild", "Choir"}
        assert {row.pk for row in NetworkMember.objects.filter(network__deleted_at=None)} == {member.pk, before.pk}


def test_a_look_taken_back_keeps_a_network_that_it_did_not_make(alice: User, alice_client: Client) -> None:
    goal, choir = make_goal(alice), make_network(alice, "Choir")
    with acting_as(alice):
        place = LookingPlace.objects.create(owner=alice, goal=goal, text="Trade press")
        looked = note_look(place=place, on=TODAY, network_name="Choir", today=TODAY)

    alice_client.post(address("look-delete", f"made={choir.pk}", look=looked.look))

    assert there(alice, Network.objects.present().filter(pk=choir.pk))


def test_an_answer_to_the_yearly_question_takes_no_older_promise_along(alice: User, alice_client: Client) -> None:
    network = make_network(alice, stage="member")
    membership = make_membership(network, since_on=TODAY)
    with acting_as(alice):
        idea = add_idea(network=network, text="A talk")
        promise_ideas(network=network, on=TODAY)
        review = answer_review(membership=membership, decision="stay", on=TODAY).review

    alice_client.post(address("review-undo", f"idea={idea.pk}&new=1", review=review))

    assert not there(alice, MembershipReview.objects.all())
    assert there(alice, GivingIdea.objects.filter(pk=idea.pk).exclude(exchange=None))
    assert there(alice, Exchange.objects.present())


def test_whoever_comes_back_places_nobody_from_elsewhere(alice: User, alice_client: Client) -> None:
    network, stranger = make_network(alice, stage="member"), make_contact(alice, closeness="good")
    membership = make_membership(network, since_on=TODAY, left_on=TODAY + timedelta(days=3))
    member = make_contact(alice, "Tomasz Bielak", closeness="good")
    make_member(network, member)

    alice_client.post(
        address("membership-return", f"before={stranger.pk}.close.&before={member.pk}.close.", membership=membership)
    )

    with acting_as(alice):
        closeness = dict(Contact.objects.values_list("pk", "closeness"))
    assert closeness == {stranger.pk: "good", member.pk: "close"}


def test_an_id_that_belongs_to_somebody_else_brings_a_member_back_under_another(
    alice: User, charlie: User, charlie_client: Client
) -> None:
    theirs = make_member(make_network(alice), make_contact(alice))
    network, contact = make_network(charlie), make_contact(charlie)

    response = charlie_client.post(
        address("member-bring-back", f"contact={contact.pk}&member={theirs.pk}", network=network)
    )

    assert response.status_code == 302
    with acting_as(charlie):
        [row] = NetworkMember.objects.all()
    assert row.pk != theirs.pk
    with acting_as(alice):
        assert NetworkMember.objects.get().network_id == theirs.network_id


@pytest.mark.parametrize("action", ["move", "delete", "", "x"])
def test_several_taken_back_with_foreign_ids_is_nothing(
    alice: User, charlie: User, charlie_client: Client, action: str
) -> None:
    network = make_network(alice, stage="member", deleted_at=timezone.now())
    with acting_as(alice):
        move = StageMove.objects.create(owner=alice, network=network, before="idea", stage="member", moved_on=TODAY)
    make_network(charlie)

    charlie_client.post(address("several-undo", f"action={action}&ids={network.pk},{move.pk}"))

    assert there(alice, StageMove.objects.filter(pk=move.pk))
    assert not there(alice, Network.objects.present())


def test_a_merged_network_does_not_come_back_by_the_undo_of_the_list(alice: User, alice_client: Client) -> None:
    survivor = make_network(alice, "Choir")
    absorbed = make_network(alice, "The choir", deleted_at=timezone.now(), merged_into=survivor)

    alice_client.post(address("several-undo", f"action=delete&ids={absorbed.pk}"))
    response = alice_client.post(address("network-restore", network=absorbed))

    assert response.status_code == 404
    assert not there(alice, Network.objects.present().filter(pk=absorbed.pk))


def test_old_addresses_of_a_merged_network_lead_to_the_one_that_stayed_or_nowhere(
    alice: User, alice_client: Client
) -> None:
    last = make_network(alice, "Choir")
    middle = make_network(alice, "The choir", deleted_at=timezone.now(), merged_into=last)
    first = make_network(alice, "A choir", deleted_at=timezone.now(), merged_into=middle)

    response = alice_client.get(address("network-detail", network=first))

    assert response["Location"] == address("network-detail", network=last)
    for name in ("network-edit", "network-move", "member-add", "membership-edit", "membership-leave", "event-create"):
        assert alice_client.get(address(name, network=first)).status_code == 404, name
        assert alice_client.post(address(name, network=first), {"name": "x"}).status_code == 404, name


def test_an_old_move_is_not_taken_back_by_its_address(alice: User, alice_client: Client) -> None:
    network = make_network(alice)
    with acting_as(alice):
        first = move_network(network=network, stage="trying", on=TODAY)
        move_network(network=network, stage="member", on=TODAY, is_confirmed=True)
    assert first

    alice_client.post(address("move-undo", move=first))

    assert there(alice, StageMove.objects.filter(pk=first.pk))
    assert there(alice, Membership.objects.all())


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"])
def test_no_way_back_leads_elsewhere(alice: User, alice_client: Client, back: str) -> None:
    network = make_network(alice)
    for name in ("network-delete", "network-restore", "network-sphere"):
        response = alice_client.post(f"{address(name, network=network)}?next={back}&back={back}", {"next": back})
        assert response.status_code == 302
        assert "evil" not in response["Location"]
        assert response["Location"].startswith("/networks/")
