"""One date of a meeting: shown, prepared, moved, called off, settled; whom one wants to meet there."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from accounts.models import User
from contacts.models import Contact, Topic
from goals.models import Offer, Question
from networks.models import Event, Occurrence, WantedPerson
from netzwerk.core.walls import acting_as
from tests.factories import (
    make_contact,
    make_event,
    make_goal,
    make_member,
    make_moment,
    make_network,
    make_organisation,
    make_position,
)
from tests.goals.rooms import make_role
from tests.networks.meeting_rooms import WEEK, at, noted, today, undo_url


@pytest.fixture
def event(alice: User) -> Event:
    """A meeting in a week, and again every week."""
    return make_event(make_network(alice), repeats="weekly", starts_on=today() + WEEK)


def soon() -> date:
    return today() + WEEK


def page_of(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def wanted(event: Event, day: date) -> list[tuple[str, str, bool]]:
    with acting_as(event.owner):
        rows = WantedPerson.objects.filter(occurrence__event=event, occurrence__planned_on=day)
        return sorted((row.contact.name, row.why, row.declined_at is not None) for row in rows)


def person(event: Event, contact: Contact, act: str) -> str:
    return reverse(f"networks:wanted-{act}", args=[event.pk, soon().isoformat(), contact.pk])


def test_a_date_of_the_rule_has_a_page_and_no_row(event: Event, alice_client: Client) -> None:
    page = page_of(alice_client, at(event, soon()))

    assert "Spring meeting" in page
    assert "in 7 days" in page
    assert "The dates after it" in page
    with acting_as(event.owner):
        assert not Occurrence.objects.exists()


@pytest.mark.parametrize("day", ["2026-03-17", "nonsense", "2026-13-45", "20260316", "9999-12-31"])
def test_a_day_on_which_it_is_not_is_not_found(event: Event, alice_client: Client, day: str) -> None:
    for name in ("occurrence", "occurrence-sheet", "occurrence-edit", "occurrence-want", "occurrence-met"):
        assert alice_client.get(reverse(f"networks:{name}", args=[event.pk, day])).status_code == 404


def test_a_date_is_moved_for_once_and_noted_about(event: Event, alice_client: Client) -> None:
    moved_to = soon() + timedelta(days=2)

    response = alice_client.post(at(event, soon(), "edit"), {"moved_to": str(moved_to), "note": "In the back room"})

    assert response["Location"] == at(event, soon())
    page = page_of(alice_client, response["Location"])
    assert "in 9 days" in page
    assert "Moved, planned for" in page
    assert "In the back room" in page
    for day in ("soon", "9999-12-31", "0001-01-01"):
        assert alice_client.post(at(event, soon(), "edit"), {"moved_to": day}).status_code == 422
    alice_client.post(at(event, soon(), "edit"), {"moved_to": str(soon()), "note": ""})
    assert noted(event, soon()).moved_to is None


def test_calling_a_date_off_can_be_taken_back(event: Event, alice_client: Client) -> None:
    alice_client.post(at(event, soon(), "call-off"))
    assert noted(event, soon()).is_called_off
    undo = undo_url(alice_client, at(event, soon()))
    assert "Called off" in page_of(alice_client, at(event, soon()))

    alice_client.post(undo)
    assert not noted(event, soon()).is_called_off


def test_that_one_was_not_there_settles_a_date_and_can_be_taken_back(alice: User, alice_client: Client) -> None:
    event = make_event(make_network(alice), starts_on=today() - WEEK)
    assert "I was not there" in page_of(alice_client, at(event, event.starts_on))

    alice_client.post(at(event, event.starts_on, "absent"))
    assert noted(event, event.starts_on).settled_at
    undo = undo_url(alice_client, at(event, event.starts_on))
    assert "I was there after all" in page_of(alice_client, at(event, event.starts_on))

    alice_client.post(undo)
    assert noted(event, event.starts_on).settled_at is None


def test_people_are_wanted_with_a_reason_and_new_names_are_entered(
    event: Event, alice: User, alice_client: Client
) -> None:
    miriam = make_contact(alice)
    address = at(event, soon(), "wanted")
    assert "Whom do you want to meet?" in page_of(alice_client, address)

    said = {"contacts": [str(miriam.pk)], "newcomers": ["Rosa Lind"], "why": "Ask about  rights"}
    response = alice_client.post(address, said)

    assert response["Location"] == at(event, soon())
    assert wanted(event, soon()) == [
        ("Miriam Kessler", "Ask about rights", False),
        ("Rosa Lind", "Ask about rights", False),
    ]
    with acting_as(alice):
        assert Contact.objects.get(name="Rosa Lind").origin == "network"
    page = page_of(alice_client, response["Location"])
    assert "Ask about rights" in page
    assert "Sheet to prepare" in page


def test_a_name_that_one_person_has_is_enough(event: Event, alice: User, alice_client: Client) -> None:
    make_contact(alice)

    alice_client.post(at(event, soon(), "wanted"), {"who": "miriam"})

    assert wanted(event, soon()) == [("Miriam Kessler", "", False)]


def test_nobody_wanted_is_refused_and_a_stranger_cannot_be(event: Event, charlie: User, alice_client: Client) -> None:
    address = at(event, soon(), "wanted")

    refused = alice_client.post(address, {"why": "No one"})
    assert refused.status_code == 422
    assert "Whom do you want to meet?" in refused.content.decode()
    theirs = make_contact(charlie)
    assert alice_client.post(address, {"contacts": [str(theirs.pk)]}).status_code == 422
    assert alice_client.post(person(event, theirs, "add")).status_code == 404
    assert wanted(event, soon()) == []
    part = alice_client.get(address, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part


def test_whoever_is_taken_off_the_list_comes_back_with_the_reason(
    event: Event, alice: User, alice_client: Client
) -> None:
    miriam = make_contact(alice)
    alice_client.post(at(event, soon(), "wanted"), {"contacts": [str(miriam.pk)], "why": "Rights"})
    alice_client.get(at(event, soon()))

    alice_client.post(person(event, miriam, "remove"))
    assert wanted(event, soon()) == []
    alice_client.post(undo_url(alice_client, at(event, soon())))

    assert wanted(event, soon()) == [("Miriam Kessler", "Rights", False)]
    alice_client.post(person(event, miriam, "remove"))
    assert alice_client.post(person(event, miriam, "remove")).status_code == 404


def test_members_are_proposed_each_with_the_reason(event: Event, alice: User, alice_client: Client) -> None:
    goal = make_goal(alice, "Five clients", is_leading=True)
    fresh = {"last_moment_on": today()}
    wished = make_contact(alice, "Wanda Wish", given_name="Wanda", **fresh)
    opener = make_contact(alice, "Dora Door", **fresh)
    silent = make_contact(alice, "Sia Silent", last_moment_on=date(2019, 5, 4))
    rough = make_contact(alice, "Rudi Rough", anchor_on=today() - timedelta(days=900))
    archived = make_contact(alice, "Archie Archived", ended_in_conflict=True)
    plain = make_contact(alice, "Paul Plain", **fresh)
    former = make_contact(alice, "Fritz Former")
    make_role(goal, opener, "door_opener")
    make_role(goal, wished, "expert")
    for contact in (opener, silent, rough, plain):
        make_member(event.network, contact)
    make_member(event.network, wished, is_wished=True)
    make_member(event.network, archived, is_wished=True)
    make_member(event.network, former, is_wished=True, until_year=2001)

    rows = alice_client.get(at(event, soon())).context["proposals"]

    assert [(row.contact.name, row.reason) for row in rows] == [
        ("Wanda Wish", "You would like to know Wanda better."),
        ("Dora Door", "Door opener for “Five clients”."),
        ("Sia Silent", "You last had contact on 4 May 2019."),
        ("Rudi Rough", "You have not been in touch for about 2 years 5 months."),
    ]


def test_a_proposal_is_taken_or_turned_down_and_then_does_not_come_back(
    event: Event, alice: User, alice_client: Client
) -> None:
    first, second = make_contact(alice, "First"), make_contact(alice, "Second")
    for contact in (first, second):
        make_member(event.network, contact, is_wished=True)

    alice_client.post(person(event, first, "add"), {"why": "A\0"})
    assert wanted(event, soon()) == [("First", "", False)]
    alice_client.post(person(event, first, "add"), {"why": "You would like to know First better."})
    alice_client.get(at(event, soon()))
    alice_client.get(at(event, soon()))
    alice_client.post(person(event, second, "decline"))

    assert wanted(event, soon()) == [
        ("First", "You would like to know First better.", False),
        ("Second", "", True),
    ]
    undo = undo_url(alice_client, at(event, soon()))
    response = alice_client.get(at(event, soon()))
    assert response.context["proposals"] == []
    assert [row.contact.name for row in response.context["wanted"]] == ["First"]
    alice_client.post(undo)
    assert [row.contact for row in alice_client.get(at(event, soon())).context["proposals"]] == [second]
    later = alice_client.get(at(event, soon() + WEEK)).context["proposals"]
    assert {row.contact for row in later} == {first, second}


def test_the_sheet_says_who_somebody_is_what_was_last_what_to_give_and_what_to_ask(
    event: Event, alice: User, alice_client: Client
) -> None:
    assert "Nobody on it yet" in page_of(alice_client, at(event, soon(), "sheet"))
    miriam = make_contact(alice, place="Hamburg")
    make_position(miriam, make_organisation(alice), role="editor")
    make_member(event.network, miriam, role="Chair")
    make_moment(alice, miriam, on=date(2024, 5, 4), kind="call", note="Told **me** about the fair")
    make_moment(alice, miriam, on=date(2023, 5, 4), kind="mail", note="Older")
    goal = make_goal(alice)
    make_role(goal, miriam, "expert")
    with acting_as(alice):
        Question.objects.create(owner=alice, goal=goal, text="Who buys translations?")
        Offer.objects.create(owner=alice, kind="help", text="Proofreading")
        Topic.objects.create(owner=alice, contact=miriam, direction="seeks", text="an illustrator")
        Topic.objects.create(owner=alice, contact=miriam, direction="offers", text="rights")
    alice_client.post(at(event, soon(), "wanted"), {"contacts": [str(miriam.pk)], "why": "Ask about the fair"})

    page = page_of(alice_client, at(event, soon(), "sheet"))

    for words in (
        "Ask about the fair",
        "editor, Nordlicht Verlag",
        "here: Chair",
        "Hamburg",
        "Call, 4 May 2024: Told me about the fair",
        "Seeks an illustrator. You could give: Proofreading.",
        "Offers rights. Who buys translations?",
    ):
        assert words in page
    assert "Older" not in page


def test_the_sheet_has_words_also_for_somebody_of_whom_nothing_is_known(
    event: Event, alice: User, alice_client: Client
) -> None:
    alice_client.post(at(event, soon(), "wanted"), {"newcomers": ["Rosa Lind"]})

    page = page_of(alice_client, at(event, soon(), "sheet"))

    assert "Nothing written down yet." in page
    assert "What are you working on at the moment?" in page


def test_a_date_goes_into_a_calendar_without_zone_and_without_people(
    alice: User, alice_client: Client, charlie_client: Client
) -> None:
    event = make_event(
        make_network(alice),
        "Frühlingstreffen; mit Gästen, und einem Titel, der länger als eine Zeile in der Datei ist",
        starts_on=soon(),
        starts_at=time(18, 30),
        minutes=90,
        place="Café Mutz, Hamburg",
        note="Bring **cards**",
    )
    alice_client.post(at(event, soon(), "wanted"), {"newcomers": ["Rosa Lind"]})
    address = reverse("networks:occurrence-calendar", args=[event.pk, soon().isoformat()])

    response = alice_client.get(address)

    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert response["Content-Disposition"].endswith(f'-{soon()}.ics"')
    assert b"Rosa" not in response.content
    [entry] = Calendar.from_ical(response.content).walk("VEVENT")
    start = datetime.combine(soon(), time(18, 30))
    assert (entry.decoded("dtstart"), entry.decoded("dtend")) == (start, start + timedelta(minutes=90))
    assert (str(entry["summary"]), str(entry["location"])) == (event.title, "Café Mutz, Hamburg")
    assert str(entry["description"]) == "Bring cards"
    assert address in page_of(alice_client, at(event, soon()))
    assert charlie_client.get(address).status_code == 404


def test_a_day_without_a_time_is_a_whole_day_and_a_date_called_off_says_so(event: Event, alice_client: Client) -> None:
    alice_client.post(at(event, soon(), "call-off"))

    response = alice_client.get(reverse("networks:occurrence-calendar", args=[event.pk, soon().isoformat()]))

    [entry] = Calendar.from_ical(response.content).walk("VEVENT")
    assert entry.decoded("dtstart") == soon()
    assert str(entry["status"]) == "CANCELLED"


def test_strangers_find_no_date(event: Event, alice: User, charlie_client: Client) -> None:
    miriam = make_contact(alice)
    for page in ("", "sheet", "edit", "met", "wanted"):
        assert charlie_client.get(at(event, soon(), page)).status_code == 404
    for act in ("edit", "call-off", "absent", "met", "met/undo", "wanted"):
        assert charlie_client.post(at(event, soon(), act), {"note": "X"}).status_code == 404
    for act in ("add", "decline", "remove"):
        assert charlie_client.post(person(event, miriam, act)).status_code == 404
    with acting_as(alice):
        assert not Occurrence.objects.exists()


def test_a_get_changes_nothing(event: Event, alice: User, alice_client: Client) -> None:
    miriam = make_contact(alice)
    for act in ("call-off", "absent", "met/undo"):
        assert alice_client.get(at(event, soon(), act)).status_code == 405
    for act in ("add", "decline", "remove"):
        assert alice_client.get(person(event, miriam, act)).status_code == 405


def test_queries_do_not_grow_with_people(
    event: Event, alice: User, alice_client: Client, django_assert_same_queries: Any
) -> None:
    goal = make_goal(alice)

    def more(number: int) -> None:
        for name, fields in (("Wanted", {}), ("Wished", {"is_wished": True}), ("Role", {})):
            contact = make_contact(alice, f"{name} {number}")
            make_position(contact, make_organisation(alice, f"Organisation {name} {number}"))
            make_member(event.network, contact, **fields)
            make_moment(alice, contact)
            if name == "Role":
                make_role(goal, contact)
            if name == "Wanted":
                alice_client.post(at(event, soon(), "wanted"), {"contacts": [str(contact.pk)]})
        make_member(event.network, make_contact(alice, f"Silent {number}", anchor_on=date(2019, 1, 1)))
        alice_client.get(at(event, soon()))

    def look() -> None:
        for page in ("", "sheet", "wanted"):
            alice_client.get(at(event, soon(), page))

    more(0)
    with django_assert_same_queries() as few:
        look()
    for number in range(1, 4):
        more(number)
    with django_assert_same_queries() as many:
        look()

    assert len(many) == len(few)
