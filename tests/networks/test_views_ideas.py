"""What one could give, on the page of a network."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from contacts.models import Exchange
from networks.models import GivingIdea, Network
from networks.pages.ideas import ideas_card
from networks.services.ideas import add_idea, promise_ideas
from netzwerk.core.walls import acting_as
from tests.factories import make_network
from tests.networks.check_rooms import make_offer

HTMX = {"HX-Request": "true"}


def add_url(network: Network) -> str:
    return reverse("networks:idea-add", args=[network.pk])


def page_of(network: Network) -> str:
    return reverse("networks:network-detail", args=[network.pk])


def note(network: Network, text: str = "A talk") -> GivingIdea:
    with acting_as(network.owner):
        return add_idea(network=network, text=text)


def test_a_line_and_offers_are_noted_and_the_page_shows_them(alice: User, alice_client: Client) -> None:
    network, offer = make_network(alice), make_offer(alice)

    response = alice_client.post(add_url(network), {"text": "A talk", "offers": [str(offer.pk)]})

    assert response["Location"] == page_of(network)
    with acting_as(alice):
        assert [idea.text for idea in GivingIdea.objects.all()] == ["A talk", "Style guides"]
    page = alice_client.get(add_url(network)).content.decode()
    assert "A talk" in page
    assert "Your offer: Knowledge" in page


def test_htmx_gets_the_section_alone(alice: User, alice_client: Client) -> None:
    response = alice_client.post(add_url(make_network(alice)), {"text": "A talk"}, headers=HTMX)

    page = response.content.decode()
    assert "A talk" in page
    assert "<html" not in page


@pytest.mark.parametrize(
    ("data", "why"),
    [
        ({"text": " "}, "A few words are enough."),
        ({"text": "x" * 201}, "at most 200"),
        ({"offers": ["nonsense"]}, "no longer there"),
    ],
)
@pytest.mark.parametrize("headers", [{}, HTMX])
def test_what_does_not_fit_is_refused_and_says_why(
    alice: User, alice_client: Client, data: dict[str, str], why: str, headers: dict[str, str]
) -> None:
    response = alice_client.post(add_url(make_network(alice)), data, headers=headers)

    assert response.status_code == 422
    assert why in response.content.decode()


def test_an_offer_of_a_stranger_is_refused(alice: User, charlie: User, alice_client: Client) -> None:
    offer = make_offer(charlie, "Secrets")

    response = alice_client.post(add_url(make_network(alice)), {"offers": [str(offer.pk)]})

    assert response.status_code == 422
    assert "Secrets" not in response.content.decode()


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_an_idea_is_taken_away_and_comes_back(alice: User, alice_client: Client, headers: dict[str, str]) -> None:
    network = make_network(alice)
    idea = note(network)
    restore = reverse("networks:idea-restore", args=[idea.pk])

    gone = alice_client.post(reverse("networks:idea-remove", args=[idea.pk]), headers=headers)

    assert gone.status_code == (200 if headers else 302)
    if headers:
        assert restore in gone.content.decode()
    with acting_as(alice):
        assert not GivingIdea.objects.present().exists()
    back = alice_client.post(restore)
    assert back["Location"] == page_of(network)
    assert alice_client.post(restore).status_code == 302
    with acting_as(alice):
        assert GivingIdea.objects.present().get() == idea


def test_what_became_of_an_idea_is_told(alice: User) -> None:
    network = make_network(alice)
    note(network, "A talk")
    note(network, "Proofreading")
    with acting_as(alice):
        [kept, _open] = promise_ideas(network=network, on=date(2026, 3, 16))
        Exchange.objects.filter(pk=kept.pk).update(done_on=date(2026, 3, 20))
        add_idea(network=network, text="A room")
        card = ideas_card(alice, network)

    assert [row.standing for row in card.rows] == ["kept", "promised", ""]
    assert card.promised == 2


def test_a_member_promises_what_came_to_mind_later_and_takes_it_back(alice: User, alice_client: Client) -> None:
    network = make_network(alice, stage="member")
    idea = note(network)
    promise = reverse("networks:idea-promise", args=[idea.pk])
    assert promise in alice_client.get(page_of(network)).content.decode()

    for _time in range(2):
        assert alice_client.post(promise)["Location"] == page_of(network)

    with acting_as(alice):
        assert [made.text for made in Exchange.objects.open_promises()] == ["A talk"]
    assert promise not in alice_client.get(page_of(network)).content.decode()
    part = alice_client.post(reverse("networks:idea-unpromise", args=[idea.pk]), headers=HTMX)
    assert promise in part.content.decode()
    with acting_as(alice):
        assert not Exchange.objects.open_promises().exists()


def test_before_one_is_a_member_nothing_is_promised_by_hand(alice: User, alice_client: Client) -> None:
    network = make_network(alice, stage="trying")
    idea = note(network)

    assert reverse("networks:idea-promise", args=[idea.pk]) not in alice_client.get(page_of(network)).content.decode()


def test_queries_do_not_grow(as_alice: User, django_assert_num_queries: object) -> None:
    network = make_network(as_alice)
    for number in range(4):
        make_offer(as_alice, f"Offer {number}")
        add_idea(network=network, text=f"Idea {number}")

    with django_assert_num_queries(2):  # type: ignore[operator]
        assert len(ideas_card(as_alice, network).rows) == 4


def test_a_stranger_finds_nothing(alice: User, charlie_client: Client, alice_client: Client) -> None:
    network = make_network(alice)
    idea = note(network)

    assert charlie_client.get(add_url(network)).status_code == 404
    assert charlie_client.post(add_url(network), {"text": "Mine"}).status_code == 404
    for name in ("idea-remove", "idea-promise", "idea-unpromise"):
        assert charlie_client.post(reverse(f"networks:{name}", args=[idea.pk])).status_code == 404
    alice_client.post(reverse("networks:idea-remove", args=[idea.pk]))
    assert charlie_client.post(reverse("networks:idea-restore", args=[idea.pk])).status_code == 404
    with acting_as(alice):
        assert not GivingIdea.objects.present().exists()


def test_the_form_carries_its_token_so_that_it_works_without_javascript(alice: User) -> None:
    network = make_network(alice)
    client = Client(HTTP_HOST="localhost", enforce_csrf_checks=True)
    client.force_login(alice)
    page = client.get(page_of(network)).content.decode()
    form = page[page.index('class="ideas-form"') :]
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', form[: form.index("</form>")])

    assert token
    assert client.post(add_url(network), {"text": "A talk", "csrfmiddlewaretoken": token[1]}).status_code == 302
