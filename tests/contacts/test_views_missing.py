"""What is missing: counted, and worked off one by one, with a way back from each answer."""

from __future__ import annotations

import re
from datetime import date
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.http import HttpResponse
from django.test import Client

from accounts.models import User
from contacts.models import Contact, EmailAddress
from netzwerk.core.walls import acting_as
from tests.factories import TODAY, make_contact, make_moment

OVERVIEW = "/contacts/missing/"
CLOSENESS, ORIGIN, MOMENT, REACH = (f"{OVERVIEW}{lack}/" for lack in ("closeness", "origin", "moment", "reach"))
COMPLETE = {"closeness": "good", "origin": "studies", "last_in_touch": "this_year"}

pytestmark = pytest.mark.usefixtures("on_today")


def read(contact: Contact) -> Contact:
    """Return the contact as the database has it by now, with its details."""
    with acting_as(contact.owner_id):
        return Contact.objects.with_details().get(pk=contact.pk)


def say(client: Client, address: str, contact: Contact, value: str, seen: int = 0) -> Any:
    """Answer the question about somebody, and follow to the next."""
    return client.post(address, {"contact": str(contact.pk), "value": value, "seen": str(seen)}, follow=True)


def undo(client: Client, address: str, page: HttpResponse) -> Any:
    """Press the way back that a page offers."""
    fields = dict(re.findall(r'name="(contact|value|anchor|seen)" value="([^"]*)"', _undo_form(page)))
    return client.post(f"{address}undo/", fields, follow=True)


def _undo_form(page: HttpResponse) -> str:
    found = re.search(r'<form class="missing-undo".*?</form>', page.content.decode(), re.DOTALL)
    assert found is not None
    return found[0]


def test_the_overview_counts_who_lacks_what_and_leaves_archive_and_bin_alone(
    alice_client: Client, alice: User, charlie: User
) -> None:
    make_contact(alice, "Complete", **COMPLETE, last_moment_on=TODAY)
    make_contact(alice, "Nothing known")
    make_contact(alice, "Archived", archived_at="2026-01-01T00:00Z")
    make_contact(alice, "Gone", deleted_at="2026-01-01T00:00Z")
    make_contact(charlie, "Foreign")
    with acting_as(alice):
        EmailAddress.objects.create(owner=alice, contact=Contact.objects.get(name="Complete"), address="a@example.org")

    response = alice_client.get(OVERVIEW)

    assert [row.count for row in response.context["rows"]] == [1, 1, 1, 1]
    assert CLOSENESS in response.content.decode()


def test_each_row_leads_to_a_list_of_the_very_people_it_counts(alice_client: Client, alice: User) -> None:
    make_contact(alice, "Complete", **COMPLETE)
    make_contact(alice, "Roughly", **{**COMPLETE, "closeness": "not_placed", "origin": "other"})
    make_contact(alice, "Nothing known")
    with acting_as(alice):
        EmailAddress.objects.create(owner=alice, contact=Contact.objects.get(name="Complete"), address="a@example.org")

    for row, count in zip(alice_client.get(OVERVIEW).context["rows"], (2, 2, 1, 2), strict=True):
        assert (row.count, alice_client.get(row.list_url).context["count"]) == (count, count)


def test_with_nothing_missing_the_overview_says_so(alice_client: Client) -> None:
    assert alice_client.get(OVERVIEW).content.decode().count("Nothing missing") == 4
    assert "Everybody has a closeness." in alice_client.get(CLOSENESS).content.decode()


def test_one_by_one_by_name_with_how_many_are_left(alice_client: Client, alice: User) -> None:
    anna, bert, cora = (make_contact(alice, name) for name in ("Anna", "Bert", "Cora"))

    page = alice_client.get(CLOSENESS)
    assert (page.context["contact"], page.context["number"], page.context["total"]) == (anna, 1, 3)

    page = say(alice_client, CLOSENESS, anna, "close")
    assert (page.context["contact"], page.context["number"], page.context["total"]) == (bert, 2, 3)
    assert read(anna).closeness == "close"

    page = alice_client.get(page.context["skip_url"])
    assert (page.context["contact"], page.context["number"], page.context["total"]) == (cora, 3, 3)
    assert read(bert).closeness == "not_placed"

    page = say(alice_client, CLOSENESS, cora, "wide", seen=2)
    assert "You skipped 1 person" in page.content.decode()
    assert alice_client.get(CLOSENESS).context["contact"] == bert


def test_the_last_answer_can_be_taken_back(alice_client: Client, alice: User) -> None:
    anna = make_contact(alice, "Anna", own_cadence_count=2, own_cadence_unit="week")

    page = undo(alice_client, CLOSENESS, say(alice_client, CLOSENESS, anna, "good"))

    assert read(anna).closeness == "not_placed"
    assert read(anna).own_cadence_count == 2
    assert (page.context["contact"], page.context["number"]) == (anna, 1)


def test_an_origin_is_answered_and_taken_back(alice_client: Client, alice: User) -> None:
    anna = make_contact(alice, "Anna")

    page = say(alice_client, ORIGIN, anna, "studies")
    assert read(anna).origin == "studies"
    undo(alice_client, ORIGIN, page)
    assert read(anna).origin == "other"


def test_roughly_when_moves_the_anchor_and_back(alice_client: Client, alice: User) -> None:
    anna = make_contact(alice, "Anna", anchor_on=date(2026, 2, 1))
    make_contact(alice, "With a moment", last_moment_on=TODAY)

    page = say(alice_client, MOMENT, anna, "longer")
    assert (read(anna).last_in_touch, read(anna).anchor_on.year) == ("longer", 2022)
    assert "skipped" not in page.content.decode()
    undo(alice_client, MOMENT, page)
    assert (read(anna).last_in_touch, read(anna).anchor_on) == ("not_sure", date(2026, 2, 1))


