"""The list of people narrowed by networks, and people put into one together."""

from __future__ import annotations

from uuid import uuid4

from django.test import Client

from accounts.models import User
from contacts.models import Contact
from networks.models import NetworkMember
from netzwerk.core.walls import acting_as
from tests.contacts.test_filtering import found
from tests.factories import make_contact, make_member, make_network


def test_people_are_found_by_one_network_or_by_any(as_alice: User) -> None:
    anna, ben, _cleo = (make_contact(as_alice, name) for name in ("Anna", "Ben", "Cleo"))
    one, two = make_network(as_alice, "One"), make_network(as_alice, "Two")
    make_member(one, anna)
    make_member(two, ben)

    assert found(as_alice, f"network={one.pk}") == {"Anna"}
    assert found(as_alice, f"not.network={one.pk}") == {"Ben", "Cleo"}
    assert found(as_alice, "network=any") == {"Anna", "Ben"}
    assert found(as_alice, "not.network=any") == {"Cleo"}
    assert found(as_alice, f"network={uuid4()}") == set()


def test_people_are_found_by_whom_one_would_like_to_know_better(as_alice: User) -> None:
    anna, ben = make_contact(as_alice, "Anna"), make_contact(as_alice, "Ben")
    one, two = make_network(as_alice, "One"), make_network(as_alice, "Two")
    make_member(one, anna, is_wished=True)
    make_member(one, ben)
    make_member(two, ben, is_wished=True)

    assert found(as_alice, f"wished={one.pk}") == {"Anna"}
    assert found(as_alice, "wished=any") == {"Anna", "Ben"}
    assert found(as_alice, f"not.wished={two.pk}") == {"Anna"}


def test_a_network_of_somebody_else_or_in_the_bin_finds_nobody(as_alice: User, charlie: User) -> None:
    from django.utils import timezone

    contact = make_contact(as_alice)
    binned = make_network(as_alice, deleted_at=timezone.now())
    make_member(binned, contact)
    with acting_as(charlie):
        theirs = make_network(charlie)
        make_member(theirs, make_contact(charlie, "Theirs"))

    with acting_as(as_alice):
        assert found(as_alice, "network=any") == set()
        assert found(as_alice, f"network={binned.pk}") == set()
        assert found(as_alice, f"network={theirs.pk}") == set()


def put_into(client: Client, contacts: list[Contact], network: object) -> int:
    data = {
        "action": "network",
        "asked": "1",
        "contacts": ",".join(str(contact.pk) for contact in contacts),
        "network": network,
    }
    return client.post("/contacts/bulk/new/", data).status_code


def test_many_people_come_into_a_network_at_once(alice: User, alice_client: Client, charlie: User) -> None:
    people = [make_contact(alice, f"Person {number}") for number in range(3)]
    network = make_network(alice)
    make_member(network, people[0], role="Board")
    with acting_as(charlie):
        theirs = make_network(charlie)

    assert put_into(alice_client, people, theirs.pk) == 422
    assert put_into(alice_client, people, network.pk) == 302

    with acting_as(alice):
        members = NetworkMember.objects.for_user(alice).filter(network=network)
        assert sorted(members.values_list("contact__name", "role")) == [
            ("Person 0", "Board"),
            ("Person 1", ""),
            ("Person 2", ""),
        ]
