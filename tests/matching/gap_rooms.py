"""What the tests of gaps begin with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from accounts.models import User
from contacts.models import Contact
from contacts.services.indexing import reindex_contacts
from goals.models import Competence, Goal, Question
from netzwerk.core.walls import acting_as
from tests.factories import (
    make_competence,
    make_contact,
    make_goal,
    make_holder,
    make_organisation,
    make_position,
    make_question,
    make_role,
)


@dataclass(frozen=True, slots=True)
class Room:
    """A goal with an expert who has one competence; another competence and a question without anybody."""

    goal: Goal
    expert: Contact
    law: Competence
    fees: Competence
    question: Question


def make_room(user: User, **fields: Any) -> Room:
    """Return the room of this user."""
    goal = make_goal(user, field="Publishing", **fields)
    expert = make_contact(user, "Miriam Kessler")
    make_role(goal, expert)
    law, fees = make_competence(goal, "Contract law"), make_competence(goal, "Calculating a fee")
    make_holder(law, expert)
    return Room(goal, expert, law, fees, make_question(goal))


def make_publisher(user: User, name: str, **fields: Any) -> Contact:
    """Return somebody who works in publishing."""
    contact = make_contact(user, name, **fields)
    make_position(contact, make_organisation(user, f"House of {name}", industry="Publishing"), role="Editor")
    with acting_as(user):
        reindex_contacts(owner=user, contact_ids=[contact.pk])
    return contact
