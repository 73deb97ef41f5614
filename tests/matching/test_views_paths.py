"""The page that says who could introduce one, and the request to copy."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any
from urllib.parse import quote
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from contacts.models import Contact, Exchange, Organisation
from contacts.services.exchanges import log_exchange
from contacts.services.indexing import reindex_contacts, reindex_organisations
from goals.models import Goal, NextStep
from netzwerk.core.walls import acting_as
from tests.factories import (
    TODAY,
    make_approach,
    make_contact,
    make_goal,
    make_mail,
    make_offer,
    make_organisation,
    make_position,
    make_tag,
    make_tie,
)

pytestmark = pytest.mark.usefixtures("on_today")
PATHS = "/matching/paths/"
HTMX = {"HX-Request": "true"}
LONG_AGO = TODAY - timedelta(days=5 * 365)


@pytest.fixture
def vera(alice: User) -> Contact:
    return make_contact(alice, "Vera Lindqvist", anchor_on=LONG_AGO, last_in_touch="longer")


@pytest.fixture
def miriam(alice: User, vera: Contact) -> Contact:
    miriam = make_contact(alice, "Miriam Kessler", closeness="good", last_moment_on=TODAY, given_name="Miriam")
    make_tie(miriam, vera, strength=2)
    return miriam


@pytest.fixture
def goal(alice: User) -> Goal:
    return make_goal(alice, field="Publishing", is_leading=True)


def page(client: Client, **query: Any) -> str:
    response = client.get(PATHS, query)
    assert response.status_code == 200, (query, response.status_code)
    return re.sub(r"\s+", " ", response.text)


def ask(first: Contact, part: str = "", **query: Any) -> str:
    said = "&".join(f"{name}={quote(str(value))}" for name, value in query.items())
    return f"{PATHS}{first.pk}/{part}?{said}"


def test_it_says_whom_to_ask_and_why(alice_client: Client, vera: Contact, miriam: Contact) -> None:
    shown = page(alice_client, contact=vera.pk)

    assert "Who could introduce me to Vera Lindqvist?" in shown
    assert "Miriam Kessler and Vera Lindqvist know each other well." in shown
    assert "Closeness: Good" in shown
    assert f"{PATHS}{miriam.pk}/?contact={vera.pk}" in shown


def test_the_names_of_two_on_the_way_are_read_in_their_order(alice: User, alice_client: Client, vera: Contact) -> None:
    between = make_contact(alice, "Tomasz Bielak", anchor_on=LONG_AGO, last_in_touch="longer")
    first = make_contact(alice, "Ruth Sommer", closeness="inner", last_moment_on=TODAY)
    make_tie(between, vera, "introduced")
    make_tie(between, first)

    shown = page(alice_client, contact=vera.pk)

    assert "Ruth Sommer and Tomasz Bielak know each other." in shown
    assert "Tomasz Bielak introduced Vera Lindqvist to you." in shown
    assert f"through={between.pk}" in shown


def test_whom_one_knows_needs_no_introduction(alice_client: Client, miriam: Contact) -> None:
    assert "You know Miriam Kessler yourself" in page(alice_client, contact=miriam.pk)


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"archived_at": timezone.now()}, "is in the archive"),
        ({"ended_in_conflict": True}, "it ended in conflict"),
        ({"deleted_at": timezone.now()}, "is in the bin"),
    ],
)
def test_nobody_is_asked_about_somebody_whom_the_user_left(
    alice: User, alice_client: Client, miriam: Contact, fields: dict[str, Any], why: str
) -> None:
    gone = make_contact(alice, "Gone Away", **fields)
    make_tie(miriam, gone)

    shown = page(alice_client, contact=gone.pk)

    assert why in shown
    assert "Miriam" not in shown
    assert alice_client.get(ask(miriam, contact=gone.pk)).status_code == 404


def test_whoever_rests_can_be_looked_for(alice: User, alice_client: Client, miriam: Contact) -> None:
    resting = make_contact(alice, "At Rest", is_resting=True, anchor_on=LONG_AGO)
    make_tie(miriam, resting)

    assert "Miriam Kessler and At Rest know each other." in page(alice_client, contact=resting.pk)


@pytest.mark.parametrize("name", ["contact", "organisation", "goal"])
def test_what_is_not_there_or_a_strangers_is_not_found(alice_client: Client, charlie: User, name: str) -> None:
    theirs = {"contact": make_contact, "organisation": make_organisation, "goal": make_goal}[name](charlie)

    for value in (theirs.pk, uuid4(), "nonsense", "\0", "x" * 10_000):
        assert alice_client.get(PATHS, {name: str(value)}).status_code == 404


def test_to_an_organisation(alice: User, alice_client: Client, miriam: Contact) -> None:
    place = make_organisation(alice)
    make_position(miriam, place, role="Editor")

    shown = page(alice_client, organisation=place.pk)

    assert "Who could introduce me at Nordlicht Verlag?" in shown
    assert "Miriam Kessler is at Nordlicht Verlag: Editor." in shown


def test_to_a_field(alice: User, alice_client: Client, miriam: Contact) -> None:
    make_position(miriam, make_organisation(alice, industry="Publishing"))
    with acting_as(alice):
        reindex_contacts(owner=alice, contact_ids=[miriam.pk])

    shown = page(alice_client, field="Publishing")

    assert "Whom you know in this field" in shown
    assert "Miriam Kessler is at Nordlicht Verlag (Publishing)." in shown


def test_an_empty_result_names_ways_on(alice_client: Client, vera: Contact, goal: Goal) -> None:
    shown = page(alice_client, contact=vera.pk, goal=goal.pk)

    assert "No way found yet" in shown
    assert f"/contacts/{vera.pk}/ties/new/" in shown
    assert f"/networks/research/{goal.pk}/" in shown


@pytest.mark.parametrize("field", ["\0", "x" * 10_000, "<b>bold</b>", "🦊", "\ud800"])
def test_hostile_fields_find_nothing(alice_client: Client, miriam: Contact, field: str) -> None:
    response = alice_client.get(f"{PATHS}?field={quote(field, errors='surrogatepass')}")

    assert response.status_code == 200
    assert "<b>bold</b>" not in response.text


def test_a_whole_name_leads_to_its_ways(alice: User, alice_client: Client, vera: Contact) -> None:
    place = make_organisation(alice, "Kranich")
    with acting_as(alice):
        reindex_organisations(owner=alice, organisation_ids=[place.pk])

    assert alice_client.get(PATHS, {"q": "vera lindqvist"}).headers["Location"] == f"{PATHS}?contact={vera.pk}"
    assert alice_client.get(PATHS, {"q": "Kranich"}).headers["Location"] == f"{PATHS}?organisation={place.pk}"
    assert alice_client.get(PATHS, {"q": "Beekeeping"}).headers["Location"] == f"{PATHS}?field=Beekeeping"


def test_part_of_a_name_asks_what_is_meant(alice_client: Client, vera: Contact, goal: Goal) -> None:
    shown = page(alice_client, q="Vera", goal=goal.pk)

    assert f"?contact={vera.pk}&amp;goal={goal.pk}" in shown
    assert "The field “Vera”" in shown


def test_what_is_in_no_name_is_a_field_first(alice: User, alice_client: Client, miriam: Contact) -> None:
    make_tag(alice, "Beekeeping", miriam)

    shown = page(alice_client, q="Beekeeping")

    assert shown.index("The field “Beekeeping”") < shown.index(f"?contact={miriam.pk}")


def test_whoever_works_there_is_not_called_so(alice: User, alice_client: Client, miriam: Contact) -> None:
    place = make_organisation(alice, "Kranich")
    make_position(miriam, place)
    with acting_as(alice):
        reindex_organisations(owner=alice, organisation_ids=[place.pk])
        reindex_contacts(owner=alice, contact_ids=[miriam.pk])

    assert f"?contact={miriam.pk}" not in page(alice_client, q="Kran")
    assert alice_client.get(f"{PATHS}names/", {"begins": "Kran"}).json()["names"] == ["Kranich"]


def test_nothing_typed_shows_where_to_type(alice_client: Client, alice: User) -> None:
    assert "Find ways" in page(alice_client, q="")
    assert "Find ways" in page(alice_client)


def test_too_much_is_refused_and_says_why(alice_client: Client, alice: User) -> None:
    response = alice_client.get(PATHS, {"q": "x" * 10_000})

    assert response.status_code == 422
    assert "A name or a few words are enough." in response.text


def test_names_are_offered_of_people_organisations_and_fields(
    alice: User, alice_client: Client, charlie: User, vera: Contact
) -> None:
    make_organisation(alice, "Verlag Nord", industry="Vertrieb")
    make_organisation(charlie, "Verlag Fremd")

    assert alice_client.get(f"{PATHS}names/", {"begins": "ver"}).json()["names"] == [
        "Vera Lindqvist",
        "Verlag Nord",
        "Vertrieb",
    ]
    assert alice_client.get(f"{PATHS}names/", {"begins": "\0"}).json()["names"] == []


def test_a_request_begins_with_what_one_can_give(
    alice: User, alice_client: Client, miriam: Contact, vera: Contact, goal: Goal
) -> None:
    make_offer(alice, "A look at a layout")
    text = alice_client.get(ask(miriam, contact=vera.pk, **{"as": "en"})).text

    order = [
        "Hello Miriam,",
        "first something for you: A look at a layout",
        "you know Vera Lindqvist",
        "Publishing",
        "A no",
    ]
    places = [text.index(part, text.index("<textarea")) for part in order]
    assert places == sorted(places)


def test_what_was_noted_for_this_goal_is_offered_first(
    alice: User, alice_client: Client, miriam: Contact, vera: Contact, goal: Goal
) -> None:
    make_offer(alice, "A look at a layout")
    make_approach(goal, miriam, gives="A table at the fair")

    shown = alice_client.get(ask(miriam, contact=vera.pk)).text

    assert "first something for you: A table at the fair." in shown


@pytest.mark.parametrize(
    ("manner", "words"),
    [
        ("du", "Könntest du uns bekannt machen"),
        ("sie", "Könnten Sie uns bekannt machen"),
        ("en", "Could you introduce me"),
    ],
)
def test_the_request_is_there_in_three_manners(
    alice_client: Client, miriam: Contact, vera: Contact, manner: str, words: str
) -> None:
    assert words in alice_client.get(ask(miriam, contact=vera.pk, **{"as": manner})).text


def test_over_somebody_one_asks_for_the_next(alice_client: Client, miriam: Contact, vera: Contact, alice: User) -> None:
    tomasz = make_contact(alice, "Tomasz Bielak")

    shown = alice_client.get(ask(miriam, contact=vera.pk, through=tomasz.pk, **{"as": "en"})).text

    assert "Could you introduce me to Tomasz Bielak?" in shown


def test_without_offers_it_leads_to_where_they_are_noted(
    alice_client: Client, miriam: Contact, vera: Contact, goal: Goal
) -> None:
    assert f"/goals/{goal.pk}/wizard/?step=offers" in alice_client.get(ask(miriam, contact=vera.pk)).text


def test_a_mail_can_be_begun(alice_client: Client, miriam: Contact, vera: Contact) -> None:
    make_mail(miriam, "miriam@example.org")

    assert "mailto:miriam@example.org?subject=" in alice_client.get(ask(miriam, contact=vera.pk)).text


def test_the_part_is_the_sheet(alice_client: Client, miriam: Contact, vera: Contact) -> None:
    response = alice_client.get(ask(miriam, contact=vera.pk), headers=HTMX)

    assert response.text.lstrip().startswith("<h2")
    assert "<html" not in response.text


def test_without_an_aim_it_asks_for_one(alice_client: Client, miriam: Contact) -> None:
    assert alice_client.get(ask(miriam)).headers["Location"] == PATHS
    assert alice_client.post(ask(miriam, "plan/")).headers["Location"] == PATHS
    assert alice_client.post(ask(miriam, "asked/")).headers["Location"] == PATHS


@pytest.mark.parametrize("part", ["", "plan/", "asked/"])
def test_a_stranger_finds_nothing(
    alice_client: Client, charlie_client: Client, charlie: User, miriam: Contact, part: str
) -> None:
    theirs, vera = make_contact(charlie, "Theirs"), make_contact(miriam.owner, "Vera")
    for client, address in (
        (charlie_client, ask(miriam, part, field="Publishing")),
        (alice_client, ask(theirs, part, contact=vera.pk)),
        (alice_client, ask(miriam, part, contact=theirs.pk)),
        (alice_client, ask(miriam, part, contact=vera.pk, through=theirs.pk)),
        (alice_client, ask(miriam, part, contact=vera.pk, through="nonsense")),
        (alice_client, ask(miriam, part, contact=vera.pk, goal=uuid4())),
    ):
        assert (client.post(address) if part else client.get(address)).status_code == 404, address


@pytest.mark.parametrize("fields", [{"is_resting": True}, {"archived_at": timezone.now()}, {"ended_in_conflict": True}])
def test_nobody_is_asked_whom_rule_2_keeps_out(
    alice: User, alice_client: Client, vera: Contact, fields: dict[str, Any]
) -> None:
    hidden = make_contact(alice, "Hidden", **fields)

    assert alice_client.get(ask(hidden, contact=vera.pk)).status_code == 404


def test_a_request_is_planned_once_and_can_be_undone(
    alice: User, alice_client: Client, miriam: Contact, vera: Contact, goal: Goal
) -> None:
    data = {"goal": goal.pk, "text": "Ask about Vera", "due_on": "2026-12-01"}
    for _time in range(2):
        response = alice_client.post(ask(miriam, "plan/", contact=vera.pk, goal=goal.pk), data, follow=True)

    assert response.redirect_chain == [(f"{PATHS}?contact={vera.pk}&goal={goal.pk}", 302)]
    with acting_as(alice):
        step = NextStep.objects.get()
        assert (step.contact, step.goal, step.text) == (miriam, goal, "Ask about Vera")
    assert f"/goals/steps/{step.pk}/drop/" in response.text


@pytest.mark.parametrize(
    ("data", "why"),
    [
        ({"text": "", "due_on": "2026-12-01"}, "A few words are enough."),
        ({"text": "Ask", "due_on": ""}, "A day helps to keep it."),
        ({"text": "Ask", "due_on": "never"}, "Enter a valid date."),
        ({"text": "\0", "due_on": "2026-12-01"}, "Null characters are not allowed."),
    ],
)
def test_a_bad_step_is_refused_and_says_why(
    alice_client: Client, miriam: Contact, goal: Goal, data: dict[str, str], why: str
) -> None:
    response = alice_client.post(ask(miriam, "plan/", field="Publishing", goal=goal.pk), {"goal": goal.pk, **data})

    assert response.status_code == 422
    assert why in response.text


@pytest.mark.usefixtures("goal")
def test_a_step_for_a_strangers_goal_is_refused(alice_client: Client, charlie: User, miriam: Contact) -> None:
    data = {"goal": make_goal(charlie).pk, "text": "Ask", "due_on": "2026-12-01"}

    assert alice_client.post(ask(miriam, "plan/", field="Publishing"), data).status_code == 422
    with acting_as(miriam.owner):
        assert not NextStep.objects.exists()


def test_that_one_has_asked_is_noted_and_can_be_undone(
    alice: User, alice_client: Client, miriam: Contact, vera: Contact
) -> None:
    address = ask(miriam, "asked/", contact=vera.pk)
    response = alice_client.post(address, {"asked_on": TODAY.isoformat()}, follow=True)

    assert "Noted: you asked Miriam Kessler." in response.text
    with acting_as(alice):
        exchange = Exchange.objects.get()
        assert (exchange.contact, exchange.direction, exchange.kind) == (miriam, "asked", "introduction")
        assert exchange.text == "Vera Lindqvist"
        assert exchange.is_open
    undo = f"/contacts/exchanges/{exchange.pk}/delete/?"
    assert undo in response.text
    alice_client.post(undo)
    with acting_as(alice):
        assert not Exchange.objects.filter(deleted_at=None).exists()


@pytest.mark.parametrize("day", ["", "never", "2999-01-01", "0001-01-01"])
def test_a_bad_day_is_refused(alice: User, alice_client: Client, miriam: Contact, vera: Contact, day: str) -> None:
    response = alice_client.post(ask(miriam, "asked/", contact=vera.pk), {"asked_on": day})

    assert response.status_code == 422
    with acting_as(alice):
        assert not Exchange.objects.exists()


def test_changes_are_posts_only(alice_client: Client, miriam: Contact, vera: Contact) -> None:
    for part in ("plan/", "asked/"):
        assert alice_client.get(ask(miriam, part, contact=vera.pk)).status_code == 405


def test_more_ways_ask_no_more_queries(alice: User, alice_client: Client, vera: Contact) -> None:
    place = make_organisation(alice)
    make_position(vera, place)

    def surround(number: int) -> None:
        each = make_contact(alice, f"Near {number}", closeness="good", last_moment_on=TODAY)
        far = make_contact(alice, f"Far {number}", closeness="inner", last_moment_on=TODAY)
        make_tie(each, vera)
        make_tie(far, each)
        make_position(each, place)
        with acting_as(alice):
            log_exchange(
                owner=alice, contacts=[each], direction="received", kind="introduction", happened_on=TODAY,
                text="Vera Lindqvist",
            )  # fmt: skip

    def count(**query: Any) -> int:
        with CaptureQueriesContext(connection) as queries:
            page(alice_client, **query)
        return len(queries)

    aims: list[dict[str, Any]] = [{"contact": vera.pk}, {"organisation": place.pk}, {"field": "Nordlicht"}]
    surround(0)
    few = [count(**aim) for aim in aims]
    for number in range(1, 8):
        surround(number)

    assert [count(**aim) for aim in aims] == few


def test_organisations_lead_here(alice: User, alice_client: Client) -> None:
    place: Organisation = make_organisation(alice)

    assert f"{PATHS}?organisation={place.pk}" in alice_client.get(f"/contacts/organisations/{place.pk}/").text
