"""The ten-list, warming up, getting in touch, what came of it, and the way back from each."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from contacts.models import Contact, EmailAddress, Moment, PhoneNumber
from matching.models import DeclinedProposal, Revival, WarmUp
from netzwerk.core.walls import acting_as
from tests.factories import (
    NOBODY,
    TODAY,
    make_approach,
    make_contact,
    make_exchange,
    make_goal,
    make_offer,
    make_revival,
    make_role,
)
from tests.matching.reviving_rooms import make_close, make_old_tie, note_last

LIST = reverse("matching:reviving")
HTMX = {"HX-Request": "true"}
LONG = "x" * 10_000

pytestmark = pytest.mark.usefixtures("on_today")


def url(name: str, *args: Any) -> str:
    return reverse(f"matching:{name}", args=args)


def text_of(response: Any) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def undo_of(client: Client) -> str:
    """Return where the toast of the next page takes something back."""
    found = re.search(r'action="([^"]*(?:take-back|as-before|reconsider|delete)[^"]*)"', text_of(client.get(LIST)))
    assert found
    return found[1].replace("&amp;", "&")


def page(client: Client, address: str = LIST) -> str:
    return text_of(client.get(address))


# --- The ten-list -------------------------------------------------------------------------------------------------


def test_the_list_says_why_and_that_all_are_good(alice: User, alice_client: Client) -> None:
    goal = make_goal(alice)
    make_role(goal, make_old_tie(alice, "Picked"), "worth_reviving")
    make_old_tie(alice, "Trusted", trust=1, shared_time=-1)
    note_last(make_old_tie(alice, "Noted", how_met="At a fair"), "Opened an office")

    shown = page(alice_client)

    assert "3 good choices" in shown
    assert "All of them are good: the order is drawn by lot and says nothing." in shown
    assert "You picked them as worth reviving for “Five publishing clients by June”." in shown
    assert "What you marked: you trust them, you spent little time together." in shown
    assert "Opened an office" in shown
    assert "At a fair" in shown


def test_the_list_is_the_same_all_day(alice: User, alice_client: Client) -> None:
    for number in range(13):
        make_old_tie(alice, f"Person {number:02}")

    first, second = (re.findall(r"Person \d\d</a></h3>", page(alice_client)) for _ in range(2))

    assert first == second
    assert len(first) == 10
    assert "of 13" in page(alice_client)


def test_without_anybody_the_page_says_what_fills_it(alice: User, alice_client: Client) -> None:
    make_close(alice)

    shown = page(alice_client)

    assert "No old tie just now" in shown
    assert reverse("goals:inventory") in shown
    assert "Warm up first" not in shown


def test_a_goal_narrows_and_may_leave_nobody(alice: User, alice_client: Client) -> None:
    goal, other = make_goal(alice), make_goal(alice, "Learn to sail", field="Xylography")
    make_role(goal, make_old_tie(alice, "Picked"), "worth_reviving")
    make_old_tie(alice, "Somebody else")

    narrowed, empty = page(alice_client, f"{LIST}?goal={goal.pk}"), page(alice_client, f"{LIST}?goal={other.pk}")

    assert "Picked" in narrowed
    assert "Somebody else" not in narrowed
    assert "Nobody for this goal" in empty


@pytest.mark.parametrize("query", ["goal=x", f"goal={NOBODY}", "goal=%00", "others=-1", f"others={'9' * 500}", "warm="])
def test_nonsense_in_the_address_shows_the_list(alice: User, alice_client: Client, query: str) -> None:
    make_old_tie(alice, "Jonas Weber")

    assert "Jonas Weber" in page(alice_client, f"{LIST}?{query}")


def test_a_goal_of_somebody_else_is_none(alice: User, charlie: User, alice_client: Client) -> None:
    make_old_tie(alice, "Jonas Weber")

    assert "Jonas Weber" in page(alice_client, f"{LIST}?goal={make_goal(charlie).pk}")


def test_whoever_is_turned_down_is_gone_until_taken_back(as_alice: User, alice_client: Client) -> None:
    contact = make_old_tie(as_alice, "Jonas Weber")

    alice_client.post(url("revive-decline", contact.pk))
    undo = undo_of(alice_client)
    assert "No old tie just now" in page(alice_client)

    alice_client.post(undo)
    assert not DeclinedProposal.objects.filter(contact=contact).exists()
    assert "Jonas Weber" in page(alice_client)


def test_a_stranger_finds_nothing(alice: User, charlie_client: Client) -> None:
    contact = make_old_tie(alice)
    revival = make_revival(make_contact(alice, "Ruth"))
    with acting_as(alice):
        warm = WarmUp.objects.create(owner=alice, contact=contact, written_on=TODAY)
    for name in ("revive", "revive-decline", "revive-reconsider", "warm-up"):
        assert charlie_client.post(url(name, contact.pk)).status_code == 404
    for name in ("revival-outcome", "revival-reopen", "revival-take-back"):
        assert charlie_client.post(url(name, revival.pk)).status_code == 404
    assert charlie_client.post(url("warm-up-delete", warm.pk)).status_code == 404
    assert charlie_client.get(url("revive", contact.pk)).status_code == 404
    assert charlie_client.get(url("revival-detail", revival.pk)).status_code == 404


def test_nobody_in_the_bin_is_named_anywhere(as_alice: User, alice_client: Client) -> None:
    contact = make_close(as_alice, "Gone Person", deleted_at=timezone.now())
    revival = make_revival(contact)
    with acting_as(as_alice):
        WarmUp.objects.create(owner=as_alice, contact=contact, written_on=TODAY)
    make_old_tie(as_alice)

    assert "Gone Person" not in page(alice_client)
    assert "Gone Person" not in page(alice_client, url("revivals"))
    assert alice_client.get(url("revive", contact.pk)).status_code == 404
    assert alice_client.get(url("revival-detail", revival.pk)).status_code == 404


# --- Warming up ---------------------------------------------------------------------------------------------------


def test_two_close_people_are_proposed_noted_with_one_tap_and_taken_back(as_alice: User, alice_client: Client) -> None:
    make_old_tie(as_alice)
    near = [make_close(as_alice, f"Near {number}") for number in range(2)]
    assert "Warm up first" in page(alice_client)

    for contact in near:
        alice_client.post(url("warm-up", contact.pk), {"next": LIST})
    assert "You are warm" in page(alice_client)
    assert Moment.objects.present().filter(kind="message", initiator="me").count() == 2

    alice_client.post(url("warm-up-delete", WarmUp.objects.get(contact=near[0]).pk))
    assert "Warm up first" in page(alice_client)
    assert Moment.objects.present().count() == 1


def test_others_may_be_chosen(alice: User, alice_client: Client) -> None:
    make_old_tie(alice)
    for number in range(4):
        make_close(alice, f"Near {number}")

    first, second = ({*re.findall(r"Near \d", page(alice_client, f"{LIST}?others={number}"))} for number in range(2))

    assert len(first) == len(second) == 2
    assert not first & second


def test_warming_up_can_be_left_out_for_a_day(alice: User, alice_client: Client) -> None:
    make_old_tie(alice)
    make_close(alice)

    alice_client.post(url("warm-up-skip"))

    assert "Warm up first" not in page(alice_client)
    assert "Warm up after all" in page(alice_client)
    assert "Warm up first" in page(alice_client, f"{LIST}?warm=1")


def test_after_the_first_old_tie_of_a_day_nobody_is_asked_to_warm_up(alice: User, alice_client: Client) -> None:
    make_old_tie(alice)
    make_close(alice)
    make_revival(make_contact(alice, "Ruth"))

    assert "Warm up first" not in page(alice_client)


# --- Getting in touch ---------------------------------------------------------------------------------------------


def test_the_page_shows_ways_facts_and_words(alice: User, alice_client: Client) -> None:
    contact = make_old_tie(alice, "Jonas Weber", origin="studies", languages=["en"])
    note_last(contact, "Secret of the house")
    with acting_as(alice):
        PhoneNumber.objects.create(owner=alice, contact=contact, number="+49 40 1234", e164="+49401234")
        EmailAddress.objects.create(owner=alice, contact=contact, address="jonas@example.org")
    make_offer(alice, "A look at a layout")

    shown = page(alice_client, url("revive", contact.pk))
    words = shown.split('name="opener"')[1].split("</textarea>")[0]

    assert 'href="tel:+49401234"' in shown
    assert "mailto:jonas@example.org" in shown
    assert "our studies" in words
    assert "A look at a layout" in words
    assert "Secret of the house" not in words


def test_the_address_chooses_manner_beginning_gift_and_note(alice: User, alice_client: Client) -> None:
    contact = make_old_tie(alice, "Jonas Weber", place="Bremen")
    note_last(contact, "Secret of the house")
    make_approach(make_goal(alice), contact, gives="My contact at the fair")
    chosen = "?as=sie&about=place&channel=message&offer=approach&quote=1"

    words = page(alice_client, url("revive", contact.pk) + chosen).split('name="opener"')[1].split("</textarea>")[0]

    assert "Guten Tag Jonas Weber" in words
    assert "Bremen" in words
    assert "My contact at the fair" in words
    assert "Secret of the house" in words


@pytest.mark.parametrize(
    "query", ["as=xx&about=zz&offer=no&channel=fax&turn=-3", "turn=²", f"turn={LONG}", "about=birthday", "offer=%00"]
)
def test_nonsense_chooses_what_is_usual(alice: User, alice_client: Client, query: str) -> None:
    contact = make_old_tie(alice)

    response = alice_client.get(f"{url('revive', contact.pk)}?{query}")

    assert response.status_code == 200
    assert 'name="opener"' in text_of(response)


def test_htmx_gets_the_words_alone(alice: User, alice_client: Client) -> None:
    response = alice_client.get(url("revive", make_old_tie(alice).pk), headers=HTMX)

    assert text_of(response).strip().startswith('<section class="card" id="first-words"')


def test_it_is_noted_with_a_moment_and_taken_back(as_alice: User, alice_client: Client) -> None:
    contact, goal = make_old_tie(as_alice), make_goal(as_alice)
    said = {"channel": "call", "opener": "Hello Jonas", "begun_on": TODAY.isoformat(), "goal": str(goal.pk)}

    response = alice_client.post(url("revive", contact.pk), said)

    assert response["Location"] == LIST
    revival = Revival.objects.get()
    assert (revival.channel, revival.opener, revival.goal) == ("call", "Hello Jonas", goal)
    assert Moment.objects.present().get().kind == "call"
    undo = undo_of(alice_client)
    alice_client.post(undo)
    assert not Revival.objects.exists()
    assert not Moment.objects.present().exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"channel": "fax"},
        {"channel": ""},
        {"begun_on": ""},
        {"begun_on": "2999-01-01"},
        {"begun_on": "0001-01-01"},
        {"opener": LONG},
        {"opener": "a\x00b"},
        {"goal": "x"},
        {"goal": NOBODY},
    ],
)
def test_what_cannot_be_is_refused_and_says_why(as_alice: User, alice_client: Client, wrong: dict[str, str]) -> None:
    contact = make_old_tie(as_alice)
    make_goal(as_alice)
    said = {"channel": "call", "opener": "Hello", "begun_on": TODAY.isoformat(), **wrong}

    response = alice_client.post(url("revive", contact.pk), said)

    assert response.status_code == 422
    assert "invalid-feedback" in text_of(response)
    assert not Revival.objects.exists()


def test_a_goal_of_somebody_else_is_refused(alice: User, charlie: User, alice_client: Client) -> None:
    contact, theirs = make_old_tie(alice), make_goal(charlie)
    said = {"channel": "call", "begun_on": TODAY.isoformat(), "goal": str(theirs.pk)}

    assert alice_client.post(url("revive", contact.pk), said).status_code == 422


# --- What came of it ----------------------------------------------------------------------------------------------


@pytest.fixture
def revival(as_alice: User) -> Revival:
    """Somebody to whom one wrote three weeks ago."""
    return make_revival(make_contact(as_alice, "Ruth Neu"), begun_on=TODAY - timedelta(days=21), opener="Hello Ruth")


def save(client: Client, revival: Revival, **said: str) -> Any:
    values = {"outcome": "answered", "outcome_on": TODAY.isoformat(), "note": "Glad", **said}
    return client.post(url("revival-outcome", revival.pk), values)


def test_after_two_weeks_the_list_asks(alice_client: Client, revival: Revival) -> None:
    assert "Has anything come of it? Some answers take their time." in page(alice_client)


@pytest.mark.parametrize(
    ("outcome", "offered"),
    [
        ("answered", "The thread is there again."),
        ("helped", "direction=received"),
        ("no_answer", "Try another way"),
        ("not_now", "For 3 months"),
    ],
)
def test_an_outcome_is_noted_and_offers_what_comes_next(
    alice_client: Client, revival: Revival, outcome: str, offered: str
) -> None:
    response = save(alice_client, revival, outcome=outcome)

    assert response["Location"] == url("revival-detail", revival.pk)
    revival.refresh_from_db()
    assert (revival.outcome, revival.outcome_on, revival.note) == (outcome, TODAY, "Glad")
    assert offered in page(alice_client, url("revival-detail", revival.pk))
    assert "Waiting for a word" not in page(alice_client)


def test_somebody_is_set_aside_until_a_day_of_ones_own_from_the_list_and_from_the_page(
    alice: User, alice_client: Client, revival: Revival
) -> None:
    save(alice_client, revival, outcome="not_now")
    make_old_tie(alice, "Trusted", trust=1)
    day = TODAY + timedelta(days=40)
    for address in (url("revival-detail", revival.pk), url("reviving")):
        [action] = set(re.findall(r'class="menu-form" method="post" action="([^"]+)"', page(alice_client, address)))
        response = alice_client.post(action, {"until": day.isoformat(), "next": address})

        assert response["Location"] == address
        contact = Contact.objects.for_user(alice).get(pk=action.split("/")[-3])
        assert contact.snoozed_until == day


def test_an_outcome_is_changed_and_the_change_taken_back(alice_client: Client, revival: Revival) -> None:
    save(alice_client, revival, outcome="no_answer")
    page(alice_client)
    save(alice_client, revival, outcome="helped", note="A name")

    alice_client.post(undo_of(alice_client))

    revival.refresh_from_db()
    assert (revival.outcome, revival.note) == ("no_answer", "Glad")


def test_an_outcome_is_opened_again_and_taken_back(alice_client: Client, revival: Revival) -> None:
    save(alice_client, revival)
    page(alice_client)

    alice_client.post(url("revival-reopen", revival.pk))
    undo = undo_of(alice_client)
    revival.refresh_from_db()
    assert (revival.outcome, revival.outcome_on) == ("waiting", None)
    alice_client.post(undo)
    revival.refresh_from_db()
    assert revival.outcome == "answered"

    alice_client.post(undo)
    assert "That was taken back already." in page(alice_client)


@pytest.mark.parametrize(
    "wrong",
    [
        {"outcome": ""},
        {"outcome": "waiting"},
        {"outcome": "gold"},
        {"outcome_on": ""},
        {"outcome_on": "2999-01-01"},
        {"outcome_on": (TODAY - timedelta(days=22)).isoformat()},
        {"note": LONG},
        {"note": "a\x00b"},
    ],
)
def test_an_outcome_that_cannot_be_is_refused(alice_client: Client, revival: Revival, wrong: dict[str, str]) -> None:
    response = save(alice_client, revival, **wrong)

    assert response.status_code == 422
    assert "invalid-feedback" in text_of(response)
    revival.refresh_from_db()
    assert revival.outcome == "waiting"


def test_one_that_never_was_is_forgotten_and_comes_back(as_alice: User, alice_client: Client) -> None:
    contact = make_old_tie(as_alice)
    alice_client.post(url("revive", contact.pk), {"channel": "call", "begun_on": TODAY.isoformat(), "opener": "Hello"})
    page(alice_client)
    revival = Revival.objects.get()

    alice_client.post(url("revival-take-back", revival.pk))
    undo = undo_of(alice_client)
    assert not Moment.objects.present().exists()
    alice_client.post(undo)

    assert Revival.objects.get().opener == "Hello"
    assert Contact.objects.get(pk=contact.pk).last_moment_on == TODAY


def test_an_address_of_nothing_takes_nothing_back(alice_client: Client, revival: Revival) -> None:
    for change in ("", "x", "\x00", LONG[:1000]):
        assert alice_client.post(f"{url('revival-as-before')}?change={change}").status_code == 302


def test_the_years_open_their_lists(alice: User, alice_client: Client, revival: Revival) -> None:
    save(alice_client, revival, outcome="helped")
    make_exchange(alice, revival.contact, "received", text="A name at the press")
    make_revival(make_contact(alice, "Somebody else"))
    everything = page(alice_client, url("revivals"))

    assert "?year=2026&amp;came=helped" in everything.replace("came=helped&amp;year=2026", "year=2026&amp;came=helped")
    helped = page(alice_client, f"{url('revivals')}?year=2026&came=helped")
    assert "Ruth Neu" in helped
    assert "Somebody else" not in helped
    assert "A name at the press" in page(alice_client, f"{url('revivals')}?came=exchanges")
    assert "A name at the press" in page(alice_client, url("revival-detail", revival.pk))


def test_without_any_the_page_of_years_says_what_belongs_there(alice_client: Client) -> None:
    assert "Nothing yet" in page(alice_client, url("revivals"))


@pytest.mark.parametrize("query", ["year=0", "year=99999", "year=²²²²", "came=x", "before=x", "year=0001&came=waiting"])
def test_nonsense_about_years_shows_something(alice_client: Client, revival: Revival, query: str) -> None:
    assert alice_client.get(f"{url('revivals')}?{query}").status_code == 200


def test_many_come_in_pages(alice: User, alice_client: Client) -> None:
    for number in range(33):
        make_revival(make_contact(alice, f"Person {number:02}"), begun_on=TODAY - timedelta(days=number))

    first = page(alice_client, url("revivals"))
    further = re.search(r'hx-get="(/matching/revivals/\?before=[^"]+)"', first)
    assert further
    rest = text_of(alice_client.get(further[1].replace("&amp;", "&"), headers=HTMX))

    assert len(re.findall(r"Person \d\d</a>", first)) == 30
    assert len(re.findall(r"Person \d\d</a>", rest)) == 3
    assert "<html" not in rest


def test_the_outcome_opens_in_a_sheet(alice_client: Client, revival: Revival) -> None:
    response = alice_client.get(url("revival-outcome", revival.pk), headers=HTMX)

    assert text_of(response).strip().startswith("<h2")


def test_queries_of_the_list_do_not_grow(alice: User, alice_client: Client, django_assert_same_queries: Any) -> None:
    def fill(count: int) -> None:
        for number in range(count):
            make_old_tie(alice, f"Old {count} {number}", trust=1)
            make_close(alice, f"Near {count} {number}")
            make_revival(make_contact(alice, f"Waiting {count} {number}"), begun_on=TODAY - timedelta(days=30))

    fill(2)
    page(alice_client)
    with django_assert_same_queries() as few:
        page(alice_client)
    fill(10)
    with django_assert_same_queries() as many:
        page(alice_client)

    assert len(few) == len(many)


def test_the_page_of_a_person_tells_when_one_got_in_touch_again(alice: User, alice_client: Client) -> None:
    contact = make_contact(alice, "Ruth Neu")
    revival = make_revival(contact, outcome="helped", outcome_on=TODAY)

    shown = text_of(alice_client.get(url("contact-panel", contact.pk), headers=HTMX))

    assert url("revival-detail", revival.pk) in shown
    assert "Helped" in shown
