"""Ties: made once, read from both ends, changed, removed; introducers are ties, too."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from contacts.models import Contact, Tie
from contacts.queries.ties import introducer_of, ties_of
from contacts.services.ties import TieToSelfError, add_tie, change_tie, remove_tie, set_introducer
from tests.factories import make_contact


def read(user: User, contact: Contact) -> list[tuple[str, str, str]]:
    """Return the ties of somebody as they read from there."""
    return [(end.contact.name, end.kind, end.kinship) for end in ties_of(user, contact)]


@pytest.fixture
def anna(as_alice: User) -> Contact:
    return make_contact(as_alice, "Anna Roth")


@pytest.fixture
def ben(as_alice: User) -> Contact:
    return make_contact(as_alice, "Ben Roth")


def test_a_tie_reads_from_both_ends(as_alice: User, anna: Contact, ben: Contact) -> None:
    add_tie(contact=anna, other=ben, kind="relative", kinship="parent")

    assert read(as_alice, ben) == [("Anna Roth", "relative", "parent")]
    assert read(as_alice, anna) == [("Ben Roth", "relative", "child")]


def test_said_from_the_other_end_it_is_the_same_tie(as_alice: User, anna: Contact, ben: Contact) -> None:
    first = add_tie(contact=anna, other=ben, kind="relative", kinship="parent")
    second = add_tie(contact=ben, other=anna, kind="relative", kinship="child", strength=3)

    assert first.pk == second.pk
    assert Tie.objects.for_user(as_alice).get().strength == Tie.Strength.CLOSELY


def test_a_tie_can_be_changed_from_either_end(as_alice: User, anna: Contact, ben: Contact) -> None:
    tie = add_tie(contact=anna, other=ben, kind="knows")

    change_tie(tie=tie, seen_from=ben, kind="relative", kinship="child", strength=2)

    assert read(as_alice, anna) == [("Ben Roth", "relative", "child")]


def test_changed_into_one_that_exists_the_two_become_one(as_alice: User, anna: Contact, ben: Contact) -> None:
    add_tie(contact=anna, other=ben, kind="works_with")
    tie = add_tie(contact=anna, other=ben, kind="knows")

    change_tie(tie=tie, seen_from=anna, kind="works_with")

    assert read(as_alice, anna) == [("Ben Roth", "works_with", "")]


def test_a_removed_tie_is_gone(as_alice: User, anna: Contact, ben: Contact) -> None:
    remove_tie(tie=add_tie(contact=anna, other=ben, kind="knows"))

    assert read(as_alice, anna) == []


def test_nobody_has_a_tie_to_themselves(anna: Contact) -> None:
    with pytest.raises(TieToSelfError):
        add_tie(contact=anna, other=anna, kind="knows")


def test_an_introducer_is_a_tie_and_there_is_one_at_most(as_alice: User, anna: Contact, ben: Contact) -> None:
    ruth = make_contact(as_alice, "Ruth Sommer")

    set_introducer(contact=anna, introducer=ben)
    tie = set_introducer(contact=anna, introducer=ruth)

    assert introducer_of(as_alice, anna) == ruth
    assert tie is not None
    assert (tie.contact, tie.other) == (ruth, anna)
    assert read(as_alice, ben) == []


def test_adding_such_a_tie_replaces_the_introducer_too(as_alice: User, anna: Contact, ben: Contact) -> None:
    ruth = make_contact(as_alice, "Ruth Sommer")
    set_introducer(contact=anna, introducer=ben)

    add_tie(contact=ruth, other=anna, kind="introduced")

    assert introducer_of(as_alice, anna) == ruth


def test_the_same_introducer_again_keeps_the_tie(anna: Contact, ben: Contact) -> None:
    tie = add_tie(contact=ben, other=anna, kind="introduced", strength=2)

    assert set_introducer(contact=anna, introducer=ben) == tie
    assert Tie.objects.get(pk=tie.pk).strength == Tie.Strength.WELL


def test_an_introducer_can_be_taken_away(as_alice: User, anna: Contact, ben: Contact) -> None:
    set_introducer(contact=anna, introducer=ben)

    assert set_introducer(contact=anna, introducer=None) is None
    assert introducer_of(as_alice, anna) is None


def test_nobody_from_the_bin_shows(as_alice: User, anna: Contact, ben: Contact) -> None:
    add_tie(contact=anna, other=ben, kind="knows")
    set_introducer(contact=anna, introducer=ben)
    Contact.objects.filter(pk=ben.pk).update(deleted_at=timezone.now())

    assert read(as_alice, anna) == []
    assert introducer_of(as_alice, anna) is None


def test_many_ties_come_in_pages_by_name(as_alice: User, anna: Contact) -> None:
    for name in ("Zoe", "Émile", "Ben", "Ben"):
        add_tie(contact=make_contact(as_alice, name), other=anna, kind="knows")

    with CaptureQueriesContext(connection) as queries:
        first = ties_of(as_alice, anna, limit=2)
    rest = ties_of(as_alice, anna, after=first[-1].tie.pk)

    assert [end.contact.name for end in [*first, *rest]] == ["Ben", "Ben", "Émile", "Zoe"]
    assert len(queries) == 3
