"""Meetings: entered, changed, deleted, listed; on the page of their network."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from networks.models import Event, Network, Occurrence
from netzwerk.core.walls import acting_as
from tests.factories import local_today, make_event, make_network

LIST = "/networks/events/"
WEEK = timedelta(weeks=1)


def today() -> date:
    return local_today()


def url(name: str, event: Event | None = None, **more: Any) -> str:
    return reverse(f"networks:event-{name}", kwargs={"event": event.pk, **more} if event else more)


def page_of(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def undo_url(client: Client) -> str:
    [message] = client.get(LIST).context["messages"]
    return str(message.extra_tags)


def stored(event: Event) -> Event:
    with acting_as(event.owner):
        return Event.objects.get(pk=event.pk)


def test_a_meeting_is_entered_with_what_is_known_of_its_network(alice: User, alice_client: Client) -> None:
    network = make_network(alice, kind="round", rhythm="monthly", place="Hamburg")
    address = url("create", network=network.pk)

    page = page_of(alice_client, address)
    assert "Regulars&#x27; table: Women in Publishing" in page
    assert "Hamburg" in page

    said = {
        "title": "Spring  meeting",
        "starts_on": "2026-04-14",
        "starts_at": "18:30",
        "minutes": "120",
        "place": "Café Mutz",
        "url": "example.org/spring",
        "repeats": "monthly_weekday",
        "repeats_until": "2027-04-13",
        "note": "Bring cards",
    }
    response = alice_client.post(address, said)

    with acting_as(alice):
        event = Event.objects.get()
    assert response["Location"] == f"/networks/events/{event.pk}/2026-04-14/"
    assert (event.title, event.starts_at, event.minutes) == ("Spring meeting", time(18, 30), 120)
    assert (event.url, event.repeats) == ("https://example.org/spring", "monthly_weekday")
    assert event.network_id == network.pk
    page = page_of(alice_client, response["Location"])
    for words in (
        "Tue, 14 Apr 2026",
        "18:30 to 20:30",
        "Every month, on the second Tuesday",
        "Café Mutz",
        "Bring cards",
    ):
        assert words in page


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        ({"title": "X"}, "On which day is it?"),
        ({"title": "", "starts_on": "2026-04-14"}, "This field is required."),
        ({"title": "X", "starts_on": "1066-10-14"}, "That is too long ago."),
        ({"title": "X", "starts_on": "9999-12-31"}, "That is too far away."),
        ({"title": "X\0", "starts_on": "2026-04-14"}, "Null characters are not allowed."),
        (
            {"title": "X", "starts_on": "2026-04-14", "repeats": "weekly", "repeats_until": "2026-04-13"},
            "That is before the first date.",
        ),
        ({"title": "X", "starts_on": "2026-04-14", "url": "javascript:alert(1)"}, "A link begins with https://"),
    ],
)
def test_what_cannot_be_is_refused_with_its_reason(
    alice: User, alice_client: Client, said: dict[str, str], problem: str
) -> None:
    network = make_network(alice)

    response = alice_client.post(url("create", network=network.pk), said)

    assert response.status_code == 422
    assert problem in response.content.decode()
    with acting_as(alice):
        assert not Event.objects.exists()


def test_in_the_sheet_the_form_is_a_part_and_leads_on(alice: User, alice_client: Client) -> None:
    address = url("create", network=make_network(alice).pk)

    part = alice_client.get(address, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    assert "<h2" in part
    response = alice_client.post(address, {"title": "X", "starts_on": "2026-04-14"}, headers={"HX-Request": "true"})
    assert "/2026-04-14/" in response["HX-Redirect"]


def test_one_chooses_the_network_where_there_are_several(alice: User, alice_client: Client) -> None:
    assert "No network yet" in page_of(alice_client, url("choose"))
    first = make_network(alice, "First", stage="declined")
    assert alice_client.get(url("choose"))["Location"] == url("create", network=first.pk)
    make_network(alice, "Second", stage="member")

    page = page_of(alice_client, url("choose"))

    assert page.index("Second") < page.index("First")


def test_the_add_menu_offers_a_meeting_where_there_is_a_network(alice: User, alice_client: Client) -> None:
    assert url("choose") not in page_of(alice_client, "/")
    make_network(alice)
    assert url("choose") in page_of(alice_client, "/")


def test_a_change_takes_notes_of_dates_ahead_along_and_leaves_the_past(alice: User, alice_client: Client) -> None:
    start = today() - 4 * WEEK
    event = make_event(make_network(alice), repeats="weekly", starts_on=start)
    with acting_as(alice):
        past = Occurrence.objects.create(owner=alice, event=event, planned_on=today() - WEEK, note="Past")
        ahead = Occurrence.objects.create(owner=alice, event=event, planned_on=today() + WEEK, note="Ahead")
    page_of(alice_client, url("edit", event))

    said = {"title": "Later", "starts_on": str(start + timedelta(days=1)), "repeats": "weekly"}
    response = alice_client.post(url("edit", event), said)

    assert response.status_code == 302
    with acting_as(alice):
        past.refresh_from_db()
        ahead.refresh_from_db()
    assert past.planned_on == today() - WEEK
    assert ahead.planned_on == today() + WEEK + timedelta(days=1)
    assert stored(event).title == "Later"
    assert alice_client.post(url("edit", event), {"title": ""}).status_code == 422


def test_the_date_of_a_single_meeting_takes_its_notes_along(alice: User, alice_client: Client) -> None:
    event = make_event(make_network(alice), starts_on=today() + WEEK)
    with acting_as(alice):
        row = Occurrence.objects.create(owner=alice, event=event, planned_on=today() + WEEK, note="Cards")

    alice_client.post(url("edit", event), {"title": "X", "starts_on": str(today() + 3 * WEEK)})

    with acting_as(alice):
        row.refresh_from_db()
    assert row.planned_on == today() + 3 * WEEK


def test_a_deleted_meeting_comes_back(alice: User, alice_client: Client) -> None:
    event = make_event(make_network(alice), starts_on=today())
    address = f"/networks/events/{event.pk}/{today()}/"

    response = alice_client.post(url("delete", event))

    assert response["Location"] == reverse("networks:network-detail", args=[event.network_id])
    assert stored(event).deleted_at
    alice_client.post(undo_url(alice_client))
    assert stored(event).deleted_at is None
    assert alice_client.get(address).status_code == 200
    alice_client.post(url("delete", event))
    assert alice_client.get(address).status_code == 404


def test_the_list_shows_what_comes_and_what_was(alice: User, alice_client: Client) -> None:
    network, other = make_network(alice), make_network(alice, "Chamber")
    make_event(network, "Soon", starts_on=today() + WEEK)
    make_event(other, "Far away", starts_on=today() + 20 * WEEK)
    make_event(other, "Long ago", starts_on=today() - 30 * WEEK)

    response = alice_client.get(LIST)
    page = response.content.decode()

    assert "Soon" in page
    assert "Long ago" in page
    assert "Far away" not in page
    more = alice_client.get(response.context["next_url"], headers={"HX-Request": "true"}).content.decode()
    assert "Far away" in more
    assert "<html" not in more
    assert "Far away" in page_of(alice_client, response.context["next_url"])
    assert "Soon" not in page_of(alice_client, f"{LIST}?network={other.pk}")
    assert alice_client.get(f"{LIST}?network={uuid4()}").status_code == 404
    assert "Soon" in page_of(alice_client, f"{LIST}?network=nonsense&since=x&before=y_z_w")
    assert "Soon" not in page_of(alice_client, f"{LIST}?since=9999-12-31")


def test_past_meetings_come_in_pages(alice: User, alice_client: Client) -> None:
    make_event(make_network(alice), "Round", repeats="weekly", starts_on=today() - 30 * WEEK)

    response = alice_client.get(LIST)
    assert len(response.context["past"]) == 20
    more = alice_client.get(response.context["past_url"], headers={"HX-Request": "true"}).content.decode()

    assert more.count("meeting-row") == 10
    assert "<html" not in more
    assert "Those that were" in page_of(alice_client, response.context["past_url"])


def test_an_empty_list_says_what_belongs_there(alice_client: Client) -> None:
    assert "No meetings yet" in page_of(alice_client, LIST)


def test_the_page_of_a_network_shows_its_next_meetings(alice: User, alice_client: Client) -> None:
    network = make_network(alice)
    address = reverse("networks:network-detail", args=[network.pk])
    assert "When does it meet?" in page_of(alice_client, address)
    make_event(network, "Round table", repeats="weekly", starts_on=today() - WEEK)

    page = page_of(alice_client, address)

    assert page.count("meeting-row") == 4
    assert "The last ones" in page


def test_strangers_find_no_meeting(alice: User, charlie_client: Client) -> None:
    network = make_network(alice)
    event = make_event(network)

    for address in (url("create", network=network.pk), url("edit", event), f"{LIST}?network={network.pk}"):
        assert charlie_client.get(address).status_code == 404
    for address in (url("create", network=network.pk), url("edit", event), url("delete", event), url("restore", event)):
        assert charlie_client.post(address, {"title": "X", "starts_on": "2026-04-14"}).status_code == 404
    assert stored(event).title == "Spring meeting"
    assert "Spring meeting" not in page_of(charlie_client, LIST)


def test_a_get_changes_nothing(alice: User, alice_client: Client) -> None:
    event = make_event(make_network(alice))

    assert alice_client.get(url("delete", event)).status_code == 405
    assert alice_client.get(url("restore", event)).status_code == 405


def test_queries_do_not_grow_with_meetings(alice: User, alice_client: Client, django_assert_same_queries: Any) -> None:
    network = make_network(alice)
    make_event(network, starts_on=today() + WEEK)
    detail = reverse("networks:network-detail", args=[network.pk])
    alice_client.get(LIST)
    with django_assert_same_queries() as few:
        alice_client.get(LIST)
        alice_client.get(detail)
    for number in range(5):
        more: Network = make_network(alice, f"Network {number}")
        make_event(more, repeats="weekly", starts_on=today() - 9 * WEEK)
        make_event(network, repeats="monthly", starts_on=today() - 9 * WEEK)
    with django_assert_same_queries() as many:
        alice_client.get(LIST)
        alice_client.get(detail)

    assert len(many) == len(few)
