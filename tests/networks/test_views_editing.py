"""A network entered and changed by its form."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from networks.models import Network, NetworkLink, StageMove
from netzwerk.core.walls import acting_as
from tests.factories import TODAY, make_contact, make_network

NEW = "/networks/new/"
NO_LINKS = {"links-TOTAL_FORMS": "0", "links-INITIAL_FORMS": "0"}

pytestmark = pytest.mark.usefixtures("on_today")


def edit_url(network: Network) -> str:
    return reverse("networks:network-edit", args=[network.pk])


def the_only(owner: User) -> Network:
    with acting_as(owner):
        return Network.objects.get()


def seen(client: Client, network: Network) -> str:
    return str(client.get(edit_url(network)).context["seen"])


def links(*rows: tuple[str, str], stored: int = 0) -> dict[str, str]:
    fields = {"links-TOTAL_FORMS": str(len(rows)), "links-INITIAL_FORMS": str(stored)}
    for number, (url, label) in enumerate(rows):
        fields |= {f"links-{number}-url": url, f"links-{number}-label": label}
    return fields


def test_no_two_fields_share_an_id(alice_client: Client) -> None:
    ids = re.findall(r' id="([^"]+)"', alice_client.get(NEW).text)

    assert len(ids) == len(set(ids))


def test_a_name_is_enough(alice: User, alice_client: Client) -> None:
    response = alice_client.post(NEW, {"name": "  Women in\tPublishing "})

    network = the_only(alice)
    assert response["Location"] == reverse("networks:network-detail", args=[network.pk])
    assert (network.name, network.stage, network.staged_on) == ("Women in Publishing", "idea", TODAY)
    assert (network.fee_amount, network.fee_currency, network.fee_period) == (None, "EUR", "year")
    with acting_as(alice):
        assert StageMove.objects.get().stage == "idea"


def test_all_that_can_be_said_is_kept(alice: User, alice_client: Client) -> None:
    katrin = make_contact(alice, "Katrin Vogt")
    said = {
        "name": "Chamber", "kind": "chamber", "sphere": "business", "url": "chamber.example/join",
        "languages": ["de", "en"], "reach": "regional", "place": "Hamburg", "size": "1400", "format": "both",
        "rhythm": "monthly", "fee": "amount", "fee_amount": "180,50", "fee_period": "quarter", "fee_currency": "CHF",
        "extra_costs": "40.25", "source": "A talk", "who": "katrin", "note": "In *May*.",
        **links(("https://chamber.example/statutes.pdf", "Statutes"), ("", ""), ("mailto:a@chamber.example", "")),
    }  # fmt: skip

    alice_client.post(NEW, said)

    network = the_only(alice)
    assert (network.kind, network.sphere, network.url) == ("chamber", "business", "https://chamber.example/join")
    assert (network.languages, network.reach, network.place, network.size) == (
        ["de", "en"], "regional", "Hamburg", 1400,
    )  # fmt: skip
    assert (network.format, network.rhythm, network.source, network.note) == ("both", "monthly", "A talk", "In *May*.")
    assert (network.fee_amount, network.fee_period, network.fee_currency) == (Decimal("180.50"), "quarter", "CHF")
    assert (network.extra_costs, network.source_contact_id) == (Decimal("40.25"), katrin.pk)
    with acting_as(alice):
        stored = list(NetworkLink.objects.values_list("url", "label"))
    assert stored == [("https://chamber.example/statutes.pdf", "Statutes"), ("mailto:a@chamber.example", "")]


@pytest.mark.parametrize(
    ("said", "amount"),
    [
        ({}, None),
        ({"fee": ""}, None),
        ({"fee": "free"}, Decimal(0)),
        ({"fee": "free", "fee_amount": "96"}, Decimal(0)),
        ({"fee": "", "fee_amount": "96"}, Decimal(96)),
        ({"fee": "amount", "fee_amount": "96"}, Decimal(96)),
        ({"fee": "amount", "fee_amount": "96,5"}, Decimal("96.50")),
    ],
)
def test_free_unknown_and_an_amount_are_three_things(
    alice: User, alice_client: Client, said: dict[str, str], amount: Decimal | None
) -> None:
    alice_client.post(NEW, {"name": "Chamber", **said})

    assert the_only(alice).fee_amount == amount


@pytest.mark.parametrize(
    ("said", "says"),
    [
        ({"name": ""}, "What is it called?"),
        ({"name": "–"}, "no letter and no digit"),
        ({"url": "javascript:alert(1)"}, "A link begins with"),
        ({"fee": "amount"}, "How much is it?"),
        ({"fee_amount": "much"}, "Enter a number."),
        ({"size": "0"}, "greater than or equal to 1"),
        ({"kind": "sect"}, "Select a valid choice"),
        ({"fee_currency": "XXX"}, "Select a valid choice"),
        ({"who": "Nobody"}, "Nobody here has that name."),
        (links(("javascript:alert(1)", "Statutes")), "A link begins with"),
    ],
)
def test_what_makes_no_sense_is_refused_and_says_why(
    alice: User, alice_client: Client, said: dict[str, str], says: str
) -> None:
    response = alice_client.post(NEW, {"name": "Chamber", **said})

    assert response.status_code == 422
    assert says in response.content.decode()
    with acting_as(alice):
        assert not Network.objects.exists()


def test_the_sheet_of_the_add_menu_gets_the_form_alone(alice_client: Client) -> None:
    page = alice_client.get(NEW, headers={"HX-Request": "true"}).content.decode()

    assert "<h2" in page
    assert "<html" not in page
    assert "autofocus" in page


def test_several_of_a_name_are_chosen_from(alice: User, alice_client: Client) -> None:
    one, _other = make_contact(alice, "Anna Berg"), make_contact(alice, "Anna Blum")

    response = alice_client.post(NEW, {"name": "Chamber", "who": "Anna"})
    assert response.status_code == 422
    assert "Anna Blum" in response.content.decode()

    alice_client.post(NEW, {"name": "Chamber", "who": "Anna", "pick": str(one.pk)})
    assert the_only(alice).source_contact_id == one.pk


def test_a_stranger_is_nobody_s_source(alice: User, charlie_client: Client) -> None:
    contact = make_contact(alice, "Anna Berg")

    response = charlie_client.post(NEW, {"name": "Chamber", "who": "Anna Berg", "pick": str(contact.pk)})

    assert response.status_code == 422


def test_a_name_that_is_there_already_is_said_kindly_and_can_be_saved_all_the_same(
    alice: User, alice_client: Client
) -> None:
    other = make_network(alice, "BücherFrauen")

    response = alice_client.post(NEW, {"name": "bücherfrauen"})
    page = response.content.decode()
    assert response.status_code == 422
    assert "There is a network of that name already" in page
    assert reverse("networks:network-detail", args=[other.pk]) in page

    alice_client.post(NEW, {"name": "bücherfrauen", "anyway": "1"})
    with acting_as(alice):
        assert Network.objects.count() == 2


def test_one_of_that_name_in_the_bin_is_none(alice: User, alice_client: Client) -> None:
    make_network(alice, "BücherFrauen", deleted_at="2026-03-01T12:00Z")

    assert alice_client.post(NEW, {"name": "BücherFrauen"}).status_code == 302


def test_a_network_is_changed_and_keeps_its_stage(alice: User, alice_client: Client) -> None:
    network = make_network(alice, stage="trying", fee_amount=96)
    with acting_as(alice):
        NetworkLink.objects.create(owner=alice, network=network, url="https://a.example", label="Old")
    said = {"name": "Renamed", "fee": "free", "seen": seen(alice_client, network)}

    alice_client.post(edit_url(network), {**said, **links(("b.example", "New"), stored=1)})

    changed = the_only(alice)
    assert (changed.name, changed.folded_name, changed.stage, changed.fee_amount) == (
        "Renamed", "renamed", "trying", Decimal(0)
    )  # fmt: skip
    with acting_as(alice):
        assert NetworkLink.objects.get().url == "https://b.example"


def test_a_name_of_long_signs_is_folded_into_its_column(alice: User, alice_client: Client) -> None:
    alice_client.post(NEW, {"name": "\ufdfa" * 200})

    assert len(the_only(alice).folded_name) == 400


def test_what_is_stored_stands_in_the_form(alice: User, alice_client: Client) -> None:
    katrin = make_contact(alice, "Katrin Vogt")
    network = make_network(alice, fee_amount=0, fee_currency="THB", languages=["de", "fi"], source_contact=katrin)

    form = alice_client.get(edit_url(network)).context["form"]

    assert (form["fee"].value(), form["fee_currency"].value(), form["who"].value()) == ("free", "THB", "Katrin Vogt")
    assert "THB" in dict(form.fields["fee_currency"].choices)
    assert "fi" in dict(form.fields["languages"].choices)
    assert form.open_groups == {"what": True, "where": False, "cost": True, "source": True, "note": False}


def test_what_came_from_elsewhere_is_kept_when_something_else_is_changed(alice: User, alice_client: Client) -> None:
    network = make_network(alice, url="chamber")

    said = {"name": "Chamber", "url": "chamber", "seen": seen(alice_client, network), **NO_LINKS}
    alice_client.post(edit_url(network), said)

    assert (the_only(alice).name, the_only(alice).url) == ("Chamber", "chamber")


def test_two_tabs_do_not_overwrite_each_other_unseen(alice: User, alice_client: Client) -> None:
    network = make_network(alice)
    before = seen(alice_client, network)
    alice_client.post(edit_url(network), {"name": "Of the other tab", "seen": before, **NO_LINKS})

    response = alice_client.post(edit_url(network), {"name": "Of this tab", "seen": before, **NO_LINKS})

    assert response.status_code == 422
    assert "Of the other tab" in response.content.decode()
    assert the_only(alice).name == "Of the other tab"
    again = {"name": "Of this tab", "seen": response.context["seen"], **NO_LINKS}
    assert alice_client.post(edit_url(network), again).status_code == 302
    assert the_only(alice).name == "Of this tab"


def test_a_form_refused_in_between_still_notices_the_other_tab(alice: User, alice_client: Client) -> None:
    network = make_network(alice)
    before = seen(alice_client, network)
    alice_client.post(edit_url(network), {"name": "Of the other tab", "seen": before, **NO_LINKS})

    refused = alice_client.post(edit_url(network), {"name": "", "seen": before, **NO_LINKS})

    assert refused.context["seen"] == before


def test_a_stranger_changes_nothing(alice: User, charlie_client: Client) -> None:
    network = make_network(alice)

    assert charlie_client.get(edit_url(network)).status_code == 404
    assert charlie_client.post(edit_url(network), {"name": "Mine", **NO_LINKS}).status_code == 404
    assert the_only(alice).name == "Women in Publishing"


def test_the_form_asks_a_fixed_number_of_queries(
    alice: User, alice_client: Client, django_assert_same_queries: Any
) -> None:
    network = make_network(alice)
    with django_assert_same_queries() as few:
        alice_client.get(edit_url(network))
    with acting_as(alice):
        for number in range(9):
            NetworkLink.objects.create(owner=alice, network=network, url=f"https://{number}.example")
    with django_assert_same_queries() as many:
        alice_client.get(edit_url(network))

    assert len(many) == len(few)
