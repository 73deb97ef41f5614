"""The board, and networks moved on it by any way."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from accounts.models import User
from contacts.models import Exchange
from goals.models import IdealNetwork, Offer
from networks.models import GivingIdea, Membership, Network, Stage, StageMove
from networks.queries.board import MOST_IN_COLUMN
from netzwerk.core.walls import acting_as
from tests.factories import TODAY, make_check, make_event, make_goal, make_membership, make_network
from tests.toasts import undo_of

BOARD = "/networks/"
ON_BOARD = {"HX-Request": "true", "HX-Target": "board"}

pytestmark = pytest.mark.usefixtures("on_today")


def move_url(network: Network) -> str:
    return reverse("networks:network-move", args=[network.pk])


def undo_url(move: StageMove) -> str:
    return reverse("networks:move-undo", args=[move.pk])


def stage_of(network: Network) -> str:
    with acting_as(network.owner):
        return Network.objects.get(pk=network.pk).stage


def newest_move(owner: User) -> StageMove:
    with acting_as(owner):
        return StageMove.objects.order_by("-id")[0]


def cards(response: Any) -> dict[str, list[str]]:
    columns = response.context["columns"]
    return {str(column.stage): [card.network.name for card in column.cards] for column in columns if column.cards}


def test_an_empty_board_says_what_belongs_here_and_offers_to_add(alice_client: Client) -> None:
    page = alice_client.get(BOARD).content.decode()

    assert "No network yet" in page
    assert reverse("networks:network-create") in page
    assert 'id="board"' not in page


def test_each_network_stands_in_its_stage_the_newest_first(alice: User, alice_client: Client) -> None:
    make_network(alice, "Older", staged_on=TODAY - timedelta(days=9))
    make_network(alice, "Newer")
    make_network(alice, "Chamber", stage=Stage.MEMBER)
    with acting_as(alice):
        Network.objects.filter(pk=make_network(alice, "Gone").pk).update(deleted_at="2026-03-01T12:00Z")

    response = alice_client.get(BOARD)

    assert cards(response) == {"idea": ["Newer", "Older"], "member": ["Chamber"]}
    assert [str(column.stage) for column in response.context["columns"]] == Stage.values


def test_what_is_over_is_folded_away_when_it_holds_nothing_or_much(alice: User, alice_client: Client) -> None:
    make_network(alice, "Left", stage=Stage.LEFT)
    for number in range(5):
        make_network(alice, f"Declined {number}", stage=Stage.DECLINED)

    columns = alice_client.get(BOARD).context["columns"]

    assert [str(column.stage) for column in columns if not column.is_open] == ["declined"]


def test_a_card_shows_the_fit_for_the_leading_goal_and_how_much_of_it_is_answered(
    alice: User, alice_client: Client
) -> None:
    goal = make_goal(alice, is_leading=True)
    with acting_as(alice):
        IdealNetwork.objects.create(owner=alice, goal=goal, reach="regional", size="30-150", format="both", fee="none")
    full = make_network(alice, "Full", reach="regional", size=100, format="both", fee_amount=0, stage=Stage.CHECKING)
    make_check(full, goal, {"members": 4})
    make_network(alice, "Hardly known", size=100)

    page = alice_client.get(BOARD).content.decode()

    assert "<strong>95</strong>/100" in page
    assert "preliminary, 1 of 8" in page
    assert page.count("preliminary, ") == 1


def test_the_card_of_an_active_network_tells_the_next_meeting_and_the_last_day_to_give_notice(
    alice: User, alice_client: Client
) -> None:
    member = make_network(alice, "Chamber", stage=Stage.MEMBER)
    make_membership(member, since_on=date(2025, 5, 1), term_months=12, notice_count=2, notice_unit="weeks")
    make_event(member, starts_on=date(2026, 3, 19), repeats="weekly")
    make_event(make_network(alice, "Idea"), starts_on=date(2026, 3, 20))

    page = alice_client.get(BOARD).content.decode()

    assert page.count("Meets on") == 1
    assert "Meets on 19 March" in page
    assert "Notice by 16 April" in page


def test_without_a_leading_goal_there_is_no_fit(alice: User, alice_client: Client) -> None:
    make_network(alice, size=100)

    assert "/100" not in alice_client.get(BOARD).content.decode()


def test_a_long_column_is_cut_and_leads_to_the_list(alice: User, alice_client: Client) -> None:
    for number in range(MOST_IN_COLUMN + 2):
        make_network(alice, f"Network {number}")

    response = alice_client.get(BOARD)

    [column] = [column for column in response.context["columns"] if column.count]
    assert (len(column.cards), column.count, column.more) == (MOST_IN_COLUMN, MOST_IN_COLUMN + 2, 2)
    assert f"{reverse('networks:network-list')}?stage=idea" in response.content.decode()


def test_queries_do_not_grow_with_networks(alice: User, alice_client: Client, django_assert_same_queries: Any) -> None:
    goal = make_goal(alice, is_leading=True)
    make_check(make_network(alice, stage=Stage.CHECKING), goal, {"tone": 3})
    with django_assert_same_queries() as few:
        alice_client.get(BOARD)
    for stage in Stage:
        network = make_network(alice, f"One more {stage}", stage=stage)
        make_check(network, goal, {"tone": 3})
        make_event(network)
        make_membership(network, since_on=TODAY, term_months=1)
    with django_assert_same_queries() as many:
        alice_client.get(BOARD)

    assert len(many) == len(few)


def test_a_stranger_sees_nothing_on_the_board(alice: User, charlie_client: Client) -> None:
    make_network(alice)

    assert "Women in Publishing" not in charlie_client.get(BOARD).content.decode()


def test_the_form_of_a_move_shows_the_stages_and_the_present_one(alice: User, alice_client: Client) -> None:
    network = make_network(alice, stage=Stage.TRYING)

    response = alice_client.get(move_url(network), headers={"HX-Request": "true"})

    page = response.content.decode()
    assert '<h2 class="mb-3">How far are you with Women in Publishing?</h2>' in page
    assert 'value="trying" checked' in page
    assert "<html" not in page


def test_a_move_without_a_script_leads_back_and_can_be_undone(alice: User, alice_client: Client) -> None:
    network = make_network(alice)

    response = alice_client.post(move_url(network), {"stage": "checking", "next": BOARD})

    assert response["Location"] == BOARD
    assert stage_of(network) == "checking"
    alice_client.post(undo_of(response))
    assert stage_of(network) == "idea"


def test_a_move_on_the_board_answers_with_the_board_and_a_toast(alice: User, alice_client: Client) -> None:
    network = make_network(alice)

    response = alice_client.post(move_url(network), {"stage": "trying"}, headers=ON_BOARD)

    page = response.content.decode()
    assert cards(response) == {"trying": ["Women in Publishing"]}
    assert page.lstrip().startswith('<div class="board" id="board">')
    assert "Women in Publishing: now “Trying out”." in page
    assert undo_url(newest_move(alice)) in page


def test_a_move_in_the_sheet_leads_to_the_page_of_the_network(alice: User, alice_client: Client) -> None:
    network = make_network(alice)

    response = alice_client.post(move_url(network), {"stage": "checking"}, headers={"HX-Request": "true"})

    assert response["HX-Redirect"] == reverse("networks:network-detail", args=[network.pk])


def test_a_move_may_have_been_on_another_day(alice: User, alice_client: Client) -> None:
    network = make_network(alice, staged_on=TODAY - timedelta(days=30))

    alice_client.post(move_url(network), {"stage": "checking", "on": "2026-03-01"})

    assert str(newest_move(alice).moved_on) == "2026-03-01"


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ({"stage": ""}, "Choose a stage."),
        ({"stage": "nowhere"}, "There is no such stage."),
        ({"stage": "checking", "on": "2026-03-17"}, "That day is still to come."),
        ({"stage": "checking", "on": "2026-02-01"}, "before it came to where it is now"),
        ({"stage": "checking", "on": "soon"}, "valid date"),
    ],
)
def test_a_move_that_makes_no_sense_is_refused_and_says_why(
    alice: User, alice_client: Client, data: dict[str, str], says: str
) -> None:
    network = make_network(alice, staged_on=TODAY - timedelta(days=9))

    response = alice_client.post(move_url(network), data)

    assert response.status_code == 422
    assert says in response.content.decode()
    assert stage_of(network) == "idea"


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true", "HX-Target": "sheet-body"}, ON_BOARD])
def test_without_an_idea_of_what_to_give_one_is_asked_before_joining(
    alice: User, alice_client: Client, headers: dict[str, str]
) -> None:
    network = make_network(alice, stage=Stage.TRYING)
    with acting_as(alice):
        Offer.objects.create(owner=alice, kind="help", text="Proofreading")

    response = alice_client.post(move_url(network), {"stage": "member"}, headers=headers)

    page = response.content.decode()
    assert response.status_code == 422
    assert "What could you give Women in Publishing?" in page
    assert "Proofreading" in page
    assert "Join without an idea" in page
    assert stage_of(network) == "trying"
    if headers:
        assert (response["HX-Retarget"], response["HX-Reswap"]) == ("#sheet-body", "innerHTML")


def test_an_idea_noted_there_lets_one_join_and_is_promised(alice: User, alice_client: Client) -> None:
    network = make_network(alice)

    response = alice_client.post(move_url(network), {"stage": "member", "idea": "A talk about tax", "next": BOARD})

    assert response["Location"] == BOARD
    with acting_as(alice):
        assert GivingIdea.objects.get().text == "A talk about tax"
        assert Membership.objects.get().network_id == network.pk
        assert Exchange.objects.open_promises().get().text == "A talk about tax"
    assert "What you want to give is an open promise." in str(list(get_messages(response.wsgi_request))[-1])


def test_an_offer_chosen_there_lets_one_join(alice: User, alice_client: Client) -> None:
    network = make_network(alice)
    with acting_as(alice):
        offer = Offer.objects.create(owner=alice, kind="help", text="Proofreading")

    alice_client.post(move_url(network), {"stage": "member", "offer": str(offer.pk)})

    assert stage_of(network) == "member"
    with acting_as(alice):
        assert GivingIdea.objects.get().offer_id == offer.pk


def test_the_offer_of_somebody_else_lets_nobody_join(alice: User, charlie: User, charlie_client: Client) -> None:
    with acting_as(alice):
        offer = Offer.objects.create(owner=alice, kind="help", text="Proofreading")
    network = make_network(charlie)

    response = charlie_client.post(move_url(network), {"stage": "member", "offer": str(offer.pk)})

    assert response.status_code == 422
    assert "Proofreading" not in response.content.decode()
    assert stage_of(network) == "idea"


def test_joining_without_an_idea_is_a_deliberate_click(alice: User, alice_client: Client) -> None:
    network = make_network(alice)

    alice_client.post(move_url(network), {"stage": "member", "confirmed": "1"})

    assert stage_of(network) == "member"


def test_an_idea_is_not_noted_by_a_move_that_goes_elsewhere(alice: User, alice_client: Client) -> None:
    network = make_network(alice)

    alice_client.post(move_url(network), {"stage": "checking", "idea": "A talk"})

    with acting_as(alice):
        assert not GivingIdea.objects.exists()


@pytest.mark.parametrize("headers", [{}, ON_BOARD])
def test_a_member_who_leaves_is_asked_with_whom_to_keep_in_touch(
    alice: User, alice_client: Client, headers: dict[str, str]
) -> None:
    network = make_network(alice, stage=Stage.MEMBER)

    response = alice_client.post(move_url(network), {"stage": "left", "next": BOARD}, headers=headers)

    target = f"{reverse('networks:membership-leave', args=[network.pk])}?next=%2Fnetworks%2F"
    assert response["HX-Redirect" if headers else "Location"] == target
    assert stage_of(network) == "member"
    alice_client.post(move_url(network), {"stage": "left", "confirmed": "1"})
    assert stage_of(network) == "left"


def test_a_move_that_others_followed_is_not_taken_back(alice: User, alice_client: Client) -> None:
    network = make_network(alice, staged_on=TODAY - timedelta(days=9))
    first = undo_of(alice_client.post(move_url(network), {"stage": "checking", "on": "2026-03-12"}))
    alice_client.post(move_url(network), {"stage": "trying"})

    response = alice_client.post(first)

    assert stage_of(network) == "trying"
    assert "moved on since" in str(list(get_messages(response.wsgi_request))[-1])


def test_the_day_of_a_move_is_corrected(alice: User, alice_client: Client) -> None:
    network = make_network(alice, staged_on=TODAY - timedelta(days=30))
    alice_client.post(move_url(network), {"stage": "checking"})
    url = reverse("networks:move-edit", args=[newest_move(alice).pk])

    assert alice_client.get(url).status_code == 200
    response = alice_client.post(url, {"on": "2026-03-10"})

    assert response["Location"] == reverse("networks:network-detail", args=[network.pk])
    with acting_as(alice):
        assert str(Network.objects.get().staged_on) == "2026-03-10"


@pytest.mark.parametrize("on", ["", "1800-01-01", "2026-03-17"])
def test_a_day_that_cannot_be_is_refused(alice: User, alice_client: Client, on: str) -> None:
    network = make_network(alice)
    alice_client.post(move_url(network), {"stage": "checking"})

    response = alice_client.post(reverse("networks:move-edit", args=[newest_move(alice).pk]), {"on": on})

    assert response.status_code == 422
    assert 'class="invalid-feedback"' in response.content.decode()


def test_a_stranger_moves_nothing_and_takes_nothing_back(
    alice: User, alice_client: Client, charlie_client: Client
) -> None:
    network = make_network(alice)
    alice_client.post(move_url(network), {"stage": "checking"})
    move = newest_move(alice)
    edit = reverse("networks:move-edit", args=[move.pk])

    for url in (move_url(network), edit):
        assert charlie_client.get(url).status_code == 404
        assert charlie_client.post(url, {"stage": "trying", "on": "2026-03-01"}).status_code == 404
    assert charlie_client.post(undo_url(move)).status_code == 404
    assert stage_of(network) == "checking"


def test_moves_are_posted(alice: User, alice_client: Client) -> None:
    network = make_network(alice)
    alice_client.post(move_url(network), {"stage": "checking"})

    assert alice_client.get(undo_url(newest_move(alice))).status_code == 405
