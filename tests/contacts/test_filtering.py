"""Whom conditions mean: each filter, its opposite, and how they are joined."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import User
from contacts.filtering import understand
from contacts.filters import all_filters
from contacts.models import Contact, EmailAddress, PhoneNumber, PostalAddress
from contacts.models.orders import ORDERS
from contacts.rules.conditions import MOST_CONDITIONS
from contacts.services import NewContact, add_contacts
from contacts.services.tags import delete_tag
from goals.models import Role
from netzwerk.core.walls import acting_as
from tests.factories import TODAY, make_contact, make_goal, make_tag, make_user

NOWHERE = "01900000-0000-7000-8000-000000000000"


def found(owner: User, query: str) -> set[str]:
    """Return the names of those whom a query string means; of one that is not clear, nobody may be changed."""
    meaning = understand(user=owner, query=query, today=TODAY)
    return {contact.name for contact in meaning.people} if meaning.is_clear else set()


@pytest.fixture
def people(as_alice: User) -> dict[str, Contact]:
    """Anna, of whom everything is known, and Ben, of whom nothing is."""
    anna = make_contact(
        as_alice, "Anna", origin="studies", closeness="good", place="Hamburg", languages=["de", "fr"],
        is_close_to_heart=True, is_interesting=True, ended_in_conflict=True, snoozed_until=date(2026, 5, 1),
        last_moment_on=date(2026, 2, 1), birthday_month=3, birthday_day=1, photo_name="a.webp",
        trust=1, willing_to_help=1, standing=1,
    )  # fmt: skip
    ben = make_contact(as_alice, "Ben", anchor_on=date(2024, 1, 1), closeness="not_placed", origin="other")
    EmailAddress.objects.create(owner=as_alice, contact=anna, address="anna@example.org")
    PhoneNumber.objects.create(owner=as_alice, contact=anna, number="+49 40 1")
    PostalAddress.objects.create(owner=as_alice, contact=anna, city="Lübeck")
    Contact.objects.filter(pk=anna.pk).update(created_at=datetime.fromisoformat("2026-03-16T12:00+00:00"))
    Contact.objects.filter(pk=ben.pk).update(created_at=datetime.fromisoformat("2026-03-01T12:00+00:00"))
    return {"Anna": anna, "Ben": ben}


ABOUT_ANNA = [
    "origin=studies", "closeness=good", "place=hamb", "place=LÜBECK", "language=fr", "heart=1", "interesting=1",
    "conflict=1", "trusted=1", "willing=1", "standing=1", "snoozed=1",
    "last_since=2026-02-01", "last_before=2026-02-02", "entered_since=2026-03-16",
    "state=fresh", "not.silent=12", "not.missing=mail", "not.missing=phone", "not.missing=closeness",
    "not.missing=origin", "not.missing=moment", "not.missing=birthday", "not.missing=photo",
]  # fmt: skip


@pytest.mark.parametrize("query", ABOUT_ANNA)
def test_each_filter_tells_people_apart_and_so_does_its_opposite(
    as_alice: User, people: dict[str, Contact], query: str
) -> None:
    opposite = query.removeprefix("not.") if query.startswith("not.") else f"not.{query}"

    assert found(as_alice, query) == {"Anna"}
    assert found(as_alice, opposite) == {"Ben"}


def test_every_filter_is_tried_above_or_below() -> None:
    tried = {query.removeprefix("not.").partition("=")[0] for query in ABOUT_ANNA}

    # Those of networks are tried in tests/networks/test_filtering.py.
    assert set(all_filters()) - tried == {"tag", "organisation", "due", "role", "network", "wished"}


def test_somebody_due_fits_unless_snoozed_and_its_opposite_is_everybody_else(as_alice: User) -> None:
    make_contact(as_alice, "Due", closeness="good", anchor_on=date(2025, 1, 1))
    make_contact(as_alice, "Later", closeness="good", anchor_on=date(2025, 1, 1), snoozed_until=date(2026, 9, 1))

    assert found(as_alice, "due=1") == {"Due"}
    assert found(as_alice, "not.due=1") == {"Later"}


def test_organisations_of_now_and_earlier_count_in_any_spelling(as_alice: User) -> None:
    people = [NewContact(name="Anna", organisation="Müller & Söhne"), NewContact(name="Ben", organisation="Nordlicht")]
    add_contacts(owner=as_alice, people=people, today=TODAY)

    assert found(as_alice, "organisation=mueller+so") == {"Anna"}
    assert found(as_alice, "not.organisation=mueller") == {"Ben"}


def test_tags_are_joined_by_and_or_and_not(as_alice: User) -> None:
    anna, ben, cleo, dora = (make_contact(as_alice, name) for name in ("Anna", "Ben", "Cleo", "Dora"))
    choir, press = make_tag(as_alice, "Choir", anna, ben), make_tag(as_alice, "Press", ben, cleo)

    assert found(as_alice, f"tag={choir.pk}&tag={press.pk}") == {"Ben"}
    assert found(as_alice, f"tag={choir.pk}&not.tag={press.pk}") == {"Anna"}
    assert found(as_alice, f"any.tag={choir.pk}&any.tag={press.pk}") == {"Anna", "Ben", "Cleo"}
    assert found(as_alice, f"any.not.tag={choir.pk}&any.tag={press.pk}") == {"Ben", "Cleo", "Dora"}
    assert found(as_alice, f"not.tag={choir.pk}&not.tag={press.pk}") == {dora.name}


def test_one_of_several_comes_on_top_of_what_must_hold(as_alice: User) -> None:
    make_contact(as_alice, "Anna", closeness="good", place="Kiel")
    make_contact(as_alice, "Ben", closeness="good", place="Bremen")
    make_contact(as_alice, "Cleo", closeness="wide", place="Kiel")
    make_contact(as_alice, "Dora", closeness="good", place="Berlin")

    assert found(as_alice, "closeness=good&any.place=Kiel&any.place=Bremen") == {"Anna", "Ben"}


def test_a_role_counts_for_one_goal_or_for_any(as_alice: User) -> None:
    goal, other = make_goal(as_alice), make_goal(as_alice, "Another")
    for name, aim in (("Anna", goal), ("Ben", other), ("Cleo", None)):
        contact = make_contact(as_alice, name)
        if aim:
            Role.objects.create(owner=as_alice, goal=aim, contact=contact, kind="expert")

    assert found(as_alice, f"role={goal.pk}") == {"Anna"}
    assert found(as_alice, "role=any") == {"Anna", "Ben"}
    assert found(as_alice, "not.role=any") == {"Cleo"}


def test_the_archive_shows_when_asked_for_in_any_way_and_the_bin_never(as_alice: User) -> None:
    make_contact(as_alice, "Active", place="Kiel")
    make_contact(as_alice, "Archived", archived_at="2026-01-01T00:00Z")
    make_contact(as_alice, "Binned", deleted_at="2026-01-01T00:00Z", archived_at="2026-01-01T00:00Z")

    assert found(as_alice, "not.state=archived") == {"Active"}
    assert found(as_alice, "state=archived") == {"Archived"}
    assert found(as_alice, "any.state=archived&any.place=Kiel") == {"Active", "Archived"}


@pytest.mark.parametrize(
    "query",
    [
        "nonsense=1", "state=nonsense", "due=maybe", "silent=0", "silent=99999999", "last_since=2026-02-30",
        "last_since=yesterday", "tag=x", "role=x", "place=%E2%80%AEevil", "language=" + "x" * 9,
        "not.any.origin=studies",
        "&".join(f"place={number}" for number in range(MOST_CONDITIONS + 1)), "q=" + "x" * 9000,
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_said_and_a_change_of_many_reaches_nobody(as_alice: User, query: str) -> None:
    make_contact(as_alice)
    meaning = understand(user=as_alice, query=query, today=TODAY)

    assert not meaning.is_clear
    assert found(as_alice, query) == set()
    assert found(as_alice, f"{query}&origin=other") == set()


@pytest.mark.parametrize("query", ["tag={tag}", "not.tag={tag}", "role=" + NOWHERE, "not.role=" + NOWHERE])
def test_what_is_gone_fits_nobody_and_neither_does_its_opposite(as_alice: User, query: str) -> None:
    contact = make_contact(as_alice, languages=["de"])
    gone = delete_tag(tag=make_tag(as_alice, "Gone", contact))
    meaning = understand(user=as_alice, query=query.format(tag=gone.pk), today=TODAY)

    assert not meaning.is_clear
    assert list(meaning.people) == []


def test_tags_and_goals_of_somebody_else_fit_nobody(as_alice: User) -> None:
    make_contact(as_alice)
    charlie = make_user("charlie@example.org")
    goal = make_goal(charlie)
    with acting_as(charlie):
        theirs = make_tag(charlie, "Theirs", make_contact(charlie))
    with acting_as(as_alice):
        for query in (f"tag={theirs.pk}", f"not.tag={theirs.pk}", f"role={goal.pk}", f"not.role={goal.pk}"):
            assert found(as_alice, query) == set()


@given(st.text(max_size=150), st.sampled_from(sorted(all_filters())))
def test_any_value_is_read_in_its_one_spelling_or_refused(value: str, key: str) -> None:
    read = all_filters()[key].read

    once = read(value)
    assert once is None or read(once) == once


def test_the_number_of_queries_does_not_grow_with_conditions(as_alice: User, django_assert_same_queries: Any) -> None:
    tags = [make_tag(as_alice, f"Tag {number}") for number in range(20)]
    with django_assert_same_queries() as few:
        found(as_alice, f"tag={tags[0].pk}")
    with django_assert_same_queries() as many:
        found(as_alice, "&".join(f"not.tag={each.pk}" for each in tags))

    assert len(few) == len(many) == 2


@pytest.mark.parametrize(
    ("order", "index"),
    [
        ("name", "contacts_by_name"), ("last", "contacts_by_last_moment"), ("due", "contacts_by_due_date"),
        ("created", "contacts_by_creation"), ("closeness", "contacts_by_closeness"),
    ],
)  # fmt: skip
def test_each_order_reads_its_index_also_on_later_pages(as_alice: User, order: str, index: str) -> None:
    make_contact(as_alice)
    start = Contact.objects.for_user(as_alice).in_order(ORDERS[order]).get()
    with connection.cursor() as cursor:
        for way in ("seqscan", "sort", "bitmapscan"):
            cursor.execute(f"SET LOCAL enable_{way} = off")
    plan = Contact.objects.for_user(as_alice).active().in_order(ORDERS[order], after=start)[:50].explain()

    assert index in plan
    assert "Sort" not in plan


@pytest.mark.parametrize(
    ("query", "index"),
    [
        ("tag={tag}", "contacts_tag"), ("not.tag={tag}", "contacts_tag"),
        ("organisation=nordlicht", "contacts_position"),
        ("missing=mail", "contacts_email"), ("missing=phone", "contacts_phone"), ("role=any", "goals_role"),
    ],
)  # fmt: skip
def test_filters_by_other_tables_read_the_rows_of_the_owner_by_index(as_alice: User, query: str, index: str) -> None:
    made = make_tag(as_alice, "Choir", make_contact(as_alice))
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    meaning = understand(user=as_alice, query=query.format(tag=made.pk), today=TODAY)
    plan = meaning.people.in_order(ORDERS["name"])[:50].explain()

    assert "Seq Scan" not in plan
    assert index in plan
    assert "owner_id" in plan[plan.index(index) :]


@pytest.mark.parametrize("order", ORDERS)
def test_pages_of_each_order_follow_without_gap_or_repetition(as_alice: User, order: str) -> None:
    for number in range(12):
        make_contact(
            as_alice, f"Person {number % 4}", closeness=["inner", "wide", "not_placed"][number % 3],
            last_moment_on=date(2026, 1, 1 + number % 2) if number % 3 else None,
        )  # fmt: skip
    everybody = Contact.objects.for_user(as_alice).in_order(ORDERS[order])
    seen: list[Contact] = []
    while page := list(everybody.in_order(ORDERS[order], after=seen[-1] if seen else None)[:5]):
        seen += page

    assert [each.pk for each in seen] == [each.pk for each in everybody]
    assert len({each.pk for each in seen}) == 12


def test_orders_put_what_is_unknown_last(as_alice: User) -> None:
    make_contact(as_alice, "Never")
    make_contact(as_alice, "Lately", last_moment_on=date(2026, 3, 1), closeness="wide")
    make_contact(as_alice, "Long ago", last_moment_on=date(2020, 3, 1), closeness="inner")

    def names(order: str) -> list[str]:
        return [each.name for each in Contact.objects.for_user(as_alice).in_order(ORDERS[order])]

    assert names("last") == ["Lately", "Long ago", "Never"]
    assert names("due") == ["Long ago", "Lately", "Never"]
    assert names("created") == ["Long ago", "Lately", "Never"]
    assert names("closeness") == ["Long ago", "Lately", "Never"]
