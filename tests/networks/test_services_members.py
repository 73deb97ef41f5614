"""Contacts in a network: added once, changed, removed, put back."""

from __future__ import annotations

from typing import Any

from accounts.models import User
from networks.models import NetworkMember
from networks.services.members import (
    MemberFacts,
    add_member,
    add_members,
    bring_back_member,
    change_member,
    remove_member,
)
from networks.words.members import member_words
from tests.factories import make_contact, make_member, make_network


def said(member: NetworkMember) -> tuple[str, int | None, int | None, bool]:
    member.refresh_from_db()
    return (member.role, member.since_year, member.until_year, member.is_wished)


def test_somebody_added_twice_is_one_row_that_knows_more(as_alice: User) -> None:
    network, contact = make_network(as_alice), make_contact(as_alice)
    first = add_member(network=network, contact=contact, role="Board", since_year=2021)

    second = add_member(network=network, contact=contact, is_wished=True)

    assert second.pk == first.pk
    assert said(second) == ("Board", 2021, None, True)


def test_a_wish_is_taken_away_only_when_that_is_said(as_alice: User) -> None:
    network, contact = make_network(as_alice), make_contact(as_alice)
    member = add_member(network=network, contact=contact, is_wished=True)

    add_member(network=network, contact=contact, role="Speaker")
    assert said(member) == ("Speaker", None, None, True)

    add_member(network=network, contact=contact, is_wished=False)
    assert said(member) == ("Speaker", None, None, False)


def test_of_several_only_those_are_told_who_were_not_there_before(as_alice: User) -> None:
    network = make_network(as_alice)
    known, new = make_contact(as_alice, "Anna"), make_contact(as_alice, "Ben")
    make_member(network, known, is_wished=True)

    made = add_members(network=network, contacts=[known, new], facts=MemberFacts(role="Regular"))

    assert [member.contact for member in made] == [new]
    assert {member.contact.name: said(member) for member in NetworkMember.objects.for_user(as_alice)} == {
        "Anna": ("Regular", None, None, True),
        "Ben": ("Regular", None, None, False),
    }


def test_a_change_replaces_all_that_is_known(as_alice: User) -> None:
    member = make_member(make_network(as_alice), make_contact(as_alice), role="Board", since_year=2015, is_wished=True)

    change_member(member=member, facts=MemberFacts(until_year=2019))

    assert said(member) == ("", None, 2019, False)


def test_who_was_removed_comes_back_under_the_same_id(as_alice: User) -> None:
    network, contact = make_network(as_alice), make_contact(as_alice)
    member = make_member(network, contact, role="Board")
    pk = member.pk
    remove_member(member=member)
    assert not NetworkMember.objects.for_user(as_alice).exists()

    for _twice in range(2):
        back = bring_back_member(network=network, contact=contact, member_id=pk, facts=MemberFacts(role="Board"))

        assert (back.pk, back.role) == (pk, "Board")


def test_who_was_added_again_meanwhile_stays_as_they_are(as_alice: User) -> None:
    network, contact = make_network(as_alice), make_contact(as_alice)
    gone = make_member(network, contact, role="Board")
    pk = gone.pk
    remove_member(member=gone)
    again = add_member(network=network, contact=contact, role="Guest")

    back = bring_back_member(network=network, contact=contact, member_id=pk, facts=MemberFacts(role="Board"))

    assert (back.pk, back.role) == (again.pk, "Guest")


def test_role_and_years_read_as_they_are_known(as_alice: User) -> None:
    network = make_network(as_alice)
    cases: list[tuple[dict[str, Any], str]] = [
        ({"role": "Board", "since_year": 2021}, "Board, since 2021"),
        ({"since_year": 2015, "until_year": 2019}, "2015 to 2019"),
        ({"since_year": 2019, "until_year": 2019}, "2019"),
        ({"role": "Speaker"}, "Speaker"),
        ({"until_year": 2019}, "until 2019"),
        ({}, ""),
    ]

    for number, (facts, words) in enumerate(cases):
        member = make_member(network, make_contact(as_alice, f"Person {number}"), **facts)
        assert member_words(member) == words
