"""The page of a network, and the way into the bin and back."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from networks.models import Inquiry, Mention, Network, NetworkLink, Stage, StageMove
from networks.services.details import NetworkDetails
from networks.services.networks import create_network
from networks.services.stages import move_network
from netzwerk.core.walls import acting_as
from tests.factories import TODAY, make_contact, make_event, make_goal, make_membership, make_network
from tests.toasts import undo_of

pytestmark = pytest.mark.usefixtures("on_today")


def page_url(network: Network) -> str:
    return reverse("networks:network-detail", args=[network.pk])


def delete_url(network: Network) -> str:
    return reverse("networks:network-delete", args=[network.pk])


def restore_url(network: Network) -> str:
    return reverse("networks:network-restore", args=[network.pk])


def is_present(network: Network) -> bool:
    with acting_as(network.owner):
        return Network.objects.present().filter(pk=network.pk).exists()


def test_the_page_shows_what_is_known(alice: User, alice_client: Client) -> None:
    katrin = make_contact(alice, "Katrin Vogt")
    network = make_network(
        alice, "Chamber", stage=Stage.TRYING, kind="chamber", sphere="business", place="Hamburg", reach="regional",
        size=1400, format="both", rhythm="monthly", fee_amount=96, extra_costs=40, languages=["de"],
        url="https://chamber.example/join", source_contact=katrin, note="Meets in **May**.",
    )  # fmt: skip
    with acting_as(alice):
        NetworkLink.objects.create(owner=alice, network=network, url="https://chamber.example/statutes.pdf")

    page = alice_client.get(page_url(network)).content.decode()

    for words in (
        "Trying out", "since today", "Chamber or guild", "Regional, Hamburg", "about 1,400", "Every month", "German",
        "€96 a year", "€40", "<strong>May</strong>", "chamber.example/statutes.pdf",
        reverse("contacts:contact-detail", args=[katrin.pk]),
    ):  # fmt: skip
        assert words in page


def test_a_page_of_a_name_alone_offers_to_say_more(alice: User, alice_client: Client) -> None:
    network = make_network(alice)

    page = alice_client.get(page_url(network)).content.decode()

    assert "Only the name so far." in page
    assert reverse("networks:network-edit", args=[network.pk]) in page


def test_a_member_is_one_since_the_day_of_the_membership(alice: User, alice_client: Client) -> None:
    network = make_network(alice, "Women in Publishing", stage="member")
    make_membership(network, since_on=date(2024, 1, 1), since_precision="year")

    for page in (alice_client.get(page_url(network)).text, alice_client.get("/networks/").text):
        assert "since 2024" in page
        assert "since today" not in page


def test_the_page_tells_why_others_are_in_it(alice: User, alice_client: Client) -> None:
    network, goal = make_network(alice, "Women in Publishing"), make_goal(alice)
    for name, why in (("Aylin Demir", "newcomers are taken along"), ("Ruth Sommer", "")):
        with acting_as(alice):
            asked = Inquiry.objects.create(owner=alice, goal=goal, contact=make_contact(alice, name))
            Mention.objects.create(owner=alice, inquiry=asked, network=network, why=why)

    page = alice_client.get(page_url(network)).text

    assert "newcomers are taken along" in page
    assert "Ruth Sommer" not in page


def test_the_head_leads_to_the_next_meeting_and_the_score(alice: User, alice_client: Client) -> None:
    make_goal(alice, is_leading=True)
    network = make_network(alice, "Women in Publishing")
    assert 'href="#h-' not in alice_client.get(page_url(network)).text

    make_event(network, starts_on=TODAY + timedelta(days=12))

    assert 'href="#h-events"' in alice_client.get(page_url(network)).text


def test_somebody_in_the_bin_is_not_named_as_the_source(alice: User, alice_client: Client) -> None:
    gone = make_contact(alice, "Katrin Vogt", deleted_at="2026-03-01T12:00Z")
    network = make_network(alice, source_contact=gone, source="A talk")

    page = alice_client.get(page_url(network)).content.decode()

    assert "Katrin Vogt" not in page
    assert "A talk" in page


def test_the_page_tells_when_it_came_to_which_stage(alice: User, alice_client: Client) -> None:
    with acting_as(alice):
        details = NetworkDetails(name="Chamber")
        network = create_network(owner=alice, details=details, today=TODAY - timedelta(days=30))
        move_network(network=network, stage=Stage.CHECKING, on=TODAY)
        moves = list(StageMove.objects.all())

    page = alice_client.get(page_url(network)).content.decode()

    assert page.index("16 Mar 2026") < page.index("14 Feb 2026")
    for move in moves:
        assert reverse("networks:move-edit", args=[move.pk]) in page


def test_queries_do_not_grow_with_documents_and_moves(
    alice: User, alice_client: Client, django_assert_same_queries: Any
) -> None:
    network = make_network(alice)
    with acting_as(alice):
        NetworkLink.objects.create(owner=alice, network=network, url="https://a.example")
        move_network(network=network, stage=Stage.CHECKING, on=TODAY)
    with django_assert_same_queries() as few:
        alice_client.get(page_url(network))
    with acting_as(alice):
        for number, stage in enumerate([Stage.TRYING, Stage.CHECKING, Stage.RESEARCHING]):
            NetworkLink.objects.create(owner=alice, network=network, url=f"https://{number}.example")
            move_network(network=network, stage=stage, on=TODAY)
    with django_assert_same_queries() as many:
        alice_client.get(page_url(network))

    assert len(many) == len(few)


def test_a_stranger_sees_deletes_and_restores_nothing(alice: User, charlie_client: Client) -> None:
    network = make_network(alice)
    gone = make_network(alice, "Gone", deleted_at="2026-03-01T12:00Z")

    assert charlie_client.get(page_url(network)).status_code == 404
    assert charlie_client.post(delete_url(network)).status_code == 404
    assert charlie_client.post(restore_url(gone)).status_code == 404
    assert is_present(network)
    assert not is_present(gone)


def test_a_network_goes_into_the_bin_and_the_toast_brings_it_back(alice: User, alice_client: Client) -> None:
    network = make_network(alice)

    response = alice_client.post(delete_url(network))

    assert response["Location"] == "/networks/"
    assert not is_present(network)
    assert alice_client.get(page_url(network)).status_code == 404
    back = alice_client.post(undo_of(response))
    assert back["Location"] == page_url(network)
    assert is_present(network)


def test_what_was_merged_comes_back_with_the_merge_alone(alice: User, alice_client: Client) -> None:
    survivor = make_network(alice, "Chamber")
    merged = make_network(alice, "Chambre", deleted_at="2026-03-01T12:00Z", merged_into=survivor)

    assert alice_client.post(restore_url(merged)).status_code == 404
    assert not is_present(merged)


@pytest.mark.parametrize("name", ["network-delete", "network-restore"])
def test_the_bin_is_reached_by_post(alice: User, alice_client: Client, name: str) -> None:
    assert alice_client.get(reverse(f"networks:{name}", args=[make_network(alice).pk])).status_code == 405
