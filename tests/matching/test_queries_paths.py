"""Ways to somebody, from what is stored: who may be on one, what joins people, and what it costs to find out."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from contacts.models import Contact
from matching.queries.paths import Aim, Ways, ways_to
from matching.rules.paths import LinkKind, Path
from tests.factories import (
    TODAY,
    make_contact,
    make_exchange,
    make_member,
    make_network,
    make_organisation,
    make_position,
    make_tag,
    make_tie,
)

LONG_AGO = TODAY - timedelta(days=4 * 365)


@pytest.fixture
def vera(as_alice: User) -> Contact:
    return make_contact(as_alice, "Vera Lindqvist")


@pytest.fixture
def miriam(as_alice: User) -> Contact:
    return near(as_alice, "Miriam Kessler")


def near(owner: User, name: str, **fields: Any) -> Contact:
    """Return somebody whom the user knows well and heard of today."""
    return make_contact(owner, name, **{"closeness": "close", "last_moment_on": TODAY, **fields})


def to_person(contact: Contact) -> list[Path]:
    return ways_to(contact.owner, Aim(contact=contact), today=TODAY).near


def firsts(paths: list[Path]) -> list[Any]:
    return [path.first for path in paths]


def test_somebody_with_a_tie_to_them_is_a_way(vera: Contact, miriam: Contact) -> None:
    make_tie(miriam, vera, strength=3)

    (path,) = to_person(vera)

    assert path.people == (miriam.pk,)
    assert [link.kind for link in path.steps[0]] == [LinkKind.KNOWS]


def test_a_tie_counts_whichever_way_it_is_kept(vera: Contact, miriam: Contact) -> None:
    make_tie(vera, miriam, "introduced")

    assert firsts(to_person(vera)) == [miriam.pk]


def test_whoever_worked_there_in_the_same_years_is_a_way(as_alice: User, vera: Contact, miriam: Contact) -> None:
    place = make_organisation(as_alice)
    make_position(vera, place, started_on=date(2018, 1, 1), ended_on=date(2020, 1, 1), has_ended=True)
    make_position(miriam, place, started_on=date(2017, 1, 1), ended_on=date(2019, 1, 1), has_ended=True)
    later = near(as_alice, "Later")
    make_position(later, place, started_on=date(2021, 1, 1))

    (path,) = to_person(vera)

    assert path.first == miriam.pk
    (link,) = path.steps[0]
    assert (link.kind, link.text, link.first, link.last) == (LinkKind.ORGANISATION, place.name, 2018, 2019)


def test_years_that_nobody_knows_count_less(as_alice: User, vera: Contact, miriam: Contact) -> None:
    place = make_organisation(as_alice)
    make_position(vera, place)
    make_position(miriam, place)
    once = near(as_alice, "Once there")
    make_position(once, place, has_ended=True)

    there, formerly = to_person(vera)

    assert (there.first, formerly.first) == (miriam.pk, once.pk)
    assert there.steps[0][0].is_certain
    assert not formerly.steps[0][0].is_certain


def test_a_network_in_common_is_a_way_unless_one_had_left(as_alice: User, vera: Contact, miriam: Contact) -> None:
    network = make_network(as_alice)
    make_member(network, vera, since_year=2020)
    make_member(network, miriam)
    make_member(network, near(as_alice, "Gone"), until_year=2018)

    (path,) = to_person(vera)

    assert (path.first, path.steps[0][0].kind) == (miriam.pk, LinkKind.NETWORK)


def test_a_network_in_the_bin_joins_nobody(as_alice: User, vera: Contact, miriam: Contact) -> None:
    network = make_network(as_alice, deleted_at=timezone.now())
    make_member(network, vera)
    make_member(network, miriam)

    assert to_person(vera) == []


def test_a_huge_network_counts_less_than_a_small_one(as_alice: User, vera: Contact, miriam: Contact) -> None:
    huge, small = make_network(as_alice, "Huge", size=5000), make_network(as_alice, "Small", size=12)
    in_small = near(as_alice, "In the small one", last_moment_on=TODAY - timedelta(days=200))
    for network, contact in ((huge, vera), (huge, miriam), (small, vera), (small, in_small)):
        make_member(network, contact)

    assert firsts(to_person(vera)) == [in_small.pk, miriam.pk]


@pytest.mark.parametrize("direction", ["received", "given"])
def test_an_introduction_that_names_them_is_a_way(
    as_alice: User, vera: Contact, miriam: Contact, direction: str
) -> None:
    make_exchange(as_alice, miriam, direction, kind="introduction", text="to Vera Lindqvist, at the fair")

    (path,) = to_person(vera)

    assert (path.first, path.steps[0][0].kind) == (miriam.pk, LinkKind.INTRODUCTION)


def test_an_introduction_noted_with_them_is_one_too(as_alice: User, vera: Contact, miriam: Contact) -> None:
    make_exchange(as_alice, vera, "given", kind="introduction", text="Miriam Kessler")

    assert firsts(to_person(vera)) == [miriam.pk]


def test_an_introduction_that_was_only_asked_for_joins_nobody(as_alice: User, vera: Contact, miriam: Contact) -> None:
    make_exchange(as_alice, miriam, "asked", kind="introduction", text="to Vera Lindqvist")

    assert to_person(vera) == []


def test_over_two_people_where_the_last_one_is_hardly_known(as_alice: User, vera: Contact, miriam: Contact) -> None:
    tomasz = make_contact(as_alice, "Tomasz Nowak", anchor_on=LONG_AGO, last_in_touch="longer")
    make_tie(tomasz, vera, strength=3)
    make_tie(miriam, tomasz, strength=3)

    paths = to_person(vera)

    assert [path.people for path in paths] == [(miriam.pk, tomasz.pk), (tomasz.pk,)]
    assert len(paths[0].steps) == 2


@pytest.mark.parametrize(
    "hidden",
    [
        {"archived_at": timezone.now()},
        {"deleted_at": timezone.now()},
        {"is_resting": True},
        {"ended_in_conflict": True},
        {"snoozed_until": TODAY + timedelta(days=1)},
    ],
    ids=lambda hidden: next(iter(hidden)),
)
def test_nobody_is_on_a_way_whom_rule_2_keeps_out(
    as_alice: User, vera: Contact, miriam: Contact, hidden: dict[str, Any]
) -> None:
    kept_out = near(as_alice, "Kept Out", **hidden)
    tomasz = make_contact(as_alice, "Tomasz Nowak")
    place, network = make_organisation(as_alice, industry="Publishing"), make_network(as_alice)
    for contact in (kept_out, vera):
        make_position(contact, place)
        make_member(network, contact)
    make_tie(kept_out, vera)
    make_tie(kept_out, tomasz)
    make_tie(tomasz, vera)
    make_exchange(as_alice, kept_out, "received", kind="introduction", text="Vera Lindqvist")
    make_tag(as_alice, "Publishing", kept_out, miriam)

    named = [
        *to_person(vera),
        *both(ways_to(as_alice, Aim(organisation=place), today=TODAY)),
        *both(ways_to(as_alice, Aim(field="Publishing"), today=TODAY)),
    ]

    assert named
    assert kept_out.pk not in {pk for path in named for pk in path.people}


def both(ways: Ways) -> list[Path]:
    return [*ways.near, *ways.far]


def test_to_an_organisation_whoever_is_there_now_comes_before_whoever_left(as_alice: User, miriam: Contact) -> None:
    place, now = make_organisation(as_alice), make_contact(as_alice, "There now")
    make_position(miriam, place, has_ended=True)
    make_position(now, place, role="Editor")

    ways = ways_to(as_alice, Aim(organisation=place), today=TODAY)

    assert firsts(ways.near) == [now.pk, miriam.pk]
    assert ways.near[0].steps[-1][0].detail == "Editor"


def test_to_an_organisation_over_somebody_who_knows_one_who_is_there(as_alice: User, miriam: Contact) -> None:
    place, there = make_organisation(as_alice), make_contact(as_alice, "There now", anchor_on=LONG_AGO)
    make_position(there, place)
    make_tie(miriam, there)

    ways = ways_to(as_alice, Aim(organisation=place), today=TODAY)

    assert [path.people for path in ways.near] == [(there.pk,)]
    assert [path.people for path in ways.far] == [(miriam.pk, there.pk)]


def test_to_a_field_by_tag_position_and_industry(as_alice: User, miriam: Contact) -> None:
    make_tag(as_alice, "Publishing", miriam)

    (path,) = ways_to(as_alice, Aim(field="publishing"), today=TODAY).near

    assert path.first == miriam.pk
    assert (path.steps[0][0].kind, path.steps[0][0].detail) == (LinkKind.IN_FIELD, "tag")


@pytest.mark.parametrize("text", ["", "  ", "\0", "x" * 10_000, "the", "🦊"])
def test_a_field_that_nobody_is_in_leads_nowhere(as_alice: User, miriam: Contact, text: str) -> None:
    make_tag(as_alice, "Publishing", miriam)

    assert both(ways_to(as_alice, Aim(field=text), today=TODAY)) == []


def test_no_way_leads_over_people_of_others(as_alice: User, vera: Contact, charlie: User) -> None:
    make_tie(make_contact(charlie, "Theirs"), make_contact(charlie, "Vera Lindqvist"))

    assert to_person(vera) == []


def test_more_people_ask_no_more_queries(as_alice: User, vera: Contact) -> None:
    def surround(number: int) -> None:
        place, network = make_organisation(as_alice, f"Place {number}"), make_network(as_alice, f"Network {number}")
        for each in (vera, near(as_alice, f"Near {number}"), make_contact(as_alice, f"Far {number}")):
            make_position(each, place)
            make_member(network, each)
            if each != vera:
                make_tie(each, vera)
                make_exchange(as_alice, each, "received", kind="introduction", text="Vera Lindqvist")
        make_exchange(as_alice, vera, "given", kind="introduction", text=f"Near {number}")

    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            to_person(vera)
        return len(queries)

    surround(0)
    few = count()
    for number in range(1, 8):
        surround(number)

    assert count() == few <= 23
