"""The verdict of a check: on its page, in the sheet, and changed where it stands in the comparison."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from goals.models import Goal
from networks.models import Check
from netzwerk.core.walls import acting_as
from tests.factories import make_check, make_goal, make_network

COMPARE = "/networks/compare/"
SHEET = {"HX-Request": "true", "HX-Target": "sheet-body"}
ALL_FOUR: dict[str, int | None] = {"members": 5, "tone": 4, "value": 4, "giving": 4}


@pytest.fixture
def goal(alice: User) -> Goal:
    """A goal of Alice's."""
    return make_goal(alice, is_leading=True)


def verdict_url(check: Check) -> str:
    return reverse("networks:check-verdict", args=[check.pk])


def cell(check: Check) -> dict[str, str]:
    """Return what htmx sends from the cell of a check."""
    return {"HX-Request": "true", "HX-Target": f"verdict-{check.pk}"}


def fresh(check: Check) -> Check:
    with acting_as(check.owner):
        return Check.objects.get(pk=check.pk)


def undo(client: Client) -> str:
    [message] = client.get(COMPARE).context["messages"]
    return str(message.extra_tags)


def test_the_form_of_a_verdict_stands_on_a_page_in_the_sheet_and_in_the_cell(
    alice: User, alice_client: Client, goal: Goal
) -> None:
    check = make_check(make_network(alice), goal, ALL_FOUR, verdict="later", reason="Wait for winter.")

    page = alice_client.get(verdict_url(check)).content.decode()
    sheet = alice_client.get(verdict_url(check), headers=SHEET).content.decode()
    part = alice_client.get(verdict_url(check), headers=cell(check)).content.decode()

    assert ("<h1" in page, "<h1" in sheet, "<h1" in part) == (True, False, False)
    assert ("<h2" in sheet, "<h2" in part) == (True, False)
    assert '<option value="later" selected' in part
    for text in (page, sheet):
        assert 'type="radio"' in text
    for text in (page, sheet, part):
        assert "Wait for winter." in text


def test_a_verdict_is_saved_in_place_and_taken_back(alice: User, alice_client: Client, goal: Goal) -> None:
    check = make_check(make_network(alice), goal, ALL_FOUR, verdict="later", reason="Wait.", review_on=date(2026, 4, 1))
    said = {"verdict": "join", "reason": "They are generous.", "review_on": "2026-12-04"}

    part = alice_client.post(verdict_url(check), said, headers=cell(check)).content.decode()

    saved = fresh(check)
    assert (saved.verdict, saved.reason, saved.review_on) == ("join", "They are generous.", date(2026, 12, 4))
    assert "<h1" not in part
    assert "They are generous." in part
    assert "The verdict on Women in Publishing is noted." in part
    address = part.split('<form method="post" action="')[1].split('"')[0].replace("&amp;", "&")
    alice_client.post(address)
    back = fresh(check)
    assert (back.verdict, back.reason, back.review_on) == ("later", "Wait.", date(2026, 4, 1))


@pytest.mark.parametrize("headers", [{}, SHEET])
def test_beside_the_cell_a_saved_verdict_leads_back(
    alice: User, alice_client: Client, goal: Goal, headers: dict[str, str]
) -> None:
    check = make_check(make_network(alice), goal, ALL_FOUR)
    header = "HX-Redirect" if headers else "Location"

    home = alice_client.post(verdict_url(check), {"verdict": "try"}, headers=headers)
    asked = alice_client.post(verdict_url(check), {"verdict": "join", "next": f"{COMPARE}?network=x"}, headers=headers)

    assert home[header] == reverse("networks:network-detail", args=[check.network_id])
    assert asked[header] == f"{COMPARE}?network=x"


def test_an_undo_without_anything_noted_before_opens_the_verdict_again(
    alice: User, alice_client: Client, goal: Goal
) -> None:
    check = make_check(make_network(alice), goal, ALL_FOUR)
    alice_client.post(verdict_url(check), {"verdict": "try", "reason": "Why not."})

    alice_client.post(undo(alice_client))

    assert (fresh(check).verdict, fresh(check).reason) == ("", "")


@pytest.mark.parametrize("place", ["page", "sheet", "cell"])
@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({}, "Say what follows from it."),
        ({"verdict": "marry"}, "Select a valid choice"),
        ({"verdict": "join", "review_on": "soon"}, "Enter a valid date"),
    ],
)
def test_a_wrong_verdict_is_refused_with_a_reason(
    alice_client: Client, goal: Goal, said: dict[str, str], why: str, place: str
) -> None:
    check = make_check(make_network(goal.owner), goal, ALL_FOUR, verdict="later")
    headers = {"page": {}, "sheet": SHEET, "cell": cell(check)}[place]

    response = alice_client.post(verdict_url(check), said, headers=headers)

    assert response.status_code == 422
    assert why in response.content.decode()
    assert ("<html" in response.content.decode()) is (place == "page")
    assert fresh(check).verdict == "later"


def test_leaving_the_form_shows_the_verdict_again(alice: User, alice_client: Client, goal: Goal) -> None:
    check = make_check(make_network(alice), goal, ALL_FOUR, verdict="stay")

    part = alice_client.get(f"{verdict_url(check)}?shown=1", headers=cell(check)).content.decode()

    assert "<form" not in part
    assert "Stay" in part


def test_a_check_that_is_not_finished_has_no_verdict(alice: User, alice_client: Client, goal: Goal) -> None:
    check = make_check(make_network(alice), goal, finished_at=None)

    assert alice_client.get(verdict_url(check)).status_code == 404


def test_a_stranger_changes_no_verdict(alice: User, charlie_client: Client, goal: Goal) -> None:
    check = make_check(make_network(alice), goal, ALL_FOUR)

    assert charlie_client.get(verdict_url(check)).status_code == 404
    assert charlie_client.post(verdict_url(check), {"verdict": "leave"}).status_code == 404
    assert fresh(check).verdict == ""
