"""Changes of many people: done once, and taken back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from accounts.models import User
from contacts.models import BulkChange, Contact, Tagging
from contacts.services import bulk as bulk_services
from contacts.services.bulk import NobodyToChangeError, apply_next_batch, start_bulk_change
from netzwerk.core.models import Job
from netzwerk.core.walls import acting_as
from tests.contacts.many import NOW, asking, change_all, fresh, tagged, take_back
from tests.factories import make_contact, make_tag


@pytest.mark.parametrize(
    ("action", "arguments", "fields", "after"),
    [
        ("closeness", {"closeness": "inner"}, {"closeness": "wide"}, {"closeness": "inner"}),
        (
            "cadence",
            {"count": 2, "unit": "week"},
            {"own_cadence_count": 3, "own_cadence_unit": "month"},
            {"own_cadence_count": 2, "own_cadence_unit": "week"},
        ),
        (
            "cadence",
            {"count": None, "unit": ""},
            {"own_cadence_count": 3, "own_cadence_unit": "month"},
            {"own_cadence_count": None, "own_cadence_unit": ""},
        ),
        ("rest", {}, {"snoozed_until": NOW.date()}, {"is_resting": True, "snoozed_until": NOW.date()}),
        (
            "wake",
            {},
            {"is_resting": True, "snoozed_until": NOW.date()},
            {"is_resting": False, "snoozed_until": None},
        ),
        ("archive", {}, {}, {"archived_at": NOW}),
        ("unarchive", {}, {"archived_at": NOW - timedelta(days=9)}, {"archived_at": None}),
        ("delete", {}, {}, {"deleted_at": NOW}),
    ],
)
def test_each_change_does_what_it_says_and_its_undo_brings_everything_back(
    as_alice: User, action: str, arguments: dict[str, Any], fields: dict[str, Any], after: dict[str, Any]
) -> None:
    contact = make_contact(as_alice, **fields)
    before = Contact.objects.filter(pk=contact.pk).values().get()

    change = change_all(as_alice, action, contact, **arguments)

    assert (change.state, change.total, change.done_count, change.finished_at) == ("done", 1, 1, NOW)
    assert {name: getattr(fresh(contact), name) for name in after} == after
    take_back(change)
    assert Contact.objects.filter(pk=contact.pk).values().get() == before
    assert change.state == "undone"


def test_nothing_but_the_chosen_people_of_the_owner_changes(as_alice: User, charlie: User) -> None:
    stranger = make_contact(charlie, "Stranger")
    chosen, other = make_contact(as_alice, "Chosen"), make_contact(as_alice, "Other")

    change = change_all(as_alice, "archive", chosen, stranger)

    assert change.total == 1
    assert fresh(chosen).archived_at and not fresh(other).archived_at
    with acting_as(charlie):
        assert Contact.objects.get().archived_at is None


def test_who_is_in_the_bin_is_not_concerned_and_nobody_is_no_change(as_alice: User) -> None:
    binned = make_contact(as_alice, deleted_at=NOW)

    for found in (Contact.objects.filter(pk=binned.pk), Contact.objects.none()):
        with pytest.raises(NobodyToChangeError):
            start_bulk_change(owner=as_alice, action="archive", arguments={}, contacts=found, now=NOW)
    assert not BulkChange.objects.exists()


def test_who_was_archived_already_keeps_the_date_and_stays_there_after_the_undo(as_alice: User) -> None:
    long_ago = NOW - timedelta(days=99)
    already, new = make_contact(as_alice, "Already", archived_at=long_ago), make_contact(as_alice, "New")

    change = change_all(as_alice, "archive")
    assert fresh(already).archived_at == long_ago
    take_back(change)

    assert fresh(already).archived_at == long_ago
    assert fresh(new).archived_at is None


def test_everybody_gets_a_date_of_their_own_back(as_alice: User) -> None:
    days = [NOW - timedelta(days=number) for number in range(20)]
    people = [make_contact(as_alice, f"{number:02}", archived_at=day) for number, day in enumerate(days)]

    take_back(change_all(as_alice, "unarchive"))

    assert [fresh(contact).archived_at for contact in people] == days


def test_only_taggings_that_the_change_made_are_taken_back(as_alice: User) -> None:
    tag = make_tag(as_alice, "Choir")
    had = make_contact(as_alice, "Had")
    make_contact(as_alice, "New")
    Tagging.objects.create(owner=as_alice, tag=tag, contact=had)

    change = change_all(as_alice, "tag", tag=str(tag.pk), name="Choir")
    assert tagged(tag) == {"Had", "New"}
    assert Contact.objects.for_user(as_alice).matching("choir").count() == 2
    take_back(change)

    assert tagged(tag) == {"Had"}
    assert Contact.objects.for_user(as_alice).matching("choir").count() == 1


def test_a_tag_that_was_taken_away_comes_back_to_those_who_had_it(as_alice: User) -> None:
    tag = make_tag(as_alice, "Choir")
    had = make_contact(as_alice, "Had")
    make_contact(as_alice, "Never")
    tagging = Tagging.objects.create(owner=as_alice, tag=tag, contact=had)

    change = change_all(as_alice, "untag", tag=str(tag.pk), name="Choir")
    assert tagged(tag) == set()
    take_back(change)

    assert list(Tagging.objects.values_list("pk", flat=True)) == [tagging.pk]


def test_the_tag_may_be_gone_by_the_time_of_the_undo(as_alice: User) -> None:
    tag = make_tag(as_alice, "Choir")
    Tagging.objects.create(owner=as_alice, tag=tag, contact=make_contact(as_alice))
    change = change_all(as_alice, "untag", tag=str(tag.pk), name="Choir")
    tag.delete()

    take_back(change)

    assert (change.state, asking(change), Tagging.objects.count()) == ("undone", [], 0)


def test_somebody_who_is_gone_for_good_does_not_stop_an_undo(as_alice: User) -> None:
    gone, here = make_contact(as_alice, "Gone"), make_contact(as_alice, "Here")
    change = change_all(as_alice, "archive")
    Contact.objects.filter(pk=gone.pk).delete()

    take_back(change)

    assert fresh(here).archived_at is None


def test_who_was_put_into_the_bin_meanwhile_is_as_before_when_they_come_back(as_alice: User) -> None:
    contact = make_contact(as_alice)
    change = change_all(as_alice, "archive")
    Contact.objects.update(deleted_at=NOW)

    take_back(change)

    assert (fresh(contact).archived_at, fresh(contact).deleted_at) == (None, NOW)


def test_a_deletion_sees_to_it_that_the_bin_is_emptied_one_day(as_alice: User) -> None:
    make_contact(as_alice)

    change_all(as_alice, "delete")

    job = Job.objects.get(kind="purge")
    assert job.owner == as_alice
    assert timedelta(days=30) <= job.run_at - NOW <= timedelta(days=31)


def test_more_than_five_hundred_wait_for_a_worker(as_alice: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk_services, "LARGE", 2)
    contacts = [make_contact(as_alice, str(number)) for number in range(3)]

    small, large = change_all(as_alice, "rest", *contacts[:2]), change_all(as_alice, "archive", *contacts)

    assert (small.state, large.state) == ("done", "waiting")
    assert Job.objects.get(kind="bulk_change").object_id == large.pk
    assert not Contact.objects.filter(archived_at__isnull=False).exists()


def test_a_change_that_still_runs_is_stopped_by_its_undo(as_alice: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk_services, "LARGE", 1)
    monkeypatch.setattr(bulk_services, "BATCH", 1)
    for number in range(2):
        make_contact(as_alice, str(number))
    change = change_all(as_alice, "archive")
    assert apply_next_batch(change=change, now=NOW)

    take_back(change)

    assert (change.state, change.done_count, change.total) == ("undone", 2, 2)
    assert not apply_next_batch(change=change, now=NOW)
    assert not Contact.objects.filter(archived_at__isnull=False).exists()


@pytest.mark.parametrize("action", ["archive", "tag"])
def test_queries_do_not_grow_with_the_people(as_alice: User, django_assert_same_queries: Any, action: str) -> None:
    tag = make_tag(as_alice, "Choir")
    counts = []
    for people in (2, 9):
        for number in range(people):
            make_contact(as_alice, f"Person {number}")
        with django_assert_same_queries() as queries:
            take_back(change_all(as_alice, action, tag=str(tag.pk), name="Choir"))
        counts.append(len(queries))
        Contact.objects.all().delete()
    assert counts[1] <= counts[0]
    assert counts[1] < 100
