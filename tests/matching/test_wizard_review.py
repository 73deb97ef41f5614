"""The review: the way through, what it makes, and what holds no longer at its end."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from contacts.models import Contact, Moment
from goals.models import Goal, LogEntry, NextStep
from matching.models import Review, ReviewedGoal, ReviewedPerson
from netzwerk.core.models import Draft
from netzwerk.core.walls import acting_as
from tests.factories import (
    local_today,
    make_competence,
    make_contact,
    make_exchange,
    make_goal,
    make_moment,
    make_role,
    make_step,
)
from tests.matching.review_rooms import STEPS, fill, finish, new_draft, step_url


def day_from_now(days: int) -> str:
    """Return a day as a form sends it."""
    return (local_today() + timedelta(days=days)).isoformat()


def give(user: User, contact: Contact, text: str = "A good tip") -> None:
    """Let somebody have given something yesterday."""
    make_exchange(user, contact, "received", kind="tip", text=text, happened_on=local_today() - timedelta(days=1))


def test_each_step_opens_and_says_how_long_it_takes(alice: User, alice_client: Client) -> None:
    make_contact(alice)
    make_goal(alice)
    draft = new_draft(alice)

    for step in STEPS:
        page = alice_client.get(step_url(draft, step)).content.decode()
        assert f"Step {STEPS.index(step) + 1} of 7" in page
        assert "minute" in page


def test_the_way_through_keeps_all_that_was_said(alice: User, alice_client: Client) -> None:
    goal, other = make_goal(alice, success_number=5), make_goal(alice, "Speak at two conferences")
    giver, helper = make_contact(alice, "Miriam Kessler"), make_contact(alice, "Tomasz Bielak")
    make_role(goal, helper)
    give(alice, giver)
    old = make_contact(alice, "Ruth Neu", closeness="close", anchor_on=local_today() - timedelta(days=900))
    step = make_step(goal, helper, "Call", due_on=local_today())
    draft = new_draft(alice)

    review = finish(
        alice_client,
        draft,
        goals={other.pk.hex: "paused"},
        moved={f"{goal.pk.hex}-moved": "Two commissions", f"{goal.pk.hex}-progress": "2", "moved": "A quiet time"},
        thank={giver.pk.hex: "plan"},
        rest={old.pk.hex: "rest"},
        gap={goal.pk.hex: "insider"},
        plan={
            f"step-{step.pk.hex}-fate": "keep",
            f"step-{step.pk.hex}-text": "Call about the fee",
            f"step-{step.pk.hex}-due_on": day_from_now(10),
            f"gap-{goal.pk.hex}-who": f"{goal.pk}:{helper.pk}",
            f"gap-{goal.pk.hex}-text": "Ask who works there",
            f"gap-{goal.pk.hex}-due_on": day_from_now(20),
            "plan": "Less, but sooner",
        },
    )

    with acting_as(alice):
        assert (review.moved, review.plan, review.finished_on) == (
            "A quiet time",
            "Less, but sooner",
            local_today(),
        )
        rows = {row.goal_id: row for row in ReviewedGoal.objects.filter(review=review)}
        assert (rows[goal.pk].verdict, rows[goal.pk].moved, rows[goal.pk].gap) == (
            "right",
            "Two commissions",
            "insider",
        )
        assert (rows[goal.pk].people, rows[other.pk].verdict) == (1, "paused")
        assert Goal.objects.get(pk=other.pk).status == "paused"
        assert LogEntry.objects.get(goal=goal, kind="progress").number == 2
        steps = {one.text: one for one in NextStep.objects.all()}
        assert set(steps) == {"Call about the fee", "Ask who works there", "Thank Miriam Kessler"}
        assert steps["Call about the fee"].pk == step.pk
        assert str(steps["Call about the fee"].due_on) == day_from_now(10)
        assert Contact.objects.get(pk=old.pk).is_resting
        parts = ReviewedPerson.objects.filter(review=review).values_list("part", "contact__name")
        assert sorted(parts) == [
            ("rest", "Ruth Neu"), ("step", "Miriam Kessler"), ("step", "Tomasz Bielak"), ("step", "Tomasz Bielak"),
        ]  # fmt: skip
        fresh = Draft.objects.get(pk=draft.pk)
        assert (fresh.object_id, fresh.data) == (review.pk, {})


def test_everything_may_stay_open(alice: User, alice_client: Client) -> None:
    goal = make_goal(alice)
    draft = new_draft(alice)

    review = finish(alice_client, draft)

    with acting_as(alice):
        assert ReviewedGoal.objects.get(review=review).goal == goal
        assert not NextStep.objects.exists()
    assert alice_client.get(reverse("matching:review-detail", args=[review.pk])).status_code == 200


def test_finishing_twice_is_finishing_once(alice: User, alice_client: Client) -> None:
    make_goal(alice)
    draft = new_draft(alice)
    review = finish(alice_client, draft)

    again = alice_client.post(step_url(draft, "summary"), {})

    assert again["Location"] == reverse("matching:review-detail", args=[review.pk])
    with acting_as(alice):
        assert Review.objects.count() == 1


def test_without_goals_and_people_there_is_a_short_one(alice: User, alice_client: Client) -> None:
    draft = new_draft(alice)

    page = alice_client.get(step_url(draft, "moved")).content.decode()

    assert "Step 1 of 3" in page
    for step in ("goals", "thank", "rest", "gap"):
        assert alice_client.get(step_url(draft, step))["Location"] == step_url(draft, "moved")
    assert alice_client.get(step_url(draft, "nonsense")).status_code == 404
    review = finish(alice_client, draft, moved={"moved": "I began"})
    assert review.moved == "I began"


def test_what_one_wants_to_know_is_missing_too(alice: User, alice_client: Client) -> None:
    goal = make_goal(alice)
    for kind in ("door_opener", "expert", "insider", "multiplier"):
        make_role(goal, make_contact(alice, kind), kind)
    url = step_url(new_draft(alice), "gap")

    assert "Nothing is missing." in alice_client.get(url).text
    make_competence(goal, "Contract law")
    page = alice_client.get(url).text

    assert "What you want to know is still open:" in page
    assert "Nothing is missing." not in page


def test_somebody_who_was_thanked_today_has_a_moment_of_today(alice: User, alice_client: Client) -> None:
    make_goal(alice)
    giver = make_contact(alice)
    give(alice, giver)
    draft = new_draft(alice)

    review = finish(alice_client, draft, thank={giver.pk.hex: "now"})

    with acting_as(alice):
        moment = Moment.objects.get()
        assert (moment.kind, moment.initiator, moment.note) == ("message", "me", "Said thank you")
        assert Contact.objects.get().last_moment_on == local_today()
        assert ReviewedPerson.objects.get(review=review).part == "thanked"


def test_a_tie_can_be_set_aside_instead(alice: User, alice_client: Client) -> None:
    make_goal(alice)
    old = make_contact(alice, closeness="close", anchor_on=local_today() - timedelta(days=900))
    draft = new_draft(alice)

    finish(alice_client, draft, rest={old.pk.hex: "snooze"})

    with acting_as(alice):
        found = Contact.objects.get()
        assert not found.is_resting
        assert found.snoozed_until
        assert found.snoozed_until > local_today() + timedelta(days=80)


@pytest.mark.parametrize(("fate", "field"), [("done", "done_at"), ("drop", "dropped_at")])
def test_an_open_step_can_be_done_or_dropped(alice: User, alice_client: Client, fate: str, field: str) -> None:
    goal, helper = make_goal(alice), make_contact(alice)
    step = make_step(goal, helper, due_on=local_today())
    draft = new_draft(alice)

    review = finish(alice_client, draft, plan={f"step-{step.pk.hex}-fate": fate})

    with acting_as(alice):
        assert getattr(NextStep.objects.get(), field)
        assert not ReviewedPerson.objects.filter(review=review).exists()


def test_thanks_that_come_up_later_are_in_a_plan_that_was_typed_before(alice: User, alice_client: Client) -> None:
    make_goal(alice)
    giver = make_contact(alice)
    give(alice, giver)
    draft = new_draft(alice)

    fill(alice_client, draft, {"plan": {"plan": "Slowly"}, "thank": {giver.pk.hex: "plan"}})

    assert "Thank Miriam Kessler" in alice_client.get(step_url(draft, "plan")).content.decode()
    finish(alice_client, draft)
    with acting_as(alice):
        assert NextStep.objects.get().text == "Thank Miriam Kessler"


def test_more_lines_are_there_without_javascript(alice: User, alice_client: Client) -> None:
    goal, helper = make_goal(alice), make_contact(alice)
    make_role(goal, helper)
    draft = new_draft(alice)
    typed = {f"plan-new-{n}-text": f"Step {n}" for n in range(3)}

    assert alice_client.get(step_url(draft, "plan")).content.decode().count("-who") > 2
    response = alice_client.post(step_url(draft, "plan"), {**typed, "intent": "more"}, follow=True)

    page = response.content.decode()
    assert 'name="plan-new-4-text"' in page
    assert 'value="Step 2"' in page


@pytest.mark.parametrize(
    ("step", "data", "why"),
    [
        ("goals", {"{goal}": "marry"}, "Select a valid choice"),
        ("moved", {"{goal}-moved": "x" * 501}, "at most 500"),
        ("moved", {"{goal}-progress": "-1"}, "greater than or equal to 0"),
        ("moved", {"{goal}-progress": "99999999999"}, "less than or equal to"),
        ("moved", {"moved": "x" * 2_001}, "at most 2000"),
        ("thank", {"{giver}": "marry"}, "Select a valid choice"),
        ("gap", {"{goal}": "butler"}, "Select a valid choice"),
        ("plan", {"plan": "x" * 2_001}, "at most 2000"),
        ("plan", {"new-0-text": "Call"}, "With whom?"),
        ("plan", {"new-0-who": "{goal}:{giver}"}, "cannot be chosen any more"),
        ("plan", {"new-0-who": "nonsense", "new-0-text": "Call"}, "cannot be chosen any more"),
        ("plan", {"new-0-who": "{helper}"}, "A few words are enough"),
        ("plan", {"new-0-who": "{helper}", "new-0-text": "Call", "new-0-due_on": "2020-01-01"}, "in the next 90 days"),
        ("plan", {"new-0-who": "{helper}", "new-0-text": "Call", "new-0-due_on": "2999-01-01"}, "in the next 90 days"),
        ("plan", {"new-0-who": "{helper}", "new-0-text": "Call", "new-0-due_on": "soon"}, "valid date"),
        ("plan", {"new-0-who": "{helper}", "new-0-text": "x" * 201}, "at most 200"),
    ],
)
def test_what_does_not_fit_is_refused(
    alice: User, alice_client: Client, step: str, data: dict[str, str], why: str
) -> None:
    goal, giver, helper = make_goal(alice, success_number=5), make_contact(alice), make_contact(alice, "Tomasz Bielak")
    make_role(goal, helper)
    give(alice, giver)
    draft = new_draft(alice)
    ids = {"{goal}": goal.pk.hex, "{giver}": giver.pk.hex, "{helper}": f"{goal.pk}:{helper.pk}"}
    typed = {"plan-new-0-due_on": day_from_now(3)} if step == "plan" else {}
    for name, value in data.items():
        for word, pk in ids.items():
            name, value = name.replace(word, pk), value.replace(word, pk)  # noqa: PLW2901
        typed[f"{step}-{name}"] = value

    response = alice_client.post(step_url(draft, step), typed)

    assert response.status_code == 422
    assert why in response.content.decode()


def test_hostile_input_is_harmless(alice: User, alice_client: Client) -> None:
    goal = make_goal(alice)
    make_role(goal, make_contact(alice))
    draft = new_draft(alice)

    for step in STEPS[:-1]:
        typed = {f"{step}-{name}": "a\0b" * 4_000 for name in (goal.pk.hex, "moved", "plan", "new-0-text", "new-0-who")}
        assert alice_client.post(step_url(draft, step), typed).status_code in (302, 422)
        assert alice_client.get(step_url(draft, step)).status_code == 200


def test_ids_of_a_stranger_reach_nothing(alice: User, charlie: User, alice_client: Client) -> None:
    goal, helper = make_goal(alice), make_contact(alice)
    make_role(goal, helper)
    theirs, person = make_goal(charlie, "Secrets"), make_contact(charlie, "Zoe Fremd")
    step = make_step(theirs, person, due_on=local_today())
    draft = new_draft(alice)
    fill(
        alice_client,
        draft,
        {
            "goals": {theirs.pk.hex: "let_go"},
            "thank": {person.pk.hex: "now"},
            "rest": {person.pk.hex: "rest"},
            "gap": {theirs.pk.hex: "expert"},
            "plan": {f"step-{step.pk.hex}-fate": "done"},
        },
    )
    who = {"plan-new-0-text": "Call", "plan-new-0-due_on": day_from_now(3)}
    refused = alice_client.post(step_url(draft, "plan"), {**who, "plan-new-0-who": f"{theirs.pk}:{person.pk}"})
    mixed = alice_client.post(step_url(draft, "plan"), {**who, "plan-new-0-who": f"{goal.pk}:{person.pk}"})

    assert (refused.status_code, mixed.status_code) == (422, 422)
    assert "Zoe Fremd" not in refused.content.decode()
    alice_client.post(step_url(draft, "plan"), {"plan-plan": "x"})
    finish(alice_client, draft)
    with acting_as(charlie):
        assert Goal.objects.get().status == "active"
        assert not Contact.objects.get().is_resting
        assert NextStep.objects.get().done_at is None


def test_a_goal_that_was_reached_meanwhile_is_left_out_with_a_sentence(alice: User, alice_client: Client) -> None:
    goal, other = make_goal(alice), make_goal(alice, "Speak at two conferences")
    draft = new_draft(alice)
    fill(alice_client, draft, {"goals": {goal.pk.hex: "right", other.pk.hex: "let_go"}})
    with acting_as(alice):
        Goal.objects.filter(pk=other.pk).update(status="reached", is_leading=False)

    shown = alice_client.get(step_url(draft, "summary")).content.decode()
    response = alice_client.post(step_url(draft, "summary"), {})

    assert "no longer active" in shown
    assert any("no longer active" in str(message) for message in get_messages(response.wsgi_request))
    with acting_as(alice):
        assert Goal.objects.get(pk=other.pk).status == "reached"
        assert ReviewedGoal.objects.get().goal == goal


def test_people_in_the_bin_meanwhile_are_left_out_with_a_sentence(alice: User, alice_client: Client) -> None:
    goal, giver, helper = make_goal(alice), make_contact(alice), make_contact(alice, "Tomasz Bielak")
    make_role(goal, helper)
    give(alice, giver)
    draft = new_draft(alice)
    fill(
        alice_client,
        draft,
        {
            "thank": {giver.pk.hex: "plan"},
            "plan": {
                "new-0-who": f"{goal.pk}:{helper.pk}", "new-0-text": "Call",
                "new-0-due_on": day_from_now(3),
            },
        },
    )  # fmt: skip
    with acting_as(alice):
        Contact.objects.update(deleted_at=timezone.now())

    shown = alice_client.get(step_url(draft, "summary")).content.decode()
    finish(alice_client, draft)

    assert "whom you wanted to thank is no longer there" in shown
    assert "Somebody in your plan is no longer there" in shown
    with acting_as(alice):
        assert not NextStep.objects.exists()


def test_a_draft_of_a_stranger_is_not_found(alice: User, charlie_client: Client) -> None:
    make_goal(alice)
    draft = new_draft(alice)

    for step in STEPS:
        assert charlie_client.get(step_url(draft, step)).status_code == 404
        assert charlie_client.post(step_url(draft, step), {}).status_code == 404


def test_what_is_typed_is_kept_for_another_device(alice: User, alice_client: Client) -> None:
    make_goal(alice)
    draft = new_draft(alice)

    kept = alice_client.post(step_url(draft, "moved"), {"moved-moved": "Half a thou", "intent": "keep"})
    left = alice_client.post(step_url(draft, "moved"), {"moved-moved": "Half a thought", "intent": "later"})

    assert (kept.status_code, left["Location"]) == (204, reverse("matching:review"))
    again = alice_client.post(reverse("matching:review"))
    assert again["Location"] == step_url(draft, "moved")
    assert "Half a thought" in alice_client.get(again["Location"]).content.decode()


def test_moments_with_people_of_a_goal_count(alice: User, alice_client: Client) -> None:
    goal, helper = make_goal(alice), make_contact(alice)
    make_role(goal, helper)
    make_role(goal, helper, "multiplier")
    make_moment(alice, helper, on=local_today() - timedelta(days=3))
    make_moment(alice, helper, on=local_today() - timedelta(days=300))
    draft = new_draft(alice)

    page = alice_client.get(step_url(draft, "moved")).content.decode()
    review = finish(alice_client, draft)

    assert "1 moment with its people." in page
    assert "1 new person with a role: Miriam Kessler." in page
    with acting_as(alice):
        row = ReviewedGoal.objects.get(review=review)
        assert (row.people, row.moments) == (1, 1)


def test_more_goals_than_one_review_asks_about_are_left_alone(alice: User, alice_client: Client) -> None:
    goals = [make_goal(alice, f"Goal {number}") for number in range(13)]
    draft = new_draft(alice)

    page = alice_client.get(step_url(draft, "goals")).content.decode()
    review = finish(alice_client, draft, goals={goal.pk.hex: "let_go" for goal in goals})

    assert "Only the first 12 of your active goals" in page
    with acting_as(alice):
        assert ReviewedGoal.objects.filter(review=review).count() == 12
        assert Goal.objects.filter(status="active").count() == 1
