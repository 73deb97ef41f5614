"""The list of networks, and what is done with several of them."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from accounts.models import User
from networks.forms.network_filters import MOST_TICKED
from networks.models import Network, Stage
from networks.views.listing import PAGE_SIZE
from netzwerk.core.walls import acting_as
from tests.factories import make_goal, make_network
from tests.toasts import undo_of

LIST, SEVERAL = "/networks/list/", "/networks/several/"

pytestmark = pytest.mark.usefixtures("on_today")


def names(response: Any) -> list[str]:
    return [network.name for network, *_words in response.context["rows"]]


def stages(owner: User) -> dict[str, str]:
    with acting_as(owner):
        return dict(Network.objects.present().values_list("name", "stage"))


def toasts(response: Any) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


def ids(*networks: Network) -> list[str]:
    return [str(network.pk) for network in networks]


def test_an_empty_list_offers_to_add_one(alice_client: Client) -> None:
    assert reverse("networks:network-create") in alice_client.get(LIST).content.decode()


def test_networks_stand_by_name_whatever_their_stage(alice: User, alice_client: Client) -> None:
    for name, stage in (("Überseeclub", Stage.IDEA), ("alumni", Stage.MEMBER), ("Chamber", Stage.DECLINED)):
        make_network(alice, name, stage=stage)

    response = alice_client.get(LIST)

    assert names(response) == ["alumni", "Chamber", "Überseeclub"]
    assert "3 networks" in response.content.decode()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=cham", ["Chamber"]),
        ("q=commerce+CHAMBER", []),
        ("stage=trying", ["Round"]),
        ("kind=chamber", ["Chamber"]),
        ("sphere=social", ["Round"]),
        ("active=1", ["Chamber", "Round"]),
        ("active=1&kind=chamber", ["Chamber"]),
        ("stage=nowhere&after=nonsense", ["Alumni", "Chamber", "Round"]),
    ],
)
def test_the_address_narrows_the_list(alice: User, alice_client: Client, query: str, found: list[str]) -> None:
    make_network(alice, "Alumni", kind="alumni")
    make_network(alice, "Chamber", kind="chamber", sphere="business", stage=Stage.MEMBER)
    make_network(alice, "Round", kind="round", sphere="social", stage=Stage.TRYING)

    assert names(alice_client.get(f"{LIST}?{query}")) == found


def test_where_nothing_fits_it_says_so(alice: User, alice_client: Client) -> None:
    make_network(alice)

    assert "No network fits" in alice_client.get(f"{LIST}?q=zzz").content.decode()


def test_a_page_goes_on_behind_the_last_name_also_among_equal_ones(alice: User, alice_client: Client) -> None:
    with acting_as(alice):
        for number in range(PAGE_SIZE + 5):
            name = f"Network {number // 10}"
            Network.objects.create(owner=alice, name=name, folded_name=name.lower(), staged_on="2026-03-16")

    first = alice_client.get(LIST)
    second = alice_client.get(first.context["next_url"], headers={"HX-Request": "true"})

    pages = [response.content.decode() for response in (first, second)]
    shown = [pk for page in pages for pk in re.findall(r'name="networks" value="([^"]+)"', page)]
    assert len(set(shown)) == len(shown) == PAGE_SIZE + 5
    assert "pager" not in pages[1]
    assert "<section" not in pages[1]


def test_htmx_gets_the_results_alone_and_the_address(alice: User, alice_client: Client) -> None:
    make_network(alice)

    response = alice_client.get(f"{LIST}?q=women", headers={"HX-Request": "true"})

    assert response["HX-Push-Url"] == f"{LIST}?q=women"
    assert response.content.decode().lstrip().startswith("<section")


def test_queries_do_not_grow_with_networks(alice: User, alice_client: Client, django_assert_same_queries: Any) -> None:
    make_network(alice)
    with django_assert_same_queries() as few:
        alice_client.get(LIST)
    for number in range(9):
        make_network(alice, f"Network {number}")
    with django_assert_same_queries() as many:
        alice_client.get(LIST)

    assert len(many) == len(few)


def test_a_stranger_s_networks_are_not_listed(alice: User, charlie_client: Client) -> None:
    make_network(alice)

    assert "Women in Publishing" not in charlie_client.get(LIST).content.decode()


def test_several_are_moved_and_moved_back(alice: User, alice_client: Client) -> None:
    one, other = make_network(alice, "One"), make_network(alice, "Other", stage=Stage.CHECKING)
    make_network(alice, "Third")

    response = alice_client.post(SEVERAL, {"networks": ids(one, other), "action": "move", "stage": "declined"})

    assert stages(alice) == {"One": "declined", "Other": "declined", "Third": "idea"}
    assert toasts(response) == ["2 networks: now “Declined”."]
    alice_client.post(undo_of(response))
    assert stages(alice) == {"One": "idea", "Other": "checking", "Third": "idea"}


def test_those_without_an_idea_of_what_to_give_stay_and_are_named(alice: User, alice_client: Client) -> None:
    networks = [make_network(alice, f"Network {number}") for number in range(5)]

    response = alice_client.post(SEVERAL, {"networks": ids(*networks), "action": "move", "stage": "member"})

    assert set(stages(alice).values()) == {"idea"}
    [said] = toasts(response)
    assert "and 2 more: note first what you could give, or join one at a time." in said


def test_several_go_into_the_bin_and_come_back(alice: User, alice_client: Client) -> None:
    one, other = make_network(alice, "One"), make_network(alice, "Other")

    data = {"networks": ids(one, other), "action": "delete", "next": f"{LIST}?q=o"}
    response = alice_client.post(SEVERAL, data)

    assert response["Location"] == f"{LIST}?q=o"
    assert stages(alice) == {}
    back = alice_client.post(undo_of(response))
    assert back["Location"] == f"{LIST}?q=o"
    assert set(stages(alice)) == {"One", "Other"}


def test_what_is_not_there_any_more_is_not_taken_back(alice: User, alice_client: Client) -> None:
    response = alice_client.post(f"{SEVERAL}undo/?action=delete&ids=nonsense,{make_network(alice).pk}")

    assert "stays as it is" in toasts(response)[0]


def test_two_to_five_are_compared_for_the_leading_goal(alice: User, alice_client: Client) -> None:
    goal = make_goal(alice, is_leading=True)
    one, other = make_network(alice, "One"), make_network(alice, "Other")

    response = alice_client.post(SEVERAL, {"networks": ids(one, other), "action": "compare"})

    assert response["Location"].startswith(reverse("networks:compare"))
    for pk in (goal.pk, one.pk, other.pk):
        assert str(pk) in response["Location"]


@pytest.mark.parametrize(
    ("count", "data", "says"),
    [
        (0, {"action": "delete"}, "Choose networks first"),
        (1, {"action": "compare"}, "Two to five networks"),
        (6, {"action": "compare"}, "Two to five networks"),
        (1, {"action": "move"}, "Choose a stage."),
        (1, {"action": "move", "stage": "nowhere"}, "nowhere"),
        (1, {"action": "burn"}, "burn"),
        (MOST_TICKED + 1, {"action": "delete"}, "At most 100"),
    ],
)
def test_what_cannot_be_done_with_several_is_said_and_changes_nothing(
    alice: User, alice_client: Client, count: int, data: dict[str, str], says: str
) -> None:
    networks = [make_network(alice, f"Network {number}") for number in range(count)] or [make_network(alice)]
    chosen = ids(*networks) if count else []

    response = alice_client.post(SEVERAL, {**data, "networks": chosen, "next": f"{LIST}?q=n"})

    assert response.status_code == 422
    assert says in response.content.decode()
    assert response.context["address"] == f"{LIST}?q=n"
    assert set(stages(alice).values()) == {"idea"}


def test_a_stranger_does_nothing_with_several(alice: User, charlie_client: Client) -> None:
    network = make_network(alice)
    gone = make_network(alice, "Gone", deleted_at="2026-03-01T12:00Z")

    assert charlie_client.post(SEVERAL, {"networks": ids(network), "action": "delete"}).status_code == 422
    charlie_client.post(f"{SEVERAL}undo/?action=delete&ids={gone.pk.hex}")

    assert stages(alice) == {"Women in Publishing": "idea"}
