"""Looking for people who are entered twice."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from accounts.models import User
from contacts.models import Contact, DuplicatePair, EmailAddress, PhoneNumber
from contacts.queries.duplicates import alike, open_pairs
from contacts.rules import pairing
from contacts.rules.likeness import entry_of
from contacts.rules.pairing import find_pairs
from contacts.services.declining import decline_duplicates, reconsider_duplicates
from contacts.services.duplicates import (
    ask_for_duplicates,
    find_duplicates,
)
from contacts.services.standing import delete_contact
from contacts.tasks import run_duplicates
from netzwerk.core.models import Job
from tests.factories import make_contact

NOW = datetime(2026, 3, 16, 12, tzinfo=UTC)


def names_of(owner: User) -> set[frozenset[str]]:
    """Return the pairs that are shown, by name."""
    pairs = open_pairs(owner).select_related("first", "second")
    return {frozenset((pair.first.name, pair.second.name)) for pair in pairs}


def test_pairs_are_found_by_name_mail_and_number_but_not_in_the_bin(as_alice: User) -> None:
    ruth, short = make_contact(as_alice, "Ruth Sommer"), make_contact(as_alice, "R. Sommer")
    make_contact(as_alice, "Jürgen Müller")
    make_contact(as_alice, "Mueller, Juergen")
    make_contact(as_alice, "Ines Vogt")
    delete_contact(contact=make_contact(as_alice, "Ines Vogt"))
    for contact, number in ((ruth, "040 5550142"), (short, "+49 40 555 01 42")):
        PhoneNumber.objects.create(owner=as_alice, contact=contact, number=number)

    find_duplicates(owner=as_alice, now=NOW)

    assert names_of(as_alice) == {
        frozenset(("Ruth Sommer", "R. Sommer")),
        frozenset(("Jürgen Müller", "Mueller, Juergen")),
    }


def test_a_second_look_keeps_the_rows_and_forgets_what_no_longer_fits(as_alice: User) -> None:
    make_contact(as_alice, "Ruth Sommer")
    make_contact(as_alice, "Ruth Sommer")
    other = make_contact(as_alice, "Ines Vogt")
    make_contact(as_alice, "Ines Vogt")
    find_duplicates(owner=as_alice, now=NOW)
    before = {pair.pk for pair in DuplicatePair.objects.for_user(as_alice)}
    other.name = "Tomasz Bielak"
    other.save()

    find_duplicates(owner=as_alice, now=NOW)

    after = {pair.pk for pair in DuplicatePair.objects.for_user(as_alice)}
    assert len(after) == 1
    assert after < before


def test_a_declined_pair_stays_declined_until_that_is_taken_back(as_alice: User) -> None:
    one, other = make_contact(as_alice, "Ruth Sommer"), make_contact(as_alice, "Ruth Sommer")
    find_duplicates(owner=as_alice, now=NOW)

    declined = decline_duplicates(contact=other, others=[one])
    assert decline_duplicates(contact=one, others=[other]) == declined
    find_duplicates(owner=as_alice, now=NOW)
    assert names_of(as_alice) == set()

    reconsider_duplicates(owner=as_alice, pair_id=declined[0].pk)
    assert len(names_of(as_alice)) == 1


def test_whoever_goes_into_the_bin_takes_the_pair_along(as_alice: User) -> None:
    one = make_contact(as_alice, "Ruth Sommer")
    make_contact(as_alice, "Ruth Sommer")
    find_duplicates(owner=as_alice, now=NOW)

    delete_contact(contact=one)

    assert names_of(as_alice) == set()


def test_a_search_is_asked_for_once_and_again_when_it_was_lost(alice: User, as_alice: User) -> None:
    ask_for_duplicates(owner=as_alice, now=NOW)
    ask_for_duplicates(owner=as_alice, now=NOW + timedelta(minutes=1))
    assert Job.objects.filter(kind="find_duplicates", owner=alice).count() == 1

    ask_for_duplicates(owner=as_alice, now=NOW + timedelta(minutes=16))
    assert Job.objects.filter(kind="find_duplicates", owner=alice).count() == 2


@pytest.mark.usefixtures("real_transactions")
def test_the_job_may_run_twice(django_db_blocker: Any) -> None:
    from netzwerk.core.walls import acting_as
    from tests.factories import make_user

    alice = make_user("alice@example.org")
    make_contact(alice, "Ruth Sommer")
    make_contact(alice, "Ruth Sommer")
    with acting_as(alice):
        ask_for_duplicates(owner=alice, now=NOW)
    job = Job.objects.get(kind="find_duplicates")
    job.state, job.attempts = Job.State.RUNNING, 1
    job.save()

    run_duplicates(job)
    run_duplicates(job)

    with acting_as(alice):
        assert len(names_of(alice)) == 1


def test_a_group_too_large_is_left_out_and_told(as_alice: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pairing, "LARGEST_GROUP", 3)
    for _number in range(5):
        make_contact(as_alice, "Anna Blum")

    search = find_duplicates(owner=as_alice, now=NOW)

    assert names_of(as_alice) == set()
    assert search.left_out == [{"kind": "name", "value": "Anna Blum", "count": 5}]


def test_an_import_of_forty_thousand_equal_names_does_not_explode() -> None:
    from uuid import UUID

    entries = {UUID(int=number): entry_of("Anna Blum", mails=["a@example.org"]) for number in range(4_000)}

    found = find_pairs(entries)

    assert found.compared == 0
    assert {(kind, count) for kind, _value, count in found.left_out} == {("name", 4_000), ("mail", 4_000)}


def test_the_number_of_comparisons_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    from uuid import UUID

    monkeypatch.setattr(pairing, "MOST_COMPARISONS", 50)
    entries = {UUID(int=number): entry_of(f"Anna Blum{number // 20}") for number in range(200)}

    found = find_pairs(entries)

    assert (found.compared, found.is_cut) == (50, True)


def test_whoever_is_entered_again_is_found_by_a_near_name_and_by_an_address(as_alice: User) -> None:
    near, reached = make_contact(as_alice, "Miriam Kessler"), make_contact(as_alice, "Tom")
    make_contact(as_alice, "Cem Arslan")
    EmailAddress.objects.create(owner=as_alice, contact=reached, address="Tom@example.org")

    assert [one for one, _why in alike(as_alice, entry_of("Kessler Myriam"))] == [near]
    assert [one for one, _why in alike(as_alice, entry_of("Tom Bauer", mails=["tom@example.org"]))] == [reached]
    assert alike(as_alice, entry_of("Paula Nowak")) == []


def test_a_stranger_is_alike_to_nobody_of_alices(as_alice: User, charlie: User) -> None:
    make_contact(charlie, "Ruth Sommer")

    assert alike(as_alice, entry_of("Ruth Sommer")) == []


def test_queries_do_not_grow_with_people(as_alice: User, django_assert_same_queries: Any) -> None:
    def look() -> None:
        find_duplicates(owner=as_alice, now=NOW)
        alike(as_alice, entry_of("Ruth Sommer", mails=["a@example.org"]))

    for _number in range(3):
        make_contact(as_alice, "Ruth Sommer")
    with django_assert_same_queries() as few:
        look()
    Contact.objects.bulk_create(
        Contact(owner=as_alice, name=f"Ines Vogt {n % 5}", folded_name=f"ines vogt {n % 5}", anchor_on=NOW)
        for n in range(12)
    )
    with django_assert_same_queries() as many:
        look()
    assert len(many) <= len(few)
