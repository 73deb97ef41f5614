"""The page with everybody who has a reason, for whoever gets no mails."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from contacts.models import Contact
from tests.factories import local_today, make_contact
from today.everybody import A_PAGE

PATH = "/today/people/"


def _due(owner: User, count: int, name: str = "Due") -> list[Contact]:
    since = local_today() - timedelta(days=100)
    return [make_contact(owner, f"{name} {number:02}", closeness="good", anchor_on=since) for number in range(count)]


def _names(client: Client, address: str = PATH) -> list[str]:
    response = client.get(address)
    assert response.status_code == 200
    return [card.contact.name for card in response.context["found"].people]


def test_today_leads_there_whoever_gets_no_mails_and_nobody_else(alice: User, alice_client: Client) -> None:
    _due(alice, 5)
    assert f'href="{PATH}"' not in alice_client.get("/").text

    User.objects.filter(pk=alice.pk).update(digest_weekdays=[])

    assert f'href="{PATH}"' in alice_client.get("/").text


def test_the_people_of_today_come_first(alice: User, alice_client: Client) -> None:
    _due(alice, 9)
    today = [card.contact.name for card in alice_client.get("/").context["day"].people]

    assert _names(alice_client)[:3] == today
    assert len(_names(alice_client)) == 9


def test_the_pages_lead_to_each_other(alice: User, alice_client: Client) -> None:
    _due(alice, A_PAGE + 3)

    first, second = alice_client.get(PATH).text, alice_client.get(f"{PATH}?page=2").text

    assert f"{A_PAGE + 3} people are due or have another reason" in first
    assert 'href="?page=2"' in first
    assert 'rel="prev"' not in first
    assert 'href="?page=1"' in second
    assert 'rel="next"' not in second
    both = [*_names(alice_client), *_names(alice_client, f"{PATH}?page=2")]
    assert len({*both}) == A_PAGE + 3


def test_the_actions_lead_back_to_the_page(alice: User, alice_client: Client) -> None:
    people = _due(alice, A_PAGE + 3)
    page = alice_client.get(f"{PATH}?page=2").text
    assert f'name="next" value="{PATH}?page=2"' in page
    assert "next=/today/people/%3Fpage%3D2" in page

    back = f"{PATH}?page=2"
    response = alice_client.post(f"/contacts/{people[0].pk}/touch/", {"next": back})

    assert response["Location"] == back
    assert "Undo" in alice_client.get(back).text


@pytest.mark.parametrize("page", ["0", "-1", "99999", "9" * 10_000, "x", "", "\0", "٣", "1.5"])
def test_a_page_that_does_not_exist_is_the_first_or_the_last(alice: User, alice_client: Client, page: str) -> None:
    _due(alice, A_PAGE + 1)

    response = alice_client.get(PATH, {"page": page})

    assert response.status_code == 200
    assert response.context["found"].people
    assert alice_client.get(f"{PATH}?page=99999").context["found"].page == 2


def test_nobody_due_is_said_so_with_what_belongs_here_and_one_thing_to_do(alice_client: Client) -> None:
    page = alice_client.get(PATH).text

    assert "Nobody today" in page
    assert "0 people" not in page
    assert "/goals/inventory/" in page


def test_nobody_sees_the_people_of_somebody_else(alice: User, charlie_client: Client) -> None:
    _due(alice, 2)

    assert _names(charlie_client) == []


def test_a_visitor_is_asked_to_log_in(db: None) -> None:
    assert Client(HTTP_HOST="localhost").get(PATH).status_code == 302


def test_the_number_of_queries_does_not_grow(
    alice: User, alice_client: Client, django_assert_same_queries: Any
) -> None:
    _due(alice, 4)
    alice_client.get(PATH)
    with django_assert_same_queries() as few:
        alice_client.get(PATH)
    _due(alice, 40, "More")
    with django_assert_same_queries() as many:
        alice_client.get(PATH)

    assert len(many) == len(few)
