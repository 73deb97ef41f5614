"""Networks, meetings and places to look in the search and the palette."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from accounts.models import User
from networks.models import LookingPlace
from networks.searching import find_networks
from netzwerk.core.walls import acting_as
from tests.contacts.test_views_search import SEARCH, options, palette
from tests.factories import make_event, make_goal, make_network


def make_place(owner: User, text: str, **fields: Any) -> LookingPlace:
    """Return a place to look."""
    goal = make_goal(owner)
    with acting_as(owner):
        return LookingPlace.objects.create(owner=owner, goal=goal, text=text, **fields)


def titles(owner: User, text: str) -> list[str]:
    """Return what the search finds, by its title."""
    return [hit.title for hit in find_networks(owner, text)]


@pytest.mark.parametrize(
    "text",
    ["women publish", "Bücherfrauen", "buecherfrau", "Lüneburg", "community", "statutes", "Tomasz", "publsihing"],
)
def test_a_network_is_found_by_name_place_kind_note_and_source(as_alice: User, text: str) -> None:
    make_network(
        as_alice, "Women in Publishing (Bücherfrauen)", place="Lüneburg", kind="community",
        note="Ask for the statutes", source="Tomasz Bielak",
    )  # fmt: skip
    make_network(as_alice, "Choir of Bremen", place="Bremen")

    assert titles(as_alice, text) == ["Women in Publishing (Bücherfrauen)"]


def test_a_hit_says_how_far_one_has_come_and_where_it_is(as_alice: User) -> None:
    network = make_network(as_alice, stage="trying", place="Hamburg")

    (hit,) = find_networks(as_alice, "publishing")

    assert (hit.detail, hit.icon, hit.url) == ("Trying out\xa0· Hamburg", "diagram-3", f"/networks/{network.pk}/")


def test_what_is_called_so_comes_before_what_is_only_noted_so(as_alice: User) -> None:
    make_network(as_alice, "A first one", note="like the choir")
    make_network(as_alice, "Choir of Bremen")
    make_event(make_network(as_alice, "Somewhere"), "Choir rehearsal")

    assert titles(as_alice, "choir") == ["Choir of Bremen", "Choir rehearsal", "A first one"]


def test_meetings_and_places_to_look_are_found(as_alice: User) -> None:
    make_event(make_network(as_alice, "Choir of Bremen"), "Summer feast")
    make_place(as_alice, "Chamber of commerce, summer list")

    hits = find_networks(as_alice, "summer")

    assert [hit.title for hit in hits] == ["Summer feast", "Chamber of commerce, summer list"]
    assert "Choir of Bremen" in hits[0].detail
    assert "Five publishing clients" in hits[1].detail


@pytest.mark.parametrize(
    ("event", "day"),
    [
        ({"starts_on": date(2026, 1, 5)}, "2026-01-05"),
        ({"starts_on": date(2026, 5, 5)}, "2026-05-05"),
        ({"starts_on": date(2026, 1, 5), "repeats": "monthly"}, "2026-04-05"),
        ({"starts_on": date(2025, 1, 5), "repeats": "monthly", "repeats_until": date(2025, 3, 31)}, "2025-03-05"),
    ],
)
def test_a_meeting_leads_to_its_next_date_or_its_last(as_alice: User, event: dict[str, Any], day: str) -> None:
    meeting = make_event(make_network(as_alice), "Summer feast", **event)

    with time_machine.travel(datetime(2026, 3, 16, 12, tzinfo=UTC), tick=False):
        (hit,) = find_networks(as_alice, "feast")

    assert hit.url == f"/networks/events/{meeting.pk}/{day}/"


def test_nothing_in_the_bin_dismissed_or_of_somebody_else_is_found(as_alice: User, charlie: User) -> None:
    gone = make_network(as_alice, "Choir gone", deleted_at=timezone.now())
    make_event(gone, "Choir feast of what is gone")
    make_event(make_network(as_alice, "Here"), "Choir feast deleted", deleted_at=timezone.now())
    make_place(as_alice, "Choir list", dismissed_at=timezone.now())
    make_network(charlie, "Choir of Charlie's")

    assert titles(as_alice, "choir") == []


def test_every_word_has_to_fit(as_alice: User) -> None:
    make_network(as_alice, "Choir of Bremen")

    assert titles(as_alice, "choir hamburg") == []


def test_queries_do_not_grow(as_alice: User, django_assert_num_queries: Any) -> None:
    for number in range(5):
        make_event(make_network(as_alice, f"Choir {number}"), f"Choir feast {number}")

    with django_assert_num_queries(3):
        assert len(find_networks(as_alice, "choir")) == 10


@pytest.mark.parametrize(("language", "heading"), [("en", "Networks"), ("de", "Netzwerke")])
def test_the_palette_has_them_behind_people_in_a_group_of_their_own(
    alice_client: Client, alice: User, language: str, heading: str
) -> None:
    alice.language = language
    alice.save()
    make_network(alice, "Choir of Bremen", place="Bremen")

    page = palette(alice_client, "choir")

    assert heading in page
    assert any(each.startswith("Choir of Bremen") for each in options(page))


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [("en", "add network", "Add: A network"), ("de", "Netzwerk hinzu", "Netzwerk")],
)
def test_the_palette_adds_a_network(alice_client: Client, alice: User, language: str, text: str, words: str) -> None:
    alice.language = language
    alice.save()

    page = palette(alice_client, text)

    assert 'href="/networks/new/"' in page
    assert any(words in each for each in options(page))


def test_the_page_of_results_shows_them(alice_client: Client, alice: User) -> None:
    network = make_network(alice, "Choir of Bremen")

    page = alice_client.get(SEARCH, {"q": "bremen"}).content.decode()

    assert f"/networks/{network.pk}/" in page
