"""The timeline of all moments: filters in the address, pages by keyset, the years as a picture."""

from __future__ import annotations

import re
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from accounts.models import User
from contacts.models import Moment
from contacts.pages.timeline import TimelineItem
from contacts.services import log_moment
from contacts.views.timeline import PAGE_SIZE
from netzwerk.core.walls import acting_as
from tests.factories import TODAY, make_contact, make_moment, make_organisation

PAGE = "/contacts/moments/"
HTMX = {"HX-Request": "true"}
# Both processes of a test run must collect the same ids.
NOBODY = UUID(int=7)
EDIT_LINK = re.compile(r'href="/contacts/moments/([0-9a-f-]{36})/\?next=')

pytestmark = pytest.mark.usefixtures("on_today")


def notes_at(client: Client, query: str = "") -> list[str]:
    """Return the notes of the moments that a page shows, in order."""
    years = client.get(f"{PAGE}?{query}").context["years"]
    items: list[TimelineItem] = [item for year in years for item in year.items]
    return [item.moment.note for item in items]


@pytest.fixture
def story(alice: User) -> dict[str, Any]:
    """Three moments with two people: a call in 2026, a meeting at a publisher in 2024, a letter in 2019."""
    miriam, tomasz = make_contact(alice, "Miriam Kessler"), make_contact(alice, "Tomasz Bielak")
    verlag = make_organisation(alice)
    make_moment(alice, miriam, on=TODAY, kind="call", note="call", initiator="me")
    make_moment(
        alice,
        miriam,
        tomasz,
        on=date(2024, 5, 2),
        kind="meeting",
        note="meeting",
        organisation=verlag,
        initiator="them",
    )
    make_moment(alice, tomasz, on=date(2019, 1, 1), precision="year", kind="letter", note="letter")
    make_moment(alice, tomasz, on=TODAY, note="deleted", deleted_at="2026-01-01T00:00Z")
    return {"miriam": miriam, "tomasz": tomasz, "verlag": verlag}


def test_everything_is_there_the_newest_first_with_everybody(alice_client: Client, story: dict[str, Any]) -> None:
    response = alice_client.get(PAGE)

    page = response.content.decode()
    assert notes_at(alice_client) == ["call", "meeting", "letter"]
    assert [year.heading for year in response.context["years"]] == ["2026", "2024", "2019"]
    assert "3 moments" in page
    assert f'<a href="/contacts/{story["tomasz"].pk}/">Tomasz Bielak</a>' in page
    assert f"{story['verlag'].name}" in page


@pytest.mark.parametrize(
    ("query", "notes"),
    [
        ("kind=meeting", ["meeting"]),
        ("initiator=me", ["call"]),
        ("year=2024", ["meeting"]),
        ("since=2024-05-02", ["call", "meeting"]),
        ("until=2024-05-02", ["meeting", "letter"]),
        ("since=2020-01-01&until=2025-01-01&kind=meeting", ["meeting"]),
        ("who=bielak", ["meeting", "letter"]),
        ("who=nobody", []),
        ("contact={miriam}", ["call", "meeting"]),
        ("organisation={verlag}", ["meeting"]),
        (f"contact={NOBODY}", []),
        (
            "kind=seance&initiator=x&year=12&since=never&contact=x&organisation=x&before=x",
            ["call", "meeting", "letter"],
        ),
        ("who=%00&year=99999999999999999999", ["call", "meeting", "letter"]),
    ],
)
def test_the_address_says_which(alice_client: Client, story: dict[str, Any], query: str, notes: list[str]) -> None:
    assert notes_at(alice_client, query.format(**{name: each.pk for name, each in story.items()})) == notes


def test_words_of_the_note_find_moments_in_any_form(alice_client: Client, alice: User) -> None:
    contact = make_contact(alice)
    with acting_as(alice):
        for note in ("Talked about contracts.", "Coffee by the harbour."):
            log_moment(owner=alice, contacts=[contact], kind="call", happened_on=TODAY, today=TODAY, note=note)

    assert notes_at(alice_client, "q=contract") == ["Talked about contracts."]
    assert notes_at(alice_client, "q=coffee+harb") == ["Coffee by the harbour."]
    assert notes_at(alice_client, "q=coffee+contract") == []


def test_the_picture_counts_what_fits_and_each_bar_opens_its_year(alice_client: Client, story: dict[str, Any]) -> None:
    del story
    response = alice_client.get(f"{PAGE}?initiator=&kind=&year=2024")

    picture = response.context["picture"]
    assert {each.bar.year: each.bar.count for each in picture.rows} == {2026: 1, 2024: 1, 2019: 1}
    assert [each.bar.year for each in picture.bars if each.is_chosen] == [2024]
    assert next(each.kinds for each in picture.rows if each.bar.year == 2019) == "Letter 1"
    assert response.context["count"] == 1
    for each in picture.rows:
        assert alice_client.get(each.url).context["count"] == each.bar.count