def test_a_moment_can_be_logged_instead_and_leads_on(alice_client: Client, alice: User) -> None:
    anna, bert = make_contact(alice, "Anna"), make_contact(alice, "Bert")
    log_url = alice_client.get(MOMENT).context["log_url"]
    form = alice_client.get(log_url).content.decode()
    back = parse_qs(urlsplit(log_url).query)["next"][0]
    assert f'name="next" value="{back.replace("&", "&amp;")}"' in form

    data = {"kind": "call", "happened_on": "2026-03-16", "contacts": [str(anna.pk)], "next": back}
    page = alice_client.post("/contacts/moments/new/", data, follow=True)

    assert page.context["contact"] == bert
    assert read(anna).last_moment_on == TODAY


@pytest.mark.parametrize("value", ["ruth@example.org", "040 555 01 42"])
def test_an_address_or_a_number_is_told_apart_and_taken_back(alice_client: Client, alice: User, value: str) -> None:
    anna = make_contact(alice, "Anna")

    page = say(alice_client, REACH, anna, f" {value} ")
    found = read(anna)
    assert [*(each.address for each in found.emails.all()), *(each.number for each in found.phones.all())] == [value]
    undo(alice_client, REACH, page)
    assert alice_client.get(REACH).context["contact"] == anna


def test_enter_with_nothing_typed_skips(alice_client: Client, alice: User) -> None:
    anna, bert = make_contact(alice, "Anna"), make_contact(alice, "Bert")

    assert say(alice_client, REACH, anna, " ").context["contact"] == bert


@pytest.mark.parametrize(
    ("address", "value", "words"),
    [
        (CLOSENESS, "", "Choose one, or skip."),
        (CLOSENESS, "not_placed", ""),
        (ORIGIN, "other", ""),
        (MOMENT, "not_sure", ""),
        (REACH, "ruth@", "is not a mail address"),
        (REACH, "ask her", "has no digit"),
        (REACH, "nul\x001", ""),
        (REACH, "1" * 1000, ""),
    ],
)
def test_what_is_no_answer_is_asked_again(
    alice_client: Client, alice: User, address: str, value: str, words: str
) -> None:
    anna = make_contact(alice, "Anna")

    response = say(alice_client, address, anna, value)

    assert response.status_code == 422
    assert words in response.content.decode()
    assert response.context["contact"] == anna


def test_what_another_tab_has_said_stays(alice_client: Client, alice: User) -> None:
    anna = make_contact(alice, "Anna")
    say(alice_client, REACH, anna, "anna@example.org")

    say(alice_client, REACH, anna, "other@example.org")

    assert [each.address for each in read(anna).emails.all()] == ["anna@example.org"]


def test_an_undo_leaves_what_was_changed_since(alice_client: Client, alice: User) -> None:
    anna = make_contact(alice, "Anna")
    page = say(alice_client, CLOSENESS, anna, "good")
    with acting_as(alice):
        Contact.objects.update(closeness="inner")

    undo(alice_client, CLOSENESS, page)

    assert read(anna).closeness == "inner"


def test_the_overview_leads_back_to_where_one_stopped(alice_client: Client, alice: User) -> None:
    anna, bert = make_contact(alice, "Anna"), make_contact(alice, "Bert")
    say(alice_client, CLOSENESS, anna, "good")

    row = alice_client.get(OVERVIEW).context["rows"][0]
    page = alice_client.get(row.resume_url)

    assert (page.context["contact"], page.context["number"], page.context["total"]) == (bert, 2, 2)


@pytest.mark.parametrize("query", ["at=x&seen=y", "after=%00&seen=-5", "seen=99999999999999999999", "done=x&value=%00"])
def test_nonsense_in_the_address_begins_at_the_beginning(alice_client: Client, alice: User, query: str) -> None:
    anna = make_contact(alice, "Anna")

    page = alice_client.get(f"{CLOSENESS}?{query}")

    assert (page.context["contact"], page.context["number"]) == (anna, 1)


def test_people_of_the_same_name_are_each_asked_once(alice_client: Client, alice: User) -> None:
    for _number in range(3):
        make_contact(alice, "Anna")

    seen, address = [], CLOSENESS
    while contact := (page := alice_client.get(address)).context["contact"]:
        seen.append(contact.pk)
        address = page.context["skip_url"]

    assert len(seen) == len(set(seen)) == 3


def test_nobody_answers_about_somebody_elses_people(charlie_client: Client, alice: User) -> None:
    anna = make_contact(alice, "Anna")

    assert say(charlie_client, CLOSENESS, anna, "good").status_code == 404
    assert charlie_client.post(f"{CLOSENESS}undo/", {"contact": str(anna.pk), "value": "not_placed"}).status_code == 404
    assert "Anna" not in charlie_client.get(f"{CLOSENESS}?at={anna.pk}&done={anna.pk}").content.decode()
    assert charlie_client.get(f"{OVERVIEW}nonsense/").status_code == 404
    assert read(anna).closeness == "not_placed"


def test_the_number_of_queries_does_not_grow(
    alice_client: Client, alice: User, django_assert_same_queries: Any
) -> None:
    make_moment(alice, make_contact(alice, "Anna"))
    with django_assert_same_queries() as few:
        alice_client.get(REACH)
        alice_client.get(OVERVIEW)
    for number in range(20):
        make_contact(alice, f"Person {number}")
    with django_assert_same_queries() as many:
        alice_client.get(REACH)
        alice_client.get(OVERVIEW)

    assert len(few) == len(many)
