"""One card a person: opened, saved, skipped, gone back to, left and resumed."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from contacts.models import Contact
from goals.models import InventoryCard
from netzwerk.core.walls import acting_as
from tests.factories import make_contact, make_goal, make_organisation, make_position, make_tag

CARDS = "/goals/inventory/cards/"


def url(contact: Contact) -> str:
    return reverse("goals:card", args=[contact.pk])


def sent(client: Client, contact: Contact, **changed: Any) -> dict[str, Any]:
    """Return what a browser would send from the card of somebody, with some answers changed."""
    context = client.get(url(contact)).context
    form = context["form"]
    said = {name: form[name].value() for name in form.fields}
    told = {name: value for name, value in said.items() if value not in (None, False, "")}
    return {**told, "seen": context["seen"], "intent": "next", **changed}


def stored(owner: User, contact: Contact) -> Contact:
    with acting_as(owner):
        return Contact.objects.prefetch_related("positions__organisation", "taggings__tag").get(pk=contact.pk)


def looked_at(owner: User) -> dict[str, bool]:
    """Return whose cards were looked at, and whether they were skipped."""
    with acting_as(owner):
        return dict(InventoryCard.objects.values_list("contact__name", "is_skipped"))


def test_the_round_begins_goes_on_and_ends(alice: User, alice_client: Client) -> None:
    last, first = make_contact(alice, "Ben", origin="studies"), make_contact(alice, "Ada", origin="current")

    assert alice_client.get(f"{CARDS}?go=1")["Location"] == url(first)
    assert alice_client.post(url(first), sent(alice_client, first))["Location"] == url(last)
    assert alice_client.get(f"{CARDS}?go=1")["Location"] == url(last)
    end = alice_client.post(url(last), sent(alice_client, last), follow=True)

    assert end.redirect_chain == [(CARDS, 302)]
    assert end.context["following"] is None
    assert end.context["all"].left == 0
    assert looked_at(alice) == {"Ada": False, "Ben": False}


def test_a_card_saves_what_it_says_in_one_go(alice: User, alice_client: Client) -> None:
    contact = make_contact(alice)
    make_tag(alice, "Print", contact)
    data = sent(
        alice_client,
        contact,
        closeness="good",
        origin="studies",
        how_met="In the choir",
        organisation="Nordlicht Verlag",
        role="Editor",
        tags=["Print"],
        new_tags="Choir, Layout",
        trust="1",
        shared_time="-1",
        is_interesting="on",
        is_close_to_heart="on",
    )

    assert alice_client.post(url(contact), data).status_code == 302

    now = stored(alice, contact)
    position = now.positions.all()[0]
    assert (now.closeness, now.origin, now.how_met) == ("good", "studies", "In the choir")
    assert tuple(now.quick_marks) == (1, 0, 0, -1)
    assert now.is_interesting
    assert now.is_close_to_heart
    assert (position.role, position.organisation_name) == ("Editor", "Nordlicht Verlag")
    assert {tagging.tag.name for tagging in now.taggings.all()} == {"Print", "Choir", "Layout"}


def test_saving_what_stands_there_changes_nothing_but_that_it_was_looked_at(alice: User, alice_client: Client) -> None:
    contact = make_contact(alice, closeness="close", trust=1, own_cadence_count=1, own_cadence_unit="week")
    make_position(contact, make_organisation(alice), role="Editor")
    before = stored(alice, contact)

    alice_client.post(url(contact), sent(alice_client, contact))

    after = stored(alice, contact)
    assert {**vars(after), "_state": 0, "_prefetched_objects_cache": 0} == {
        **vars(before),
        "_state": 0,
        "_prefetched_objects_cache": 0,
    }
    assert looked_at(alice) == {contact.name: False}


def test_a_skipped_card_keeps_nothing_and_is_remembered(alice: User, alice_client: Client) -> None:
    contact = make_contact(alice)

    alice_client.post(url(contact), sent(alice_client, contact, closeness="inner", intent="skip"))

    assert stored(alice, contact).closeness == "not_placed"
    assert looked_at(alice) == {contact.name: True}


def test_going_back_shows_the_former_card_with_its_values(alice: User, alice_client: Client) -> None:
    second, first = make_contact(alice, "Ben"), make_contact(alice, "Ada")
    alice_client.post(url(first), sent(alice_client, first, closeness="inner"))

    back = alice_client.post(url(second), sent(alice_client, second, intent="back"))

    assert back["Location"] == url(first)
    assert alice_client.get(back["Location"]).context["form"]["closeness"].value() == "inner"
    assert looked_at(alice) == {"Ada": False}, "an untouched card is not looked at by going back"


def test_what_was_changed_is_kept_by_going_back_and_by_finishing_for_now(alice: User, alice_client: Client) -> None:
    contact = make_contact(alice, "Ada")

    back = alice_client.post(url(contact), sent(alice_client, contact, closeness="good", intent="back"))
    left = alice_client.post(url(contact), sent(alice_client, contact, closeness="close", intent="later"))

    assert back["Location"] == url(contact), "nobody is before the first"
    assert left["Location"] == reverse("goals:inventory")
    assert stored(alice, contact).closeness == "close"


def test_another_device_goes_on_in_the_circle_that_was_chosen(alice: User, alice_client: Client) -> None:
    make_contact(alice, "Current", origin="current")
    make_contact(alice, "Ben", origin="studies")
    ada = make_contact(alice, "Ada", origin="studies")

    alice_client.post(url(ada), sent(alice_client, ada, circle="studies"))
    other = Client()
    other.force_login(alice)

    assert other.get(CARDS).context["following"].name == "Ben"
    address = urlsplit(other.get(f"{CARDS}?go=1")["Location"])
    assert parse_qs(address.query) == {"circle": ["studies"]}


def test_what_moves_to_another_circle_does_not_move_the_way(alice: User, alice_client: Client) -> None:
    ben, ada = make_contact(alice, "Ben", origin="current"), make_contact(alice, "Ada", origin="current")

    response = alice_client.post(url(ada), sent(alice_client, ada, origin="relatives_kin", circle="current"))

    assert response["Location"] == f"{url(ben)}?circle=current"


def test_another_tab_is_not_overwritten_unless_asked_again(alice: User, alice_client: Client) -> None:
    contact = make_contact(alice)
    data = sent(alice_client, contact, closeness="good")
    with acting_as(alice):
        Contact.objects.filter(pk=contact.pk).update(closeness="inner")

    refused = alice_client.post(url(contact), data)

    assert refused.status_code == 422
    assert "another tab" in refused.content.decode()
    assert stored(alice, contact).closeness == "inner"
    alice_client.post(url(contact), {**data, "seen": refused.context["seen"]})
    assert stored(alice, contact).closeness == "good"


def test_the_same_card_sent_twice_is_no_quarrel(alice: User, alice_client: Client) -> None:
    contact = make_contact(alice)
    data = sent(alice_client, contact, closeness="good", new_tags="Choir")

    assert [alice_client.post(url(contact), data).status_code for _ in range(2)] == [302, 302]


@pytest.mark.parametrize(
    "wrong",
    [
        {"closeness": "enemy"},
        {"closeness": ""},
        {"trust": "2"},
        {"shared_time": "\0"},
        {"origin": "moon"},
        {"how_met": "x" * 10_000},
        {"organisation": "!!!"},
        {"role": "a\0b"},
        {"new_tags": "y" * 61},
        {"tags": ["z" * 10_000]},
    ],
)
def test_a_wrong_answer_is_said_and_nothing_is_lost(alice: User, alice_client: Client, wrong: dict[str, Any]) -> None:
    contact = make_contact(alice)
    data = sent(alice_client, contact, **{"how_met": "In the choir", "is_interesting": "on", **wrong})

    response = alice_client.post(url(contact), data)

    page = response.content.decode()
    assert response.status_code == 422
    assert "form-error" in page
    if "how_met" not in wrong:
        assert 'value="In the choir"' in page
    assert looked_at(alice) == {}
    assert stored(alice, contact).how_met == ""


def test_a_stranger_sees_and_saves_nothing(alice: User, charlie: User, charlie_client: Client) -> None:
    contact, mine = make_contact(alice, "Zacharias"), make_contact(charlie, "Mine")
    data = {**sent(charlie_client, mine), "closeness": "inner"}

    assert charlie_client.get(url(contact)).status_code == 404
    assert charlie_client.post(url(contact), data).status_code == 404
    assert "Zacharias" not in charlie_client.get(CARDS).content.decode()
    assert stored(alice, contact).closeness == "not_placed"


def test_the_bin_has_no_cards(alice: User, alice_client: Client) -> None:
    contact = make_contact(alice, deleted_at=timezone.now())

    assert alice_client.get(url(contact)).status_code == 404
    assert alice_client.post(url(contact), {}).status_code == 404


@pytest.mark.parametrize("query", ["circle=moon", "whom=%00", "go=1&whom=skipped", "circle=&whom=interesting", "go=1"])
def test_the_overview_answers_whatever_it_is_asked(alice_client: Client, query: str) -> None:
    page = alice_client.get(f"{CARDS}?{query}")

    assert page.status_code == 200
    assert 'class="empty"' in page.content.decode()


def test_at_the_end_stands_what_comes_next(alice: User, alice_client: Client) -> None:
    make_goal(alice, "Five publishing clients", is_leading=True)
    contact = make_contact(alice)
    alice_client.post(url(contact), sent(alice_client, contact, intent="skip"))

    page = alice_client.get(CARDS)

    assert page.context["following"] is None
    assert "whom=skipped" in page.content.decode()
    assert page.context["goal"].statement == "Five publishing clients"


def test_a_circle_that_is_done_leads_to_the_others(alice: User, alice_client: Client) -> None:
    ada = make_contact(alice, "Ada", origin="studies")
    ben = make_contact(alice, "Ben", origin="other")

    end = alice_client.post(url(ada), sent(alice_client, ada, circle="studies"), follow=True)

    assert (end.context["following"], end.context["others"]) == (None, ben)
    assert "This circle is done" in end.content.decode()
    assert alice_client.get(end.context["others_url"])["Location"] == url(ben)


def test_each_control_has_one_key_and_all_is_a_plain_form(alice: User, alice_client: Client) -> None:
    page = alice_client.get(url(make_contact(alice))).content.decode()

    for key in ("0", "1", "2", "3", "4", "t", "h", "s", "z", "i", "l", "enter", "n"):
        assert page.count(f'data-keys="{key}"') == 1, key
    assert '<form class="person-card" method="post"' in page


def test_queries_do_not_grow_with_people_and_tags(
    alice: User, alice_client: Client, django_assert_same_queries: Any
) -> None:
    ben, ada = make_contact(alice, "Ben"), make_contact(alice, "Ada")
    make_tag(alice, "Print", ada)

    def look() -> int:
        with django_assert_same_queries() as asked:
            alice_client.get(CARDS)
            alice_client.get(url(ada))
            alice_client.post(url(ben), sent(alice_client, ben, intent="skip"))
        return len(asked)

    look()
    few = look()
    people = [make_contact(alice, f"Person {number}", origin="studies") for number in range(20)]
    for number in range(20):
        make_tag(alice, f"Tag {number}", ada, *people)
    with acting_as(alice):
        rows = [InventoryCard(owner=alice, contact=one, looked_at=timezone.now()) for one in people[:10]]
        InventoryCard.objects.bulk_create(rows)

    assert look() == few
