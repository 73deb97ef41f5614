"""Changes of many people: done once, taken back unless edited since."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import User
from contacts.models import BulkChange, BulkItem, Contact, Tag, Tagging
from contacts.services import archive_contact, place_contact, unarchive_contact
from contacts.services import bulk as bulk_services
from contacts.services.bulk import (
    NobodyToChangeError,
    TooLateError,
    apply_next_batch,
    settle_items,
    start_bulk_change,
    undo_bulk_change,
)
from netzwerk.core.models import Job
from netzwerk.core.walls import acting_as
from tests.factories import make_contact

NOW = timezone.now()


def change_all(owner: User, action: str, *contacts: Contact, **arguments: Any) -> BulkChange:
    """Change these people, or everybody."""
    found = Contact.objects.for_user(owner)
    if contacts:
        found = found.filter(pk__in=[contact.pk for contact in contacts])
    return start_bulk_change(owner=owner, action=action, arguments=arguments, contacts=found, now=NOW)


def take_back(change: BulkChange) -> BulkChange:
    """Take a change back."""
    return undo_bulk_change(change=change, now=NOW)


def fresh(contact: Contact) -> Contact:
    """Return what is stored by now."""
    return Contact.objects.get(pk=contact.pk)


def asking(change: BulkChange) -> list[BulkItem]:
    """Return the people about whom the undo asks."""
    return list(BulkItem.objects.filter(change=change).asking())


def make_tag(owner: User, name: str = "Choir") -> Tag:
    """Return a tag."""
    return Tag.objects.create(owner=owner, name=name, folded_name=name.casefold())


def tagged(tag: Tag) -> set[str]:
    """Return who has the tag."""
    return set(Tagging.objects.filter(tag=tag).values_list("contact__name", flat=True))


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


def test_a_later_edit_stays_and_is_asked_about(as_alice: User) -> None:
    edited, untouched = make_contact(as_alice, "Edited"), make_contact(as_alice, "Untouched")
    change = change_all(as_alice, "closeness", closeness="wide")
    place_contact(contact=fresh(edited), closeness="inner", own_cadence=None)

    take_back(change)

    assert (fresh(edited).closeness, fresh(untouched).closeness) == ("inner", "not_placed")
    assert [item.contact_id for item in asking(change)] == [edited.pk]


def test_one_may_keep_the_edit_or_put_the_former_value_back(as_alice: User) -> None:
    kept, back = make_contact(as_alice, "Kept"), make_contact(as_alice, "Back")
    change = change_all(as_alice, "closeness", closeness="wide")
    for contact in (kept, back):
        place_contact(contact=fresh(contact), closeness="inner", own_cadence=None)
    take_back(change)
    items = {item.contact_id: item.pk for item in asking(change)}

    left = settle_items(change=change, keep=[items[kept.pk]], put_back={items[back.pk]: {"closeness": ["inner"]}})

    assert left == 0
    assert (fresh(kept).closeness, fresh(back).closeness) == ("inner", "not_placed")


def test_an_edit_after_the_question_is_asked_about_again(as_alice: User) -> None:
    contact = make_contact(as_alice)
    change = change_all(as_alice, "closeness", closeness="wide")
    place_contact(contact=fresh(contact), closeness="inner", own_cadence=None)
    take_back(change)
    place_contact(contact=fresh(contact), closeness="close", own_cadence=None)

    left = settle_items(change=change, keep=[], put_back={asking(change)[0].pk: {"closeness": ["inner"]}})

    assert (left, fresh(contact).closeness) == (1, "close")


def test_undo_twice_is_once(as_alice: User) -> None:
    contact = make_contact(as_alice)
    change = take_back(change_all(as_alice, "archive"))
    archive_contact(contact=fresh(contact))

    take_back(change)

    assert fresh(contact).archived_at
    assert asking(change) == []


def test_after_thirty_days_it_is_too_late(as_alice: User) -> None:
    contact = make_contact(as_alice)
    change = change_all(as_alice, "archive")

    with pytest.raises(TooLateError):
        undo_bulk_change(change=change, now=change.created_at + timedelta(days=30))

    assert fresh(contact).archived_at


def test_two_changes_are_taken_back_in_either_order(as_alice: User) -> None:
    contact = make_contact(as_alice)
    first = change_all(as_alice, "closeness", closeness="wide")
    second = change_all(as_alice, "closeness", closeness="good")

    take_back(first)
    assert fresh(contact).closeness == "good"
    take_back(second)
    assert fresh(contact).closeness == "wide"
    assert len(asking(first)) == 1


def test_only_taggings_that_the_change_made_are_taken_back(as_alice: User) -> None:
    tag = make_tag(as_alice)
    had, new = make_contact(as_alice, "Had"), make_contact(as_alice, "New")
    Tagging.objects.create(owner=as_alice, tag=tag, contact=had)

    change = change_all(as_alice, "tag", tag=str(tag.pk), name="Choir")
    assert tagged(tag) == {"Had", "New"}
    assert Contact.objects.for_user(as_alice).matching("choir").count() == 2
    take_back(change)

    assert tagged(tag) == {"Had"}
    assert Contact.objects.for_user(as_alice).matching("choir").count() == 1


def test_a_tag_that_was_taken_away_comes_back_to_those_who_had_it(as_alice: User) -> None:
    tag = make_tag(as_alice)
    had = make_contact(as_alice, "Had")
    make_contact(as_alice, "Never")
    tagging = Tagging.objects.create(owner=as_alice, tag=tag, contact=had)

    change = change_all(as_alice, "untag", tag=str(tag.pk), name="Choir")
    assert tagged(tag) == set()
    take_back(change)

    assert list(Tagging.objects.values_list("pk", flat=True)) == [tagging.pk]


def test_the_tag_may_be_gone_by_the_time_of_the_undo(as_alice: User) -> None:
    tag = make_tag(as_alice)
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
    tag = make_tag(as_alice)
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


CLOSENESS = st.sampled_from(["inner", "close", "good", "wide", "not_placed"])
STEP = st.one_of(
    st.tuples(st.just("change"), CLOSENESS),
    st.tuples(st.just("edit"), CLOSENESS),
    st.tuples(st.just("undo"), st.integers(0, 3)),
)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(STEP, max_size=6))
def test_no_order_of_changes_edits_and_undos_loses_a_later_edit(as_alice: User, steps: list[tuple[str, Any]]) -> None:
    contact = make_contact(as_alice)
    changes: list[BulkChange] = []
    # Who spoke last: the value that an edit by hand has set since the newest change, or None.
    edited: str | None = None
    for what, value in steps:
        if what == "change":
            changes.append(change_all(as_alice, "closeness", contact, closeness=value))
            edited = None
        elif what == "edit":
            place_contact(contact=fresh(contact), closeness=value, own_cadence=None)
            edited = value
        elif value < len(changes):
            # An edit to the very value of the change cannot be told from the change.
            if edited in {item.after.get("closeness", [""])[0] for item in BulkItem.objects.filter(contact=contact)}:
                edited = None
            take_back(changes[value])
        if edited is not None:
            assert fresh(contact).closeness == edited


def test_an_archive_that_was_left_and_entered_again_is_asked_about(as_alice: User) -> None:
    contact = make_contact(as_alice)
    change = change_all(as_alice, "archive")
    unarchive_contact(contact=fresh(contact))
    archive_contact(contact=fresh(contact))

    take_back(change)

    assert fresh(contact).archived_at
    assert len(asking(change)) == 1
