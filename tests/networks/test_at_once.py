"""Two tabs at the very same time: each thing is done once, none waits for ever, and nothing breaks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from accounts.models import User
from contacts.models import Contact, Exchange, Moment
from networks.models import (
    Check,
    GivingIdea,
    Inquiry,
    Look,
    LookingPlace,
    Membership,
    MembershipReview,
    Mention,
    Network,
    NetworkMember,
    Occurrence,
    StageMove,
    WantedPerson,
)
from networks.services.ideas import add_idea
from networks.services.stages import move_network
from netzwerk.core.walls import acting_as
from tests.factories import (
    local_today,
    make_contact,
    make_event,
    make_goal,
    make_member,
    make_membership,
    make_network,
    make_user,
)
from tests.networks.check_rooms import fill, new_draft, step_url
from tests.networks.meeting_rooms import at
from tests.racing import Posted, at_once, client_of, count, twice

pytestmark = pytest.mark.usefixtures("real_transactions")

ROUNDS = 3


@pytest.fixture
def alice(real_transactions: None) -> User:
    return make_user("alice@example.org", first_name="Alice")


def address(name: str, **ids: Any) -> str:
    return reverse(f"networks:{name}", kwargs={noun: getattr(thing, "pk", thing) for noun, thing in ids.items()})


def days_ago(days: int) -> Any:
    return local_today() - timedelta(days=days)


def named(*names: str) -> dict[str, str]:
    rows = {f"named-{number}-name": name for number, name in enumerate(names)}
    form = {"named-TOTAL_FORMS": str(len(names)), "named-INITIAL_FORMS": "0"}
    return {"answered_on": days_ago(0).isoformat(), **form, **rows}


def with_idea(user: User, text: str = "A talk") -> Network:
    network = make_network(user, staged_on=days_ago(3))
    with acting_as(user):
        add_idea(network=network, text=text)
    return network


def joined(user: User) -> tuple[Network, StageMove]:
    network = with_idea(user)
    with acting_as(user):
        StageMove.objects.create(owner=user, network=network, stage="idea", moved_on=days_ago(3))
        move = move_network(network=network, stage="member", on=days_ago(0))
    assert move
    return network, move


def test_joined_twice_there_is_one_membership_and_one_promise(alice: User) -> None:
    network = with_idea(alice)

    assert twice(alice, address("network-move", network=network), {"stage": "member"}) == [302, 302]
    assert count(alice, Membership.objects.count) == 1
    assert count(alice, Exchange.objects.count) == 1
    assert count(alice, StageMove.objects.count) == 1


def test_moved_to_two_stages_at_once_each_move_begins_where_the_other_ended(alice: User) -> None:
    network = make_network(alice, staged_on=days_ago(3))
    url = address("network-move", network=network)

    assert at_once(alice, (url, {"stage": "trying"}), (url, {"stage": "checking"})) == [302, 302]
    with acting_as(alice):
        last, first = StageMove.objects.order_by("-id")
        assert (first.before, last.before) == ("idea", first.stage)
        assert Network.objects.get().stage == last.stage


def test_a_membership_entered_twice_is_one(alice: User) -> None:
    for _round in range(ROUNDS):
        network = make_network(alice, stage="trying")
        data = {"since": "2020", "notice_unit": "months"}

        assert twice(alice, address("membership-edit", network=network), data) == [302, 302]
        assert count(alice, Membership.objects.filter(network=network).count) == 1


def test_whoever_leaves_while_the_network_moves_waits_and_leaves_once(alice: User) -> None:
    for _round in range(ROUNDS):
        network = make_network(alice, stage="member", staged_on=days_ago(30))
        membership = make_membership(network, since_on=days_ago(30))
        leaving = (address("membership-leave", network=network), {"left_on": days_ago(0).isoformat(), "reason": "Far"})
        moving = (address("network-move", network=network), {"stage": "left", "confirmed": "on"})

        assert at_once(alice, leaving, moving, leaving, moving) == [302, 302, 302, 302]
        with acting_as(alice):
            assert Membership.objects.get(pk=membership.pk).left_on == days_ago(0)
            assert StageMove.objects.filter(network=network).count() == 1


def test_a_move_taken_back_twice_is_taken_back_once(alice: User) -> None:
    _network, move = joined(alice)

    assert set(twice(alice, address("move-undo", move=move))) <= {302, 404}
    assert count(alice, StageMove.objects.count) == 1
    assert count(alice, Membership.objects.count) == 0
    assert count(alice, GivingIdea.objects.filter(exchange=None).count) == 1


def test_a_move_is_corrected_and_taken_back_at_once(alice: User) -> None:
    for _round in range(ROUNDS):
        _network, move = joined(alice)
        correcting = (address("move-edit", move=move), {"on": days_ago(1).isoformat()})

        statuses = at_once(alice, correcting, (address("move-undo", move=move), {}))

        assert set(statuses) <= {302, 404, 422}


def test_a_check_finished_twice_is_one(alice: User) -> None:
    network, goal = make_network(alice), make_goal(alice)
    draft = new_draft(network, goal)
    fill(client_of(alice), draft)

    assert twice(alice, step_url(draft, "summary")) == [302, 302]
    assert count(alice, Check.objects.finished().count) == 1
    assert count(alice, Contact.objects.filter(name="Ruth Neu").count) == 1
    assert count(alice, GivingIdea.objects.count) == 2


def test_a_network_that_is_deleted_while_its_check_ends_breaks_nothing(alice: User) -> None:
    network, goal = make_network(alice), make_goal(alice)
    draft = new_draft(network, goal)
    fill(client_of(alice), draft)

    ending, deleting = at_once(
        alice, (step_url(draft, "summary"), {}), (address("network-delete", network=network), {})
    )

    assert (ending, deleting) == (302, 302)
    assert count(alice, Network.objects.present().count) == 0


def test_a_check_that_is_begun_twice_is_one(alice: User) -> None:
    network, goal = make_network(alice), make_goal(alice)

    assert twice(alice, f"{address('check-start', network=network)}?goal={goal.pk}") == [302, 302]
    assert count(alice, Check.objects.count) == 1


def test_whoever_is_met_twice_is_met_once(alice: User) -> None:
    network = make_network(alice)
    event, contact = make_event(network, starts_on=days_ago(1)), make_contact(alice)
    make_member(network, contact)
    data = {
        "met": [str(contact.pk)], f"promise-{contact.pk}": "The list", "people-TOTAL_FORMS": "1",
        "people-INITIAL_FORMS": "0", "people-0-line": "Ruth Neu", "note": "Tea",
    }  # fmt: skip

    assert set(twice(alice, at(event, event.starts_on, "met"), data)) <= {302, 422}
    assert count(alice, Moment.objects.count) == 1
    assert count(alice, Exchange.objects.count) == 1
    assert count(alice, Contact.objects.filter(name="Ruth Neu").count) == 1
    assert count(alice, Occurrence.objects.count) == 1


def test_what_was_met_is_taken_back_twice(alice: User) -> None:
    network = make_network(alice)
    event, contact = make_event(network, starts_on=days_ago(1)), make_contact(alice)
    client = client_of(alice)
    client.post(
        at(event, event.starts_on, "met"),
        {"contacts": [str(contact.pk)], "people-TOTAL_FORMS": "0", "people-INITIAL_FORMS": "0"},
    )
    [message] = client.get(at(event, event.starts_on)).context["messages"]

    assert set(twice(alice, str(message.extra_tags))) <= {302, 404}
    assert count(alice, Moment.objects.present().count) == 0
    assert count(alice, NetworkMember.objects.count) == 0


def test_people_who_are_added_in_two_orders_do_not_wait_for_each_other_for_ever(alice: User) -> None:
    people = [str(make_contact(alice, f"Person {number}").pk) for number in range(30)]
    network = make_network(alice)
    event = make_event(network)
    for url in (address("member-add", network=network), at(event, event.starts_on, "wanted")):
        assert at_once(alice, (url, {"contacts": people}), (url, {"contacts": people[::-1]})) == [302, 302]
    assert count(alice, NetworkMember.objects.count) == 30
    assert count(alice, WantedPerson.objects.count) == 30


def test_somebody_who_is_added_while_two_networks_become_one_is_there_once(alice: User) -> None:
    for _round in range(ROUNDS):
        survivor, absorbed = make_network(alice, "Choir"), make_network(alice, "The choir")
        contact, other = make_contact(alice), make_contact(alice, "Tomasz Bielak")
        make_member(absorbed, contact)
        merging: Posted = (address("network-merge-with", network=survivor, absorbed=absorbed), {})
        adding = (address("member-add", network=survivor), {"contacts": [str(contact.pk)]})
        late = (address("member-add", network=absorbed), {"contacts": [str(other.pk)]})

        merged, added, too_late = at_once(alice, merging, adding, late)

        assert (merged, added) == (302, 302)
        assert too_late in {302, 404}
        there = NetworkMember.objects.filter(network=survivor)
        assert count(alice, there.filter(contact=contact).count) == 1
        assert too_late == 404 or count(alice, there.filter(contact=other).count) == 1


def test_two_merges_of_the_same_networks_in_opposite_ways_leave_one(alice: User) -> None:
    one, other = make_network(alice, "Choir"), make_network(alice, "The choir")

    statuses = at_once(
        alice,
        (address("network-merge-with", network=one, absorbed=other), {}),
        (address("network-merge-with", network=other, absorbed=one), {}),
    )

    assert sorted(statuses) == [302, 422]
    assert count(alice, Network.objects.present().count) == 1


def test_several_networks_moved_in_two_tabs_move_once(alice: User) -> None:
    ids = [str(make_network(alice, f"Club {number}").pk) for number in range(20)]
    url = reverse("networks:network-several")

    def data(order: Sequence[str]) -> dict[str, Any]:
        return {"action": "move", "stage": "trying", "networks": order}

    assert at_once(alice, (url, data(ids)), (url, data(ids[::-1]))) == [302, 302]
    assert count(alice, StageMove.objects.count) == 20


def test_an_inquiry_answered_twice_at_once_names_each_network_once(alice: User) -> None:
    for _round in range(ROUNDS):
        goal, contact = make_goal(alice), make_contact(alice)
        with acting_as(alice):
            inquiry = Inquiry.objects.create(owner=alice, goal=goal, contact=contact, asked_on=days_ago(2))
        name = f"Choir {inquiry.pk}"

        assert twice(alice, address("inquiry-answer", inquiry=inquiry), named(name)) == [302, 302]
        assert count(alice, Mention.objects.filter(inquiry=inquiry).count) == 1
        assert count(alice, Network.objects.filter(name=name).count) == 1


def test_two_people_who_name_the_same_network_at_once_make_one_idea(alice: User) -> None:
    goal = make_goal(alice)
    with acting_as(alice):
        inquiries = [
            Inquiry.objects.create(owner=alice, goal=goal, contact=make_contact(alice, name), asked_on=days_ago(2))
            for name in ("Miriam Kessler", "Tomasz Bielak")
        ]

    statuses = at_once(alice, *((address("inquiry-answer", inquiry=each), named("Choir")) for each in inquiries))

    assert statuses == [302, 302]
    assert count(alice, Network.objects.count) == 1
    assert count(alice, Mention.objects.count) == 2


def test_an_answer_taken_back_twice_is_taken_back_once(alice: User) -> None:
    goal, contact = make_goal(alice), make_contact(alice)
    with acting_as(alice):
        inquiry = Inquiry.objects.create(owner=alice, goal=goal, contact=contact, asked_on=days_ago(2))
    client = client_of(alice)
    client.post(address("inquiry-answer", inquiry=inquiry), named("Choir", "Guild"))
    [message] = client.get(address("research", goal=goal)).context["messages"]

    assert twice(alice, str(message.extra_tags)) == [302, 302]
    assert count(alice, Network.objects.present().count) == 0
    assert count(alice, NetworkMember.objects.count) == 0


def test_a_look_noted_twice_makes_one_network(alice: User) -> None:
    goal = make_goal(alice)
    with acting_as(alice):
        place = LookingPlace.objects.create(owner=alice, goal=goal, text="Trade press")
    data = {"looked_on": days_ago(0).isoformat(), "brought": "A guild", "network": "Guild"}

    assert twice(alice, address("look-create", looking_place=place), data) == [302, 302]
    assert count(alice, Network.objects.count) == 1
    assert count(alice, Look.objects.count) == 1


def test_an_idea_added_removed_and_brought_back_twice_is_one(alice: User) -> None:
    network = make_network(alice)

    assert twice(alice, address("idea-add", network=network), {"text": "A talk"}) == [302, 302]
    assert count(alice, GivingIdea.objects.count) == 1
    with acting_as(alice):
        idea = GivingIdea.objects.get()
    for _round in range(ROUNDS):
        assert set(twice(alice, address("idea-remove", idea=idea))) <= {302, 404}
        assert twice(alice, address("idea-restore", idea=idea)) == [302, 302]
        assert twice(alice, address("idea-restore", idea=idea)) == [302, 302]
        assert count(alice, GivingIdea.objects.count) == 1


def test_a_question_answered_twice_is_answered_once(alice: User) -> None:
    network = make_network(alice, stage="member")
    membership = make_membership(network, since_on=days_ago(500))
    data = {"decision": "give_more", "giving": "A talk"}

    assert twice(alice, address("membership-review", membership=membership), data) == [302, 302]
    assert count(alice, MembershipReview.objects.count) == 1
    assert count(alice, Exchange.objects.count) == 1


def test_somebody_removed_and_brought_back_twice_is_there_once(alice: User) -> None:
    network, contact = make_network(alice), make_contact(alice)
    for _round in range(ROUNDS):
        with acting_as(alice):
            member = NetworkMember.objects.filter(network=network).first()
        member = member or make_member(network, contact)

        assert set(twice(alice, address("member-remove", member=member))) <= {302, 404}
        back = f"{address('member-bring-back', network=network)}?contact={contact.pk}&member={member.pk}"
        assert twice(alice, back) == [302, 302]
        assert count(alice, NetworkMember.objects.count) == 1


def test_a_network_entered_twice_at_once_is_entered_once(alice: User) -> None:
    assert twice(alice, address("network-create"), {"name": "Choir"}) == [302, 422]
    assert count(alice, Network.objects.count) == 1


def test_a_check_that_is_dropped_begun_and_finished_at_once_breaks_nothing(alice: User) -> None:
    network, goal = make_network(alice), make_goal(alice)
    client = client_of(alice)
    client.post(f"{address('check-start', network=network)}?goal={goal.pk}")
    draft = new_draft(network, goal)
    fill(client, draft)
    about = f"?goal={goal.pk}"

    statuses = at_once(
        alice,
        (step_url(draft, "summary"), {}),
        (f"{address('check-drop', network=network)}{about}", {}),
        (f"{address('check-start', network=network)}{about}", {}),
        (address("network-move", network=network), {"stage": "trying"}),
    )

    assert set(statuses) <= {302, 404}
    assert count(alice, Check.objects.finished().count) <= 1


def test_a_check_that_is_dropped_while_its_network_moves_on_breaks_nothing(alice: User) -> None:
    goal = make_goal(alice)
    for _round in range(ROUNDS * 3):
        network = make_network(alice)
        client_of(alice).post(f"{address('check-start', network=network)}?goal={goal.pk}")

        statuses = at_once(
            alice,
            (f"{address('check-drop', network=network)}?goal={goal.pk}", {}),
            (address("network-move", network=network), {"stage": "trying"}),
        )

        assert statuses == [302, 302]
        assert count(alice, Network.objects.filter(pk=network.pk, stage="trying").count) == 1


def test_two_people_who_become_one_while_they_are_added_are_there_once(alice: User) -> None:
    for _round in range(ROUNDS):
        network, one, other = make_network(alice), make_contact(alice), make_contact(alice, "M. Kessler")
        make_member(network, other, role="Chair")
        both = {"a": str(one.pk), "b": str(other.pk), "keep": "a"}

        statuses = at_once(
            alice, ("/contacts/merge/", both), (address("member-add", network=network), {"contacts": [str(one.pk)]})
        )

        assert max(statuses) < 500
        there = NetworkMember.objects.filter(network=network, contact__deleted_at=None)
        assert count(alice, there.count) == 1


def test_places_are_kept_and_changed_at_once(alice: User) -> None:
    for number in range(ROUNDS):
        goal, new = make_goal(alice), {"text": f"Trade press {number}", "kind": "press"}
        with acting_as(alice):
            place = LookingPlace.objects.create(owner=alice, goal=goal, kind="press", text="Weekly")
        create = (address("looking-place-create", goal=goal), new)

        statuses = at_once(alice, create, create, (address("looking-place-edit", looking_place=place), new))

        assert sorted(statuses) == [302, 422, 422]
        assert count(alice, LookingPlace.objects.filter(text=new["text"]).count) == 1
