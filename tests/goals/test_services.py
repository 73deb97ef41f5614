"""Goals, profile, roles and next steps: the verbs."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from accounts.models import User
from goals.models import Competence, Goal, IdealNetwork, NextStep, Offer, Question, Role
from goals.services import (
    GoalDetails,
    NetworkProfile,
    create_goal,
    describe_ideal_network,
    finish_next_step,
    give_role,
    lead_with,
    plan_next_step,
    reopen_next_step,
    replace_competences,
    replace_offers,
    replace_questions,
    set_status,
    start_with_goal,
    take_role,
    update_goal,
)
from tests.factories import TODAY, make_contact, make_goal

NOW = datetime(2026, 3, 16, 9, tzinfo=UTC)


def details(statement: str = "Five clients") -> GoalDetails:
    return GoalDetails(statement=statement, purposes=("commissions",))


def leading(owner: User) -> list[str]:
    return [goal.statement for goal in Goal.objects.for_user(owner).filter(is_leading=True)]


def test_the_first_goal_leads_and_a_second_does_not(as_alice: User) -> None:
    create_goal(owner=as_alice, details=details("First"))
    create_goal(owner=as_alice, details=details("Second"))

    assert leading(as_alice) == ["First"]


def test_a_start_sent_twice_makes_one_goal_and_keeps_the_name(as_alice: User) -> None:
    first = start_with_goal(user=as_alice, first_name="Ali", details=details())
    again = start_with_goal(user=as_alice, first_name="Ali", details=details())

    assert first == again
    assert Goal.objects.for_user(as_alice).count() == 1
    assert User.objects.get(pk=as_alice.pk).first_name == "Ali"


def test_an_update_replaces_what_was_said(as_alice: User) -> None:
    goal = create_goal(owner=as_alice, details=details())

    update_goal(goal=goal, details=GoalDetails(statement="Speak", purposes=("visibility",), success_number=0))

    goal.refresh_from_db()
    assert (goal.statement, goal.purposes, goal.success_number, goal.is_leading) == ("Speak", ["visibility"], 0, True)


def test_one_goal_leads_at_a_time(as_alice: User) -> None:
    first, second = make_goal(as_alice, "First", is_leading=True), make_goal(as_alice, "Second", status="paused")

    before = lead_with(goal=second, now=NOW)

    assert before.leader_id == first.pk
    assert leading(as_alice) == ["Second"]
    assert Goal.objects.get(pk=second.pk).status == Goal.Status.ACTIVE


@pytest.mark.parametrize("status", ["paused", "reached", "let_go"])
def test_a_goal_that_is_not_active_hands_the_lead_on(as_alice: User, status: str) -> None:
    first = make_goal(as_alice, "First", is_leading=True)
    make_goal(as_alice, "Paused", status="paused")
    make_goal(as_alice, "Third")

    set_status(goal=first, status=status, now=NOW)

    assert leading(as_alice) == ["Third"]
    assert Goal.objects.get(pk=first.pk).status == status


def test_a_goal_taken_up_again_leads_only_where_none_does(as_alice: User) -> None:
    alone = make_goal(as_alice, "Alone", status="paused")
    set_status(goal=alone, status="active", now=NOW)
    assert leading(as_alice) == ["Alone"]

    other = make_goal(as_alice, "Other", status="paused")
    set_status(goal=other, status="active", now=NOW)
    assert leading(as_alice) == ["Alone"]


def test_pausing_another_goal_leaves_the_lead_alone(as_alice: User) -> None:
    make_goal(as_alice, "First", is_leading=True)
    set_status(goal=make_goal(as_alice, "Second"), status="paused", now=NOW)

    assert leading(as_alice) == ["First"]


def test_the_ideal_network_is_replaced_and_an_empty_one_goes(as_alice: User) -> None:
    goal = make_goal(as_alice)
    describe_ideal_network(goal=goal, profile=NetworkProfile(reach="regional", place="Hamburg"))
    describe_ideal_network(goal=goal, profile=NetworkProfile(fee="up_to", fee_amount=Decimal(120)))

    network = IdealNetwork.objects.get(goal=goal)
    assert (network.reach, network.place, network.fee_amount) == ("", "", Decimal(120))

    assert describe_ideal_network(goal=goal, profile=NetworkProfile()) is None
    assert not IdealNetwork.objects.filter(goal=goal).exists()


def test_replaced_lines_keep_the_rows_that_stay_and_the_new_order(as_alice: User) -> None:
    goal = make_goal(as_alice)
    old = {line.text: line.pk for line in replace_competences(goal=goal, texts=["Law", "Tax"])}

    replace_competences(goal=goal, texts=["Stage", "Tax"])

    rows = list(Competence.objects.filter(goal=goal))
    assert [row.text for row in rows] == ["Stage", "Tax"]
    assert rows[1].pk == old["Tax"]


def test_a_competence_that_is_said_in_other_words_keeps_its_row(as_alice: User) -> None:
    goal = make_goal(as_alice)
    fee, law = replace_competences(goal=goal, texts=["Calculating a fee", "Contract law"])

    tax, again = replace_competences(goal=goal, texts=["Tax law", "How to calculate a fee"])

    assert (again.pk, again.text, again.position) == (fee.pk, "How to calculate a fee", 1)
    assert tax.pk != law.pk
    assert list(goal.competences.values_list("text", flat=True)) == ["Tax law", "How to calculate a fee"]


def test_questions_of_one_goal_do_not_touch_another(as_alice: User) -> None:
    one, other = make_goal(as_alice, "One"), make_goal(as_alice, "Other")
    replace_questions(goal=other, texts=["Who?"])

    replace_questions(goal=one, texts=[])

    assert [question.text for question in Question.objects.all()] == ["Who?"]


def test_offers_of_one_kind_do_not_touch_the_others(as_alice: User) -> None:
    replace_offers(owner=as_alice, kind="help", texts=["Proofreading"])
    replace_offers(owner=as_alice, kind="knowledge", texts=["Style", "Style", "Grammar"])

    offers = Offer.objects.for_user(as_alice).order_by("kind", "position")
    assert [(offer.kind, offer.text) for offer in offers] == [
        ("help", "Proofreading"),
        ("knowledge", "Style"),
        ("knowledge", "Grammar"),
    ]


def test_a_role_given_twice_is_there_once_and_can_be_taken(as_alice: User) -> None:
    goal, contact = make_goal(as_alice), make_contact(as_alice)

    role = give_role(goal=goal, contact=contact, kind="expert")
    assert give_role(goal=goal, contact=contact, kind="expert") == role

    take_role(role=role)
    assert not Role.objects.for_user(as_alice).exists()


def test_an_unknown_role_is_refused(as_alice: User) -> None:
    with pytest.raises(ValueError, match="target"):
        give_role(goal=make_goal(as_alice), contact=make_contact(as_alice), kind="target")


def test_the_same_next_step_is_planned_once_but_again_after_it_is_done(as_alice: User) -> None:
    goal, contact = make_goal(as_alice), make_contact(as_alice)

    step = plan_next_step(goal=goal, contact=contact, text="Write", due_on=TODAY)
    assert plan_next_step(goal=goal, contact=contact, text="Write", due_on=TODAY) == step

    finish_next_step(step=step, now=NOW)
    assert plan_next_step(goal=goal, contact=contact, text="Write", due_on=TODAY) != step


def test_a_step_done_twice_keeps_the_first_time_and_can_be_opened_again(as_alice: User) -> None:
    step = plan_next_step(goal=make_goal(as_alice), contact=make_contact(as_alice), text="Write", due_on=TODAY)

    finish_next_step(step=step, now=NOW)
    finish_next_step(step=step, now=datetime(2026, 3, 17, tzinfo=UTC))
    assert NextStep.objects.get(pk=step.pk).done_at == NOW

    reopen_next_step(step=step)
    assert list(NextStep.objects.for_user(as_alice).due(on=date(2026, 3, 16))) == [step]
