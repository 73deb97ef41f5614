"""Who is there now for people whom something names: through merges, and without the bin."""

from __future__ import annotations

from datetime import UTC, datetime

from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from contacts.queries.survivors import there_now
from netzwerk.core.ids import new_id
from netzwerk.core.walls import acting_as
from tests.factories import make_contact

THROWN_AWAY = datetime(2026, 5, 2, 9, tzinfo=UTC)


def test_each_is_there_as_themselves_or_as_whom_they_were_merged_into(as_alice: User) -> None:
    last = make_contact(as_alice, "Anna Beck")
    middle = make_contact(as_alice, "Anna B.", merged_into=last)
    first = make_contact(as_alice, "A. Beck", merged_into=middle)

    there = there_now(as_alice, [first.pk, middle.pk, last.pk])

    assert there == {first.pk: last.pk, middle.pk: last.pk, last.pk: last.pk}


def test_who_lies_in_the_bin_or_is_gone_or_is_a_strangers_is_not_there(as_alice: User, charlie: User) -> None:
    binned = make_contact(as_alice, "Ben Adler", deleted_at=THROWN_AWAY)
    merged = make_contact(as_alice, "B. Adler", merged_into=binned)
    with acting_as(charlie):
        theirs = make_contact(charlie, "Carla")

    assert there_now(as_alice, [binned.pk, merged.pk, theirs.pk, new_id()]) == {}


def test_nobody_is_asked_for_without_a_query(as_alice: User, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(0):
        assert there_now(as_alice, []) == {}
