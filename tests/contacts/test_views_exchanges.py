"""Give and take by its pages: written down in a few inputs, settled in one click, taken back."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from contacts.models import Contact, Exchange, Moment
from netzwerk.core.walls import acting_as
from tests.factories import TODAY, make_contact, make_exchange, make_moment

pytestmark = pytest.mark.usefixtures("on_today")
PROMISE = {"direction": "promised", "kind": "feedback", "text": "Read her outline", "happened_on": "2026-03-16"}


@pytest.fixture
def miriam(alice: User) -> Contact:
    return make_contact(alice)


def stored(user: User) -> list[Exchange]:
    with acting_as(user):
        return list(Exchange.objects.for_user(user).present().select_related("contact", "moment"))


def test_the_form_is_filled_in_but_for_the_words(alice_client: Client, miriam: Contact) -> None:
    page = alice_client.get(f"/contacts/{miriam.pk}/exchanges/new/")

    form = page.context["form"]
    assert (form["direction"].value(), form["kind"].value(), form["happened_on"].value()) == ("given", "help", TODAY)


def test_a_promise_is_written_down(alice: User, alice_client: Client, miriam: Contact) -> None:
    answer = alice_client.post(f"/contacts/{miriam.pk}/exchanges/new/", {**PROMISE, "due_on": "2026-03-20"})

    assert answer.headers["Location"] == f"/contacts/{miriam.pk}/"
    (one,) = stored(alice)
    assert (one.contact, one.direction, one.text, one.due_on) == (
        miriam,
        "promised",
        PROMISE["text"],
        date(2026, 3, 20),
    )
    page = alice_client.get(f"/contacts/{miriam.pk}/")
    assert "Promised: Read her outline" in page.text
    assert "1 open promise" in page.text


def test_out_of_a_sheet_the_browser_goes_on(alice_client: Client, miriam: Contact) -> None:
    url, htmx = f"/contacts/{miriam.pk}/exchanges/new/", {"HX-Request": "true"}

    assert "<html" not in alice_client.get(url, headers=htmx).text
    assert alice_client.post(url, PROMISE, headers=htmx).headers["HX-Redirect"] == f"/contacts/{miriam.pk}/"


@pytest.mark.parametrize(
    "wrong",
    [
        {"direction": "stolen"},
        {"kind": ""},
        {"happened_on": "2026-03-17"},
        {"happened_on": "0001-01-01"},
        {"happened_on": "soon"},
        {"due_on": "2026-03-01"},
        {"text": "x" * 301},
        {"text": "a\0b"},
    ],
)
def test_what_is_wrong_is_said_and_nothing_kept(
    alice: User, alice_client: Client, miriam: Contact, wrong: dict[str, str]
) -> None:
    assert alice_client.post(f"/contacts/{miriam.pk}/exchanges/new/", {**PROMISE, **wrong}).status_code == 422
    assert stored(alice) == []


def test_it_can_be_part_of_a_moment_with_that_person(alice: User, alice_client: Client, miriam: Contact) -> None:
    own, other = make_moment(alice, miriam), make_moment(alice, make_contact(alice, "Tomasz Bielak"))
    url = f"/contacts/{miriam.pk}/exchanges/new/"

    assert alice_client.get(f"{url}?moment={own.pk}").context["form"]["moment"].value() == str(own.pk)
    assert alice_client.get(f"{url}?moment=nonsense").status_code == 200
    assert alice_client.post(url, {**PROMISE, "moment": other.pk}).status_code == 422
    alice_client.post(url, {**PROMISE, "moment": own.pk})

    assert [one.moment for one in stored(alice)] == [own]
    with acting_as(alice):
        Moment.objects.for_user(alice).get(pk=own.pk)


def test_with_anybody_part_of_the_name_is_enough(alice: User, alice_client: Client, miriam: Contact) -> None:
    answer = alice_client.post("/contacts/exchanges/new/", {**PROMISE, "who": "kess"})

    assert answer.status_code == 302
    assert [one.contact for one in stored(alice)] == [miriam]


def test_ticked_people_each_get_one(alice: User, alice_client: Client, miriam: Contact) -> None:
    tomasz = make_contact(alice, "Tomasz Bielak")

    alice_client.post("/contacts/exchanges/new/", {**PROMISE, "contacts": [miriam.pk, tomasz.pk]})

    assert {one.contact for one in stored(alice)} == {miriam, tomasz}


def test_what_was_logged_with_several_is_taken_back_and_brought_back_in_one_go(
    alice: User, charlie: User, alice_client: Client, miriam: Contact
) -> None:
    tomasz, kept = make_contact(alice, "Tomasz Bielak"), make_exchange(alice, miriam)
    foreign = make_exchange(charlie, make_contact(charlie, "Charlies Friend"))

    page = alice_client.post("/contacts/exchanges/new/", {**PROMISE, "contacts": [miriam.pk, tomasz.pk]}, follow=True)
    (message,) = page.context["messages"]
    page = alice_client.post(f"{message.extra_tags}&also={foreign.pk}&also=nonsense", follow=True)
    assert stored(alice) == [kept]
    assert stored(charlie) == [foreign]

    (message,) = page.context["messages"]
    alice_client.post(message.extra_tags)
    assert len(stored(alice)) == 3


@pytest.mark.parametrize("who", ["", "nobody", "e"])
def test_without_one_person_it_asks(alice: User, alice_client: Client, miriam: Contact, who: str) -> None:
    make_contact(alice, "Peter Kessler")

    answer = alice_client.post("/contacts/exchanges/new/", {**PROMISE, "who": who})

    assert answer.status_code == 422
    assert answer.context["form"].errors["who"]


def test_changed_settled_and_opened_again(alice: User, alice_client: Client, miriam: Contact) -> None:
    one = make_exchange(alice, miriam, "promised", text="Outline")

    alice_client.post(f"/contacts/exchanges/{one.pk}/", {**PROMISE, "text": "Her new outline"})
    alice_client.post(f"/contacts/exchanges/{one.pk}/done/")
    assert [(each.text, each.done_on) for each in stored(alice)] == [("Her new outline", TODAY)]

    alice_client.post(f"/contacts/exchanges/{one.pk}/reopen/")
    assert [each.done_on for each in stored(alice)] == [None]


def test_deleted_with_a_way_back(alice: User, alice_client: Client, miriam: Contact) -> None:
    one = make_exchange(alice, miriam)

    page = alice_client.post(f"/contacts/exchanges/{one.pk}/delete/", follow=True)
    assert stored(alice) == []
    assert f"/contacts/exchanges/{one.pk}/restore/" in page.text

    alice_client.post(f"/contacts/exchanges/{one.pk}/restore/")
    assert stored(alice) == [one]


def fill(alice: User, contact: Contact) -> None:
    for number, direction in enumerate(Exchange.Direction.values):
        make_exchange(alice, contact, direction, text=f"Thing {number}", happened_on=TODAY - timedelta(days=number))


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("way=given", ["Gave: Thing 0"]),
        ("way=received", ["Received: Thing 1"]),
        ("way=asked", ["Asked for: Thing 2"]),
        ("way=promised", ["Promised: Thing 3"]),
        ("way=nonsense", ["Gave: Thing 0", "Received: Thing 1", "Asked for: Thing 2", "Promised: Thing 3"]),
        ("kind=advice", []),
        ("who=nobody", []),
        ("way=given&who=kessler", ["Gave: Thing 0"]),
    ],
)
def test_every_number_opens_its_list(
    alice: User, alice_client: Client, miriam: Contact, query: str, shown: list[str]
) -> None:
    fill(alice, miriam)

    page = alice_client.get(f"/contacts/give-and-take/?{query}")

    assert [row.title for row in page.context["rows"]] == shown


def test_what_is_open_stands_above(alice: User, alice_client: Client, miriam: Contact) -> None:
    fill(alice, miriam)

    page = alice_client.get("/contacts/give-and-take/")

    assert [row.title for row in page.context["promised"]] == ["Promised: Thing 3"]
    assert [row.title for row in page.context["asked"]] == ["Asked for: Thing 2"]


@pytest.mark.parametrize("is_of_one", [True, False])
def test_long_lists_come_in_pages(
    alice: User, alice_client: Client, miriam: Contact, is_of_one: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("contacts.views.exchange_lists.PAGE_SIZE", 3)
    fill(alice, miriam)
    make_exchange(alice, miriam, text="Same day")
    url, titles = (f"/contacts/{miriam.pk}/exchanges/" if is_of_one else "/contacts/give-and-take/"), []

    while url:
        page: Any = alice_client.get(url, headers={"HX-Request": "true"})
        titles += [row.title for row in page.context["rows"]]
        url = page.context["next_url"]

    assert len(titles) == len(set(titles)) == 5


def test_the_queries_do_not_grow(
    alice: User, alice_client: Client, miriam: Contact, django_assert_same_queries: Any
) -> None:
    urls = ["/contacts/give-and-take/", f"/contacts/{miriam.pk}/exchanges/", f"/contacts/{miriam.pk}/"]
    fill(alice, miriam)
    with django_assert_same_queries() as few:
        for url in urls:
            alice_client.get(url)
    for number in range(5):
        fill(alice, miriam)
        fill(alice, make_contact(alice, f"Person {number}"))

    with django_assert_same_queries() as many:
        for url in urls:
            assert alice_client.get(url).status_code == 200

    assert len(many) == len(few)


def test_a_stranger_sees_nothing(alice: User, charlie_client: Client, miriam: Contact) -> None:
    fill(alice, miriam)

    assert charlie_client.get(f"/contacts/{miriam.pk}/exchanges/").status_code == 404
    assert charlie_client.get("/contacts/give-and-take/").context["counts"].total == 0


def test_hostile_words_are_shown_as_words(alice: User, alice_client: Client, miriam: Contact) -> None:
    alice_client.post(
        f"/contacts/{miriam.pk}/exchanges/new/", {**PROMISE, "text": "<script>alert(1)</script>\n\u202ex"}
    )

    page = alice_client.get("/contacts/give-and-take/")

    assert "<script>alert" not in page.text
    assert len(stored(alice)) == 1
