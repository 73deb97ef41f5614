"""What two people have for a goal when they become one, and when they are two again: nothing lost, nothing double."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from accounts.models import User
from contacts.models import Contact, Merge
from contacts.services.merging import merge_contacts
from contacts.services.unmerging import undo_merge
from goals.models import Competence, Goal, InventoryCard, NextStep, Question, Role
from matching.models import (
    Approach,
    Bridge,
    DeclinedProposal,
    Holder,
    Review,
    ReviewedPerson,
    Revival,
    WarmUp,
)
from tests.factories import (
    TODAY,
    make_approach,
    make_competence,
    make_contact,
    make_goal,
    make_holder,
    make_question,
    make_revival,
    make_role,
    make_step,
)

NOW = datetime(2026, 3, 16, 12, tzinfo=UTC)
MODELS: tuple[Any, ...] = (
    Role, NextStep, InventoryCard, Approach, Holder, Revival, WarmUp, DeclinedProposal, ReviewedPerson, Bridge,
)  # fmt: skip
MARKS = ("trust", "willing_to_help", "standing", "shared_time")


def merge(survivor: Contact, absorbed: Contact) -> Merge:
    return merge_contacts(survivor=survivor, absorbed=absorbed, choices={}, now=NOW, today=TODAY)


def all_rows(user: User) -> dict[str, list[dict[str, Any]]]:
    """Return each row of these models, and the marks of everybody, but for when they were written."""
    rows = {model.__name__: list(model.objects.for_user(user).order_by("pk").values()) for model in MODELS}
    for found in rows.values():
        for row in found:
            row.pop("updated_at", None)
    return {**rows, "marks": list(Contact.objects.for_user(user).order_by("pk").values("pk", *MARKS))}


def furnish(goal: Goal, contact: Contact, competence: Competence, question: Question, review: Review) -> None:
    """Give somebody one of everything for a goal."""
    own: dict[str, Any] = {"owner": goal.owner, "contact": contact}
    make_role(goal, contact)
    step = make_step(goal, contact)
    make_approach(goal, contact, gives=f"Tea from {contact.name}", asks="A name")
    make_holder(competence, contact)
    Holder.objects.create(goal=goal, question=question, **own)
    make_revival(contact, goal=goal)
    WarmUp.objects.create(written_on=TODAY, **own)
    InventoryCard.objects.create(looked_at=NOW, **own)
    DeclinedProposal.objects.create(goal=goal, kind="insider", **own)
    DeclinedProposal.objects.create(goal=None, kind="worth_reviving", **own)
    ReviewedPerson.objects.create(review=review, part="thanked", **own)
    ReviewedPerson.objects.create(review=review, part="step", step=step, **own)
    Bridge.objects.create(ties=1, circles=1, measured_at=NOW, **own)


def test_what_both_have_for_a_goal_is_there_once_and_comes_apart_again(as_alice: User) -> None:
    goal = make_goal(as_alice)
    needs = make_competence(goal), make_question(goal)
    review = Review.objects.create(owner=as_alice, since_on=TODAY, finished_on=TODAY)
    ruth, again = make_contact(as_alice, "Ruth", trust=1), make_contact(as_alice, "R.", trust=-1, standing=1)
    for contact in (ruth, again):
        furnish(goal, contact, *needs, review)
    make_role(goal, again, "multiplier")
    before = all_rows(as_alice)

    merged = merge(ruth, again)

    hers = {model.__name__: model.objects.for_user(as_alice).filter(contact=ruth).count() for model in MODELS}
    assert hers == {
        "Role": 2, "NextStep": 2, "InventoryCard": 1, "Approach": 1, "Holder": 2, "Revival": 2, "WarmUp": 1,
        "DeclinedProposal": 2, "ReviewedPerson": 3, "Bridge": 1,
    }  # fmt: skip
    assert {name: len(rows) for name, rows in all_rows(as_alice).items()} == {
        name: len(rows) for name, rows in before.items()
    }

    undo_merge(merge=merged, now=NOW, today=TODAY)

    assert all_rows(as_alice) == before


def test_what_only_the_other_one_has_goes_to_the_survivor_and_back(as_alice: User) -> None:
    goal = make_goal(as_alice)
    needs = make_competence(goal), make_question(goal)
    review = Review.objects.create(owner=as_alice, since_on=TODAY, finished_on=TODAY)
    ruth, again = make_contact(as_alice, "Ruth"), make_contact(as_alice, "R.", trust=1)
    furnish(goal, again, *needs, review)
    before = all_rows(as_alice)

    merged = merge(ruth, again)

    assert not any(model.objects.for_user(as_alice).filter(contact=again).exists() for model in MODELS)
    ruth.refresh_from_db()
    assert ruth.trust == 1

    undo_merge(merge=merged, now=NOW, today=TODAY)

    assert all_rows(as_alice) == before
