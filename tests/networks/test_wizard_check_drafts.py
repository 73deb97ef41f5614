"""Drafts of the check wizard: begun, gone on with, left, finished twice, and of others."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from contacts.services.standing import delete_contact
from goals.models import Goal
from networks.models import Check, GivingIdea, Network, NetworkMember, StageMove
from networks.services.networks import delete_network, restore_network
from netzwerk.core.models import Draft
from netzwerk.core.walls import acting_as
from tests.factories import local_today, make_contact, make_goal, make_network, make_user
from tests.networks.check_rooms import STEPS, TONE_INPUT, age, fill, fresh, make_offer, new_draft, start_url, step_url
from tests.racing import client_of, count, twice


def test_beginning_twice_makes_one_draft_and_one_unfinished_check(alice: User, alice_client: Client) -> None:
    network, goal = make_network(alice), make_goal(alice)

    first, second = alice_client.get(start_url(network, goal)), alice_client.post(start_url(network), {"goal": goal.pk})

    assert first["Location"] == second["Location"]
    with acting_as(alice):
        check, draft = Check.objects.get(), Draft.objects.get()
        assert (check.network_id, check.goal_id, check.finished_at) == (network.pk, goal.pk, None)
        assert (draft.wizard, draft.object_id) == ("network-check", check.pk)
        assert first["Location"] == step_url(draft, "members")
    asked = alice_client.get(f"{start_url(network, goal)}&step=tone")
    assert asked["Location"] == step_url(draft, "tone")


def test_a_link_moves_nothing_and_a_button_brings_it_to_checking(alice: User, alice_client: Client) -> None:
    network, goal = make_network(alice), make_goal(alice)

    alice_client.get(start_url(network, goal))
    with acting_as(alice):
        assert Network.objects.get().stage == "idea"
    begun = alice_client.post(start_url(network), {"goal": goal.pk}, follow=True)

    with acting_as(alice):
        assert Network.objects.get().stage == "checking"
    assert "now “Checking”" in begun.content.decode()


def test_one_goal_is_not_asked_for_and_of_several_one_is_chosen(alice: User, alice_client: Client) -> None:
    network, only = make_network(alice), make_goal(alice, is_leading=True)
    assert "/checks/wizard/" in alice_client.get(start_url(network))["Location"]
    make_goal(alice, "Speak at two conferences")

    asked, refused = alice_client.get(start_url(network)), alice_client.post(start_url(network), {})

    assert asked.status_code == 200
    assert "Speak at two conferences" in asked.content.decode()
    assert refused.status_code == 422
    assert "Choose a goal first." in refused.content.decode()
    assert alice_client.post(start_url(network), {"goal": only.pk}).status_code == 302


def test_without_a_goal_the_page_leads_to_the_goals(alice: User, alice_client: Client) -> None:
    response = alice_client.get(start_url(make_network(alice)))

    assert response.status_code == 200
    assert reverse("goals:goal-list") in response.content.decode()
    assert alice_client.post(start_url(make_network(alice, "B"))).status_code == 200


def test_an_old_draft_is_not_opened_and_goes_with_its_check_when_another_begins(
    alice: User, alice_client: Client
) -> None:
    network, goal = make_network(alice), make_goal(alice)
    old = new_draft(network, goal)
    other = new_draft(make_network(alice, "Another"), goal)
    age(old)

    assert alice_client.get(step_url(old, "tone")).status_code == 404
    alice_client.get(start_url(network, goal))

    with acting_as(alice):
        assert not Check.objects.filter(pk=str(old.object_id)).exists()
        assert Check.objects.filter(pk=str(other.object_id)).exists()
        assert not Draft.objects.filter(pk=old.pk).exists()


def test_a_check_that_is_begun_is_dropped_and_comes_back(alice: User, alice_client: Client) -> None:
    network, goal = make_network(alice), make_goal(alice)
    draft = new_draft(network, goal)
    alice_client.post(step_url(draft, "tone"), TONE_INPUT)
    drop = reverse("networks:check-drop", args=[network.pk])

    dropped = alice_client.post(drop, {"goal": goal.pk}, follow=True).content.decode()

    assert "The check is dropped." in dropped
    assert "Go on with the check" not in dropped
    assert alice_client.get(step_url(draft, "tone")).status_code == 404
    back = alice_client.post(f"{drop}?goal={goal.pk}&back=1", follow=True).content.decode()
    assert "Go on with the check" in back
    assert 'value="Warm, generous"' in alice_client.get(step_url(draft, "tone")).content.decode()


def test_a_dropped_check_takes_the_network_back_to_where_it_was(alice: User, alice_client: Client) -> None:
    network, goal = make_network(alice, stage="researching"), make_goal(alice)
    alice_client.post(start_url(network), {"goal": goal.pk})
    drop = reverse("networks:check-drop", args=[network.pk])

    response = alice_client.post(drop, {"goal": goal.pk})
    told = alice_client.get(response["Location"])
    with acting_as(alice):
        assert (Network.objects.get().stage, StageMove.objects.count()) == ("researching", 0)

    assert "now “Researching”" in told.content.decode()
    *_, message = told.context["messages"]
    alice_client.post(message.extra_tags)
    with acting_as(alice):
        assert Network.objects.get().stage == "checking"


@pytest.mark.parametrize("reason", ["moved by hand before", "moved on", "another check"])
def test_a_network_stays_that_was_not_moved_by_the_check_alone(alice: User, alice_client: Client, reason: str) -> None:
    network, goal = make_network(alice), make_goal(alice)
    move = reverse("networks:network-move", args=[network.pk])
    if reason == "moved by hand before":
        alice_client.post(move, {"stage": "checking"})
    alice_client.post(start_url(network), {"goal": goal.pk})
    if reason == "moved on":
        alice_client.post(move, {"stage": "trying"})
    if reason == "another check":
        new_draft(network, make_goal(alice, "Another"))
    with acting_as(alice):
        stage = Network.objects.get().stage

    alice_client.post(reverse("networks:check-drop", args=[network.pk]), {"goal": goal.pk})

    with acting_as(alice):
        assert Network.objects.get().stage == stage


def test_a_dropped_check_is_gone_when_another_has_begun(alice: User, alice_client: Client) -> None:
    network, goal = make_network(alice), make_goal(alice)
    old, drop = new_draft(network, goal), reverse("networks:check-drop", args=[network.pk])
    alice_client.post(drop, {"goal": goal.pk})

    new = new_draft(network, goal)

    assert new.pk != old.pk
    with acting_as(alice):
        assert [check.pk for check in Check.objects.all()] == [new.object_id]
        Check.objects.all().delete()
    told = alice_client.post(f"{drop}?goal={goal.pk}&back=1", follow=True).content.decode()
    assert "This check is no longer there." in told


def test_a_draft_goes_on_in_another_browser(alice: User, alice_client: Client) -> None:
    network, goal = make_network(alice), make_goal(alice)
    draft = new_draft(network, goal)
    alice_client.post(step_url(draft, "tone"), TONE_INPUT)
    alice_client.logout()
    second = client_of(alice)

    assert second.get(start_url(network, goal))["Location"] == step_url(draft, "value")
    assert 'value="Warm, generous"' in second.get(step_url(draft, "tone")).content.decode()


def test_what_is_typed_is_kept_on_the_way_and_on_the_way_back(alice: User, alice_client: Client) -> None:
    draft = new_draft(make_network(alice), make_goal(alice))

    kept = alice_client.post(step_url(draft, "value"), {"value-text": "Half a", "intent": "keep"})
    back = alice_client.post(
        step_url(draft, "tone"), {"tone-level": "5", "tone-text": "Warm", "tone-evidence_on": "?", "intent": "back"}
    )

    assert kept.status_code == 204
    assert back["Location"] == step_url(draft, "members")
    assert "Half a" in alice_client.get(step_url(draft, "value")).content.decode()
    assert 'value="Warm"' in alice_client.get(step_url(draft, "tone")).content.decode()


def test_finish_later_leads_to_the_network(alice: User, alice_client: Client) -> None:
    network = make_network(alice)
    draft = new_draft(network, make_goal(alice))

    response = alice_client.post(step_url(draft, "tone"), {**TONE_INPUT, "intent": "later"})

    assert response["Location"] == reverse("networks:network-detail", args=[network.pk])
    assert "Go on with the check" in alice_client.get(response["Location"]).content.decode()


def test_a_summary_with_a_gap_leads_to_it(alice: User, alice_client: Client) -> None:
    draft = new_draft(make_network(alice), make_goal(alice))
    alice_client.post(step_url(draft, "value"), {"value-level": "5", "intent": "later"})

    assert "Something is missing here." in alice_client.get(step_url(draft, "summary")).content.decode()
    assert alice_client.post(step_url(draft, "summary"), {})["Location"] == step_url(draft, "value")
    assert fresh(draft).finished_at is None


def test_an_offer_that_went_meanwhile_is_asked_about_again(alice: User, alice_client: Client) -> None:
    draft, offer = new_draft(make_network(alice), make_goal(alice)), make_offer(alice)
    fill(alice_client, draft, giving={"giving-offers": [str(offer.pk)]})
    with acting_as(alice):
        offer.delete()

    response = alice_client.post(step_url(draft, "summary"), {})

    assert response["Location"] == step_url(draft, "giving")
    assert "no longer there" in alice_client.get(response["Location"]).content.decode()


def test_somebody_who_is_in_the_bin_meanwhile_takes_nobody_along(alice: User, alice_client: Client) -> None:
    draft, gone, here = (
        new_draft(make_network(alice), make_goal(alice)),
        make_contact(alice),
        make_contact(alice, "Ben"),
    )
    alice_client.post(step_url(draft, "members"), {"contacts": [str(gone.pk), str(here.pk)]})
    with acting_as(alice):
        delete_contact(contact=gone)

    response = alice_client.post(step_url(draft, "summary"), {})

    assert response["Location"] == step_url(draft, "members")
    page = alice_client.get(response["Location"]).content.decode()
    assert "One of these people is no longer there." in page
    assert f'value="{here.pk}" id="id_person_{here.pk}" checked' in page
    assert str(gone.pk) not in page


def test_a_get_of_the_last_step_changes_nothing(alice: User, alice_client: Client) -> None:
    draft = new_draft(make_network(alice), make_goal(alice))
    fill(alice_client, draft)
    before = fresh(draft)

    alice_client.get(step_url(draft, "summary"))

    after = fresh(draft)
    assert (after.data, after.updated_at, after.finished_at) == (before.data, before.updated_at, None)


def test_the_summary_posted_twice_makes_one_check(alice: User, alice_client: Client) -> None:
    draft = new_draft(make_network(alice), make_goal(alice))
    fill(alice_client, draft)

    alice_client.post(step_url(draft, "summary"), {})
    second = alice_client.post(step_url(draft, "summary"), {})

    assert second["Location"] == reverse("networks:check-detail", args=[draft.object_id])
    assert alice_client.get(step_url(draft, "tone"))["Location"] == second["Location"]
    with acting_as(alice):
        assert Check.objects.get().answers.count() == 4
        assert NetworkMember.objects.count() == 1
    assert fresh(draft).data == {}


def test_two_clicks_at_once_finish_it_once(real_transactions: None) -> None:
    alice = make_user("alice@example.org")
    draft = new_draft(make_network(alice), make_goal(alice))
    fill(client_of(alice), draft)

    assert twice(alice, step_url(draft, "summary"), {}) == [302, 302]
    assert count(alice, Check.objects.finished().count) == 1
    assert count(alice, GivingIdea.objects.count) == 2


def test_two_clicks_at_once_begin_one_check(real_transactions: None) -> None:
    alice = make_user("alice@example.org")
    network, goal = make_network(alice), make_goal(alice)

    assert twice(alice, start_url(network), {"goal": str(goal.pk)}) == [302, 302]
    assert count(alice, Check.objects.count) == 1


def test_with_the_network_in_the_bin_the_answers_wait(alice: User, alice_client: Client) -> None:
    network = make_network(alice)
    draft = new_draft(network, make_goal(alice))
    alice_client.post(step_url(draft, "tone"), TONE_INPUT)
    with acting_as(alice):
        delete_network(network=network, now=timezone.now())

    for response in (
        alice_client.get(step_url(draft, "tone"), follow=True),
        alice_client.post(step_url(draft, "summary"), {}, follow=True),
    ):
        assert "This network is in the bin." in response.content.decode()
    kept = alice_client.post(step_url(draft, "tone"), {"intent": "keep"}, headers={"HX-Request": "true"})
    assert kept.status_code == 204
    assert alice_client.get(start_url(network)).status_code == 404

    with acting_as(alice):
        restore_network(network=network)
    assert 'value="Warm, generous"' in alice_client.get(step_url(draft, "tone")).content.decode()


def test_with_the_goal_gone_the_wizard_says_so(alice: User, alice_client: Client) -> None:
    goal = make_goal(alice)
    draft = new_draft(make_network(alice), goal)
    with acting_as(alice):
        Goal.objects.filter(pk=goal.pk).delete()

    response = alice_client.get(step_url(draft, "tone"), follow=True)

    assert response.status_code == 200
    assert "no longer there" in response.content.decode()


@pytest.mark.parametrize("step", ["done", "nothing", "check"])
def test_an_unknown_step_is_not_found(alice: User, alice_client: Client, step: str) -> None:
    draft = new_draft(make_network(alice), make_goal(alice))

    assert alice_client.get(step_url(draft, step)).status_code == 404
    assert alice_client.post(step_url(draft, step), {}).status_code == 404


def test_a_strangers_draft_network_and_goal_are_not_found(
    alice: User, charlie: User, alice_client: Client, charlie_client: Client
) -> None:
    network, goal = make_network(alice), make_goal(alice)
    draft = new_draft(network, goal)
    before = fresh(draft).data

    for step in STEPS:
        assert charlie_client.get(step_url(draft, step)).status_code == 404
        assert charlie_client.post(step_url(draft, step), TONE_INPUT).status_code == 404
    assert charlie_client.get(start_url(network)).status_code == 404
    assert charlie_client.post(start_url(make_network(charlie)), {"goal": goal.pk}).status_code == 404
    drop = reverse("networks:check-drop", args=[network.pk])
    assert charlie_client.post(drop, {"goal": goal.pk}).status_code == 404
    assert alice_client.post(drop, {}).status_code == 404
    assert charlie_client.get(start_url(make_network(charlie, "Own")) + "?goal=nonsense").status_code == 404
    assert alice_client.get(step_url(Draft(pk=uuid4()), "tone")).status_code == 404
    assert fresh(draft).data == before


def test_huge_input_is_cut_and_refused_kindly(alice: User, alice_client: Client) -> None:
    draft = new_draft(make_network(alice), make_goal(alice))

    response = alice_client.post(step_url(draft, "tone"), {"tone-text": "x" * 100_000, "tone-level": "2"})

    assert response.status_code == 422
    assert len(fresh(draft).data["step_data"]["tone"]["tone-text"][0]) == 20_000


def test_the_wizard_wants_the_log_in(alice: User) -> None:
    draft = new_draft(make_network(alice), make_goal(alice))

    response = Client(HTTP_HOST="localhost").get(step_url(draft, "tone"))

    assert response.status_code == 302
    assert "login" in response["Location"]


def test_a_day_of_review_that_has_passed_is_not_taken_over(alice: User, alice_client: Client) -> None:
    network, goal = make_network(alice), make_goal(alice)
    draft = new_draft(network, goal)
    past = (local_today() - timedelta(days=1)).isoformat()
    fill(alice_client, draft, verdict={"verdict-verdict": "later", "verdict-review_on": past})
    alice_client.post(step_url(draft, "summary"), {})

    page = alice_client.get(step_url(new_draft(network, goal), "verdict")).content.decode()

    assert past not in page