def test_older_ones_come_page_by_page_and_no_year_is_named_twice(alice_client: Client, alice: User) -> None:
    contact = make_contact(alice)
    with acting_as(alice):
        for number in range(PAGE_SIZE + 2):
            make_moment(alice, contact, on=date(2026, 1, 1 + number // 10), kind="call")

    first = alice_client.get(f"{PAGE}?kind=call")
    second = alice_client.get(first.context["older_url"], headers=HTMX)

    seen = [edit for response in (first, second) for edit in re.findall(EDIT_LINK, response.content.decode())]
    assert len(seen) == len(set(seen)) == PAGE_SIZE + 2
    assert [year.heading for year in second.context["years"]] == [""]
    assert "<html" not in second.content.decode()
    assert "From the newest" in alice_client.get(first.context["older_url"]).content.decode()


def test_htmx_gets_the_results_alone_and_their_address(alice_client: Client, story: dict[str, Any]) -> None:
    del story
    response = alice_client.get(f"{PAGE}?kind=call&who=", headers=HTMX)

    assert response.content.decode().lstrip().startswith('<section id="moment-results"')
    assert response["HX-Push-Url"] == f"{PAGE}?kind=call"


def test_an_empty_timeline_says_what_belongs_there(alice_client: Client) -> None:
    page = alice_client.get(PAGE).content.decode()

    assert "Nothing noted yet" in page
    assert "/contacts/moments/new/" in page


def test_a_stranger_sees_nothing(charlie_client: Client, story: dict[str, Any]) -> None:
    page = charlie_client.get(f"{PAGE}?contact={story['miriam'].pk}&organisation={story['verlag'].pk}").content.decode()

    assert "Miriam" not in page
    assert "Nordlicht" not in page


def test_notes_are_rendered_and_harm_nothing(alice_client: Client, alice: User) -> None:
    note = "**bold** <script>alert(1)</script> [x](javascript:alert(1)) \u202eabc\u200b"
    make_moment(alice, make_contact(alice), note=note)

    page = alice_client.get(PAGE).content.decode()

    assert "<strong>bold</strong>" in page
    assert "<script>alert" not in page
    assert 'href="javascript' not in page


def test_the_number_of_queries_does_not_grow(
    alice_client: Client, alice: User, story: dict[str, Any], django_assert_same_queries: Any
) -> None:
    with django_assert_same_queries() as few:
        alice_client.get(PAGE)
    for number in range(20):
        contact, place = make_contact(alice, f"Person {number}"), make_organisation(alice, f"Place {number}")
        make_moment(alice, contact, story["miriam"], on=date(2000 + number, 1, 1), organisation=place)
    with django_assert_same_queries() as many:
        alice_client.get(PAGE)

    assert len(few) == len(many)


def test_a_persons_history_can_be_narrowed_to_a_kind(alice_client: Client, story: dict[str, Any]) -> None:
    address = f"/contacts/{story['tomasz'].pk}/"

    response = alice_client.get(address)
    kinds = {each["label"]: each for each in response.context["kinds"]}
    assert {label: each["count"] for label, each in kinds.items()} == {"Meeting": 1, "Letter": 1}
    assert response.context["picture"].total == 2
    assert f"{PAGE}?contact={story['tomasz'].pk}" in response.content.decode()

    page = alice_client.get(kinds["Letter"]["url"]).content.decode()
    assert ">letter<" in page.replace("<p>", ">").replace("</p>", "<")
    assert len(EDIT_LINK.findall(page)) == 1
    assert len(EDIT_LINK.findall(alice_client.get(f"{address}?kind=nonsense").content.decode())) == 2


def test_a_changed_moment_leads_back_to_the_filtered_page(alice_client: Client, alice: User) -> None:
    contact = make_contact(alice)
    moment = make_moment(alice, contact)
    page = alice_client.get(f"{PAGE}?kind=call&year=2026").content.decode()
    back = re.search(rf'href="(/contacts/moments/{moment.pk}/\?next=[^"]*)"', page)
    assert back is not None

    form = {"kind": "call", "happened_on": "2026-03-16", "contacts": [str(contact.pk)]}
    response = alice_client.post(back[1].replace("&amp;", "&"), form)

    assert response["Location"] == f"{PAGE}?kind=call&year=2026"
    with acting_as(alice):
        assert Moment.objects.count() == 1
