"""The page of results and the palette."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from accounts.models import User
from contacts.models import Contact
from contacts.pages.palette import command_of
from contacts.services import Channel, NewContact, add_contacts, log_moment
from contacts.views.search import MOMENTS
from goals.models import NextStep, Question
from netzwerk.core.walls import acting_as
from tests.factories import TODAY, make_goal

SEARCH, PALETTE = "/contacts/search/", "/contacts/search/palette/"
HTMX = {"HX-Request": "true"}

pytestmark = pytest.mark.usefixtures("on_today")


def add(owner: User, *people: NewContact) -> list[Contact]:
    with acting_as(owner):
        return add_contacts(owner=owner, people=people, today=TODAY)


def log(owner: User, note: str, *people: Contact, days_ago: int = 0) -> None:
    day = TODAY - timedelta(days=days_ago)
    with acting_as(owner):
        log_moment(owner=owner, contacts=people, kind="call", happened_on=day, today=TODAY, note=note)


def palette(client: Client, text: str) -> str:
    response = client.get(PALETTE, {"q": text}, headers=HTMX)
    assert response.status_code == 200
    return response.content.decode()


def options(page: str) -> list[str]:
    """Return the text of each option, as one reads it."""
    found = re.findall(r'role="option".*?>(.*?)</a>', page, re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", "", each).split()) for each in found]


@pytest.fixture
def miriam(alice: User) -> Contact:
    return add(
        alice,
        NewContact(
            name="Miriam Keßler",
            organisation="Nordlicht Verlag",
            place="Lüneburg",
            emails=(Channel(value="mk@nordlicht.example"),),
            note="Likes kites",
        ),
    )[0]


def test_the_palette_offers_people_what_one_can_do_goals_moments_and_organisations(
    alice_client: Client, alice: User, miriam: Contact
) -> None:
    log(alice, "Lunch about Nordlicht", miriam)
    make_goal(alice, "Five books for Nordlicht by June")

    page = palette(alice_client, "nordlicht")

    assert re.findall(r'role="presentation">(.*?)<', page) == [
        "People", "Log a moment", "Goals", "Moments", "Organisations", "Actions and pages",
    ]  # fmt: skip
    assert "<mark>Nordlicht</mark> Verlag" in page
    assert f'href="/contacts/{miriam.pk}/"' in page
    assert f"/contacts/moments/new/?contacts={miriam.pk}" in page
    assert "Lunch about <mark>Nordlicht</mark>" in page
    assert 'href="/contacts/new/?name=nordlicht"' in page
    assert 'href="/contacts/search/?q=nordlicht"' in page


def test_the_best_hit_is_the_first_option(alice_client: Client, alice: User, miriam: Contact) -> None:
    add(alice, NewContact(name="Anna", organisation="Keßler Druck"))

    assert options(palette(alice_client, "kesler"))[0].endswith("Miriam Keßler Nordlicht Verlag · Lüneburg")


def test_without_a_text_the_palette_shows_whom_one_was_in_touch_with_last(
    alice_client: Client, alice: User, miriam: Contact
) -> None:
    (tomasz,) = add(alice, NewContact(name="Tomasz"))
    log(alice, "", miriam, days_ago=3)
    log(alice, "", tomasz, days_ago=1)

    page = palette(alice_client, " ")

    names = [each.partition("Tomasz")[1] or each.partition("Miriam")[1] for each in options(page)[:2]]
    assert names == ["Tomasz", "Miriam"]
    assert 'href="/contacts/moments/new/"' in page


@pytest.mark.parametrize(
    ("text", "kind"),
    [("call miriam", "call"), ("log miriam", "call"), ("log a mail with mir", "mail"), ("Video call mir", "video")],
)
def test_a_verb_or_a_kind_of_moment_logs_one(alice_client: Client, miriam: Contact, text: str, kind: str) -> None:
    page = palette(alice_client, text)

    assert f"/contacts/moments/new/?contacts={miriam.pk}&amp;kind={kind}" in page
    assert "with Miriam Keßler" in options(page)[0]


def test_a_verb_alone_is_an_ordinary_word() -> None:
    assert command_of("call") is None
    assert command_of("kessler miriam") is None
    with translation.override("de"):
        assert command_of("anruf miriam") == ("call", "miriam")
        assert command_of("treffen mit miriam kes") == ("meeting", "miriam kes")


def test_pages_and_actions_are_found_by_their_names(alice_client: Client) -> None:
    assert 'href="/goals/"' in palette(alice_client, "goals")
    assert 'href="/contacts/new/"' in palette(alice_client, "add person")


def test_somebody_found_by_what_is_not_shown_says_why(alice_client: Client, miriam: Contact) -> None:
    assert "<mark>mk</mark>@nordlicht.example" in palette(alice_client, "mk@")
    assert "Likes <mark>kites</mark>" in palette(alice_client, "kite")


def test_questions_and_next_steps_are_found_too(alice_client: Client, alice: User, miriam: Contact) -> None:
    goal = make_goal(alice, "Speak at a conference")
    with acting_as(alice):
        Question.objects.create(owner=alice, goal=goal, text="Who knows the organisers?")
        NextStep.objects.create(owner=alice, goal=goal, contact=miriam, text="Ask about organisers", due_on=TODAY)

    page = palette(alice_client, "organisers")

    assert page.count("<mark>organisers</mark>") == 2


def test_texts_of_users_stay_text(alice_client: Client, alice: User) -> None:
    evil = "<script>alert(1)</script>"
    (contact,) = add(alice, NewContact(name=evil, organisation=evil))
    log(alice, f"{evil} & <b>more</b>", contact)

    for page in (palette(alice_client, evil), alice_client.get(SEARCH, {"q": evil}).content.decode()):
        assert "<script>alert" not in page
        assert "<b>more" not in page
        assert "&lt;<mark>script</mark>&gt;" in page


def test_the_page_shows_everything_and_goes_on_with_further_moments(
    alice_client: Client, alice: User, miriam: Contact
) -> None:
    for number in range(MOMENTS + 2):
        log(alice, f"Kaffee {number}.", miriam, days_ago=number)

    first = alice_client.get(SEARCH, {"q": "kaffee"})
    further = alice_client.get(first.context["next_url"], headers=HTMX)

    assert f"<mark>Kaffee</mark> {MOMENTS - 1}." in first.content.decode()
    rest = further.content.decode()
    assert "<html" not in rest
    assert re.findall(r"</mark> (\d+)\.", rest) == [str(MOMENTS), str(MOMENTS + 1)]
    whole = alice_client.get(first.context["next_url"]).content.decode()
    assert "<html" in whole


def test_without_htmx_the_palette_is_the_page(alice_client: Client) -> None:
    response = alice_client.get(PALETTE, {"q": "miriam"})

    assert response.status_code == 302
    assert response.headers["Location"] == f"{SEARCH}?q=miriam"


def test_nothing_found_offers_to_add_it(alice_client: Client) -> None:
    page = alice_client.get(SEARCH, {"q": "Miriam"}).content.decode()

    assert "Nothing found" in page
    assert 'href="/contacts/new/?name=Miriam"' in page
    assert "any word will do" in alice_client.get(SEARCH).content.decode()


@pytest.mark.parametrize(
    "query",
    ["q=%00", "q=%ED%A0%80", "q=" + "x" * 100_000, "q=%25_%27%22", "q=%E2%80%AE%E2%80%8B", "q=a&before=x",
     "q=a&before=2026-01-01_x", "q=a&before=%00_%00", "q=(.*)[&q=2"],
)  # fmt: skip
def test_nonsense_is_answered(alice_client: Client, miriam: Contact, query: str) -> None:
    assert alice_client.get(f"{SEARCH}?{query}").status_code == 200
    assert alice_client.get(f"{SEARCH}?{query}", headers=HTMX).status_code == 200
    assert alice_client.get(f"{PALETTE}?{query}", headers=HTMX).status_code == 200


def test_a_stranger_finds_nothing(charlie_client: Client, alice: User, miriam: Contact) -> None:
    log(alice, "Lunch about Nordlicht", miriam)
    make_goal(alice, "Nordlicht")

    for page in (palette(charlie_client, "nordlicht"), charlie_client.get(SEARCH, {"q": "nordlicht"}).content.decode()):
        assert "Miriam" not in page
        assert "<mark>" not in page
    assert "Miriam" not in palette(charlie_client, "")


def test_queries_do_not_grow_with_what_is_found(
    alice_client: Client, alice: User, django_assert_same_queries: Any
) -> None:
    people = add(alice, NewContact(name="Person 0", organisation="House", note="Kaffee"))
    log(alice, "Person Kaffee", *people)
    with django_assert_same_queries() as few:
        palette(alice_client, "pers")
        alice_client.get(SEARCH, {"q": "kaffee"})
    people = add(
        alice, *(NewContact(name=f"Person {n}", organisation=f"House {n}", note="Kaffee") for n in range(1, 20))
    )
    for number in range(10):
        log(alice, f"Person Kaffee {number}", *people)
    with django_assert_same_queries() as many:
        palette(alice_client, "pers")
        alice_client.get(SEARCH, {"q": "kaffee"})

    assert len(many) <= len(few)
