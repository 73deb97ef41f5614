"""What two people have in networks when they become one, and when they are two again."""

from __future__ import annotations

from datetime import UTC, datetime

from accounts.models import User
from contacts.models import Contact, Merge
from contacts.services.merging import merge_contacts
from contacts.services.unmerging import undo_merge
from networks.models import Inquiry, Network, NetworkMember, Occurrence, WantedPerson
from tests.factories import TODAY, make_contact, make_event, make_goal, make_member, make_network

NOW = datetime(2026, 3, 16, 12, tzinfo=UTC)
Said = dict[tuple[str, str], tuple[str, int | None, int | None, bool]]


def merge(survivor: Contact, absorbed: Contact) -> Merge:
    return merge_contacts(survivor=survivor, absorbed=absorbed, choices={}, now=NOW, today=TODAY)


def undo(merged: Merge) -> None:
    undo_merge(merge=merged, now=NOW, today=TODAY)


def members(user: User) -> Said:
    """Return what is known of all members, by network and person."""
    found = NetworkMember.objects.for_user(user).select_related("network", "contact")
    return {
        (member.network.name, member.contact.name): (
            member.role,
            member.since_year,
            member.until_year,
            member.is_wished,
        )
        for member in found
    }


def test_of_one_network_the_earliest_year_holds_and_either_wish(as_alice: User) -> None:
    ruth, again = make_contact(as_alice, "Ruth"), make_contact(as_alice, "R.")
    both, hers, theirs = (make_network(as_alice, name) for name in ("Both", "Hers", "Theirs"))
    make_member(both, ruth, role="Board", since_year=2020)
    make_member(both, again, role="Guest", since_year=2015, until_year=2019, is_wished=True)
    make_member(hers, ruth)
    make_member(theirs, again, role="Speaker")
    before = members(as_alice)

    merged = merge(ruth, again)

    after = members(as_alice)
    assert after["Both", "Ruth"] == ("Board", 2015, None, True)
    assert after["Theirs", "Ruth"] == ("Speaker", None, None, False)
    assert ("Hers", "Ruth") in after
    # The row that both cannot have waits with the absorbed one.
    assert after["Both", "R."] == before["Both", "R."]

    undo(merged)

    assert members(as_alice) == before


def test_whoever_left_twice_left_in_the_later_year(as_alice: User) -> None:
    ruth, again = make_contact(as_alice, "Ruth"), make_contact(as_alice, "R.")
    network = make_network(as_alice, "Both")
    make_member(network, ruth, until_year=2018)
    make_member(network, again, role="Guest", until_year=2021)

    merge(ruth, again)

    assert members(as_alice)["Both", "Ruth"] == ("Guest", None, 2021, False)


def test_what_was_edited_since_stays(as_alice: User) -> None:
    ruth, again = make_contact(as_alice, "Ruth"), make_contact(as_alice, "R.")
    network = make_network(as_alice, "Both")
    kept = make_member(network, ruth)
    make_member(network, again, since_year=2015)
    merged = merge(ruth, again)
    NetworkMember.objects.for_user(as_alice).filter(pk=kept.pk).update(since_year=2011)

    undo(merged)

    assert members(as_alice)["Both", "Ruth"] == ("", 2011, None, False)


def test_merges_of_three_are_taken_back_in_any_order(as_alice: User) -> None:
    ruth, second, third = (make_contact(as_alice, name) for name in ("Ruth", "Second", "Third"))
    network = make_network(as_alice, "Both")
    make_member(network, ruth, since_year=2020)
    make_member(network, second, since_year=2015)
    make_member(network, third, since_year=2010, is_wished=True)
    before = members(as_alice)

    for turn in (1, -1):
        merges = [merge(ruth, second), merge(ruth, third)][::turn]
        assert members(as_alice)["Both", "Ruth"] == ("", 2010, None, True)
        for merged in merges:
            undo(merged)
        assert members(as_alice) == before
        for contact in (ruth, second, third):
            contact.refresh_from_db()


def test_inquiries_wishes_to_meet_and_sources_move_and_come_back(as_alice: User) -> None:
    ruth, again = make_contact(as_alice, "Ruth"), make_contact(as_alice, "R.")
    network = make_network(as_alice, source_contact=again)
    day = Occurrence.objects.create(owner=as_alice, event=make_event(network), planned_on=TODAY)
    wanted = WantedPerson.objects.create(owner=as_alice, occurrence=day, contact=again)
    inquiry = Inquiry.objects.create(owner=as_alice, goal=make_goal(as_alice), contact=again)

    def whose() -> list[str]:
        rows = [
            WantedPerson.objects.for_user(as_alice).get(pk=wanted.pk).contact,
            Inquiry.objects.for_user(as_alice).get(pk=inquiry.pk).contact,
            Network.objects.for_user(as_alice).get(pk=network.pk).source_contact,
        ]
        return [contact.name for contact in rows if contact]

    merged = merge(ruth, again)
    assert whose() == ["Ruth"] * 3

    undo(merged)
    assert whose() == ["R."] * 3
