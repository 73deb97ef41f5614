"""Changes of many people that are taken back after somebody was edited: no later edit is lost."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import User
from contacts.models import BulkChange, BulkItem
from contacts.services import archive_contact, place_contact, unarchive_contact
from contacts.services.bulk import TooLateError, settle_items, undo_bulk_change
from tests.contacts.many import asking, change_all, fresh, take_back
from tests.factories import make_contact


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
