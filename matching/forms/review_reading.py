"""What the forms of a review say together: the plan of the service, and what had to be left out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext as _

from accounts.models import User
from contacts.models import Contact
from goals.models import Goal
from matching.forms.review import MovedForm, PerGoalForm, PerPersonForm, StillRightForm
from matching.forms.review_plan import PlanForm
from matching.queries.review_steps import people_by_id
from matching.services.reviews import GoalAnswer, PlannedStep, ReviewPlan
from matching.words.reviews import thanks_note
from netzwerk.core.models import Draft

# An id in the name of a field.
ID = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class ReviewForms:
    """The forms of all steps that are asked, checked."""

    by_step: Mapping[str, forms.Form]

    def goal_said(self, step: str, goal: Goal, suffix: str = "") -> str | int | None:
        """Return what a step says about a goal, if it is asked about there."""
        form = self.by_step.get(step)
        if not isinstance(form, PerGoalForm) or not form.is_valid():
            return None
        said: str | int | None = form.said_of(goal, suffix)
        return said

    def chosen(self, step: str, value: str) -> list[Contact]:
        """Return about whom a step says this."""
        form = self.by_step.get(step)
        return form.chosen(value) if isinstance(form, PerPersonForm) and form.is_valid() else []

    @property
    def plan(self) -> PlanForm | None:
        """The plan, when it is in order."""
        form = self.by_step.get("plan")
        return form if isinstance(form, PlanForm) and form.is_valid() else None

    @property
    def goals(self) -> Sequence[Goal]:
        """The goals that are asked about."""
        form = self.by_step.get("goals")
        return form.goals if isinstance(form, StillRightForm) else []


def plan_of(owner: User, said: ReviewForms) -> ReviewPlan:
    """Return all that the valid forms say, as the service takes it."""
    moved = said.by_step.get("moved")
    people = [*said.chosen("rest", "rest"), *said.chosen("rest", "snooze"), *said.chosen("thank", "now")]
    for contact in people:
        contact.owner = owner
    return ReviewPlan(
        goals=[_goal_answer(said, goal) for goal in said.goals],
        moved=moved.cleaned_data["moved"] if isinstance(moved, MovedForm) else "",
        plan=said.plan.cleaned_data["plan"] if said.plan else "",
        thanked=said.chosen("thank", "now"),
        thanks_note=thanks_note(),
        resting=said.chosen("rest", "rest"),
        snoozed=said.chosen("rest", "snooze"),
        steps=_steps(owner, said.plan),
    )


def left_out_words(draft: Draft, said: ReviewForms) -> list[str]:
    """Return what was said before and holds no longer, in sentences: goals that moved on, people who are gone."""
    sentences = {
        "goals": _("A goal that you spoke of is no longer active. What you said about it is left out."),
        "thank": _("Somebody whom you wanted to thank is no longer there, or is set aside, and is left out."),
        "rest": _("Somebody whose tie you wanted to rest is no longer in question, and is left out."),
        "plan": _("A step of your plan is done, dropped or gone by now, and is left out."),
    }
    found = [words for step, words in sentences.items() if _lacks(draft, step, said.by_step.get(step))]
    if said.plan and said.plan.left_out:
        found.append(_("Somebody in your plan is no longer there, and is left out."))
    return found


def _goal_answer(said: ReviewForms, goal: Goal) -> GoalAnswer:
    progress = said.goal_said("moved", goal, "-progress")
    form = said.by_step["goals"]
    assert isinstance(form, StillRightForm)
    return GoalAnswer(
        goal=goal,
        verdict=form.verdict_of(goal),
        moved=str(said.goal_said("moved", goal, "-moved") or ""),
        progress=progress if isinstance(progress, int) else None,
        gap=str(said.goal_said("gap", goal) or ""),
    )


def _steps(owner: User, form: PlanForm | None) -> list[PlannedStep]:
    if form is None:
        return []
    people = people_by_id(owner, {planned.contact_id for planned in form.planned})
    return [
        PlannedStep(
            goal=one.goal,
            contact=people[one.contact_id],
            text=one.text,
            due_on=one.due_on,
            step=one.line.step,
            fate=one.fate,
        )
        for one in form.planned
        if one.contact_id in people
    ]


def _lacks(draft: Draft, step: str, form: forms.Form | None) -> bool:
    """Return whether the draft says something about an id that the form no longer asks about."""
    known = {found for name in (form.fields if form else ()) for found in ID.findall(name)}
    typed = draft.data.get("step_data", {}).get(step) or {}
    names = [name for name, values in typed.items() if any(values)]
    # In the plan, the other lines come from the other steps.
    said = {found for name in names if step != "plan" or "-step-" in name for found in ID.findall(name)}
    return bool(said - known)
