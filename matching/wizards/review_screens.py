"""What each step of the review shows beside its question: a row for each goal or person, with its facts."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from contacts.labels import state_label
from contacts.models import Contact
from goals.forms.cards import Card, cards_of
from goals.labels import ROLES, Look
from goals.models import Goal
from matching.forms.review import GapForm, MovedForm, PerPersonForm, RestForm, StillRightForm, ThankForm
from matching.forms.review_plan import PlanForm, PlanLine
from matching.wizards.review_room import ReviewRoom
from matching.words.review_choices import VERDICTS, missing_words
from matching.words.reviews import common_words, figure_words, gift_words, weary_words

NO_GAP = Look("dash-circle")
# The plan shows what is in it already before what is new.
HALVES = (("known", False), ("new", True))


@dataclass(frozen=True, slots=True)
class GoalRow:
    """One goal: the cards or fields about it, and what happened."""

    goal: Goal
    field: forms.BoundField
    facts: list[str]
    cards: list[Card] = dataclasses.field(default_factory=list)
    progress: forms.BoundField | None = None


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One person: the field about them, and why they are named."""

    contact: Contact
    field: forms.BoundField
    reasons: list[str]
    state: str
    state_label: str


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One line of the plan with its fields by what they ask."""

    line: PlanLine
    fields: dict[str, forms.BoundField]
    title: str
    detail: str


def screen_of(form: forms.BaseForm, room: ReviewRoom, staying: Sequence[Goal]) -> dict[str, Any]:
    """Return the rows of the step that has this form, for its template."""
    shown: dict[str, Any] = {}
    match form:
        case StillRightForm():
            shown = {"rows": [_right_row(form, room, goal) for goal in room.goals]}
        case MovedForm():
            shown = {"rows": [_moved_row(form, room, goal) for goal in room.goals]}
            shown["common"] = common_words(room.common)
        case ThankForm():
            gifts = {giver.contact.pk: [gift_words(fact) for fact in giver.facts] for giver in room.givers}
            shown = {"rows": _people(form, room, gifts)}
        case RestForm():
            why = {one.contact.pk: weary_words(one, room.today) for one in room.weary}
            shown = {"rows": _people(form, room, why)}
        case GapForm():
            shown = {"rows": [_gap_row(form, room, goal) for goal in staying]}
        case PlanForm():
            rows = [_plan_row(form, line) for line in form.lines]
            shown = {name: [row for row in rows if (row.line.kind == "new") == is_new] for name, is_new in HALVES}
            shown["offers"] = room.offers
    return shown


def _facts(room: ReviewRoom, goal: Goal) -> list[str]:
    return next((figure_words(facts) for facts in room.facts if facts.goal == goal), [])


def _right_row(form: StillRightForm, room: ReviewRoom, goal: Goal) -> GoalRow:
    field_of_goal = form.of(goal)
    return GoalRow(goal, field_of_goal, _facts(room, goal), cards_of(field_of_goal, VERDICTS))


def _moved_row(form: MovedForm, room: ReviewRoom, goal: Goal) -> GoalRow:
    progress = form.of(goal, "-progress") if goal.success_number is not None else None
    return GoalRow(goal, form.of(goal, "-moved"), _facts(room, goal), progress=progress)


def _people(form: PerPersonForm, room: ReviewRoom, reasons: Mapping[Any, list[str]]) -> list[PersonRow]:
    rows = []
    for contact in form.people:
        state = contact.state_on(room.today)
        rows.append(PersonRow(contact, form.of(contact), reasons.get(contact.pk, []), state, state_label(state)))
    return rows


def _gap_row(form: GapForm, room: ReviewRoom, goal: Goal) -> GoalRow:
    field_of_goal = form.of(goal)
    open_needs = [gap.need.text for gap in room.gaps[goal] if not gap.kind]
    return GoalRow(goal, field_of_goal, missing_words(open_needs), cards_of(field_of_goal, {**ROLES, "": NO_GAP}))


def _plan_row(form: PlanForm, line: PlanLine) -> PlanRow:
    titles = {"gap": _("To fill the gap"), "new": _("Something new")}
    return PlanRow(
        line, form.fields_of(line), titles.get(line.kind, line.name), line.goal.statement if line.goal else ""
    )
