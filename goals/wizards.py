"""The goal wizard: goal, ideal network, help, offers, summary, on a draft."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from goals.forms import GoalForm, HelpForm, IdealNetworkForm, OffersForm, SummaryForm
from goals.models import Goal, Offer
from goals.services import GoalPlan, finish_goal_draft
from goals.summaries import Section, section_of
from netzwerk.core.models import Draft
from netzwerk.core.wizards import DraftWizardView, StepText, find_draft, start_draft

WIZARD = "goal"
STEPS: list[tuple[str, type[forms.Form]]] = [
    ("goal", GoalForm),
    ("network", IdealNetworkForm),
    ("help", HelpForm),
    ("offers", OffersForm),
    ("summary", SummaryForm),
]
INITIAL: dict[str, Callable[[Goal], dict[str, Any]]] = {
    "goal": GoalForm.initial_of,
    "network": IdealNetworkForm.initial_of,
    "help": HelpForm.initial_of,
}


TEXTS = {
    "goal": StepText(
        _("Your goal"),
        _("What do you want to reach?"),
        (
            _("A goal tells the useful contact from the chance one. The clearer it is, the easier it is to help you."),
            _("The sign of success keeps you honest: one day you look at it and know."),
        ),
    ),
    "network": StepText(
        _("Your ideal network"),
        _("Where should the people you meet be?"),
        (
            _(
                "The answers become a profile. Every network you look at later is measured against it, so two "
                "candidates can be compared fairly."
            ),
            _("Nothing here is final. You can leave a question open and change the profile at any time."),
        ),
    ),
    "help": StepText(
        _("Whose help you need"),
        _("What do others have that you need?"),
        (
            _("Nobody gets far on their own. Name what is missing, and the people who have it come to mind."),
            _("Small and concrete works best: people like to answer a question that has an answer."),
        ),
    ),
    "offers": StepText(
        _("What you can give"),
        _("What can others get from you?"),
        (
            _(
                "Whoever has something to give writes more easily. When it is time to get in touch, you will find "
                "these ideas beside the person."
            ),
            _("Your offers hold for all goals, so you say this once."),
        ),
    ),
    "summary": StepText(
        _("Summary"),
        _("Does it look right?"),
        (_("You can come back to each part at any time. Nothing here is carved in stone."),),
    ),
}


def start_goal_draft(*, user: User, goal: Goal | None) -> Draft:
    """Return a new draft about a goal, or about one that is still to be made."""
    object_id = goal.pk if goal else None
    return start_draft(owner=user, wizard=WIZARD, object_id=object_id, step=STEPS[0][0], now=timezone.now())


def resume_goal_draft(*, user: User, goal: Goal) -> Draft:
    """Return the draft to go on with, a new one when there is none."""
    found = find_draft(owner=user, wizard=WIZARD, object_id=goal.pk, now=timezone.now())
    return found or start_goal_draft(user=user, goal=goal)


class GoalWizard(DraftWizardView):
    """One question a screen, the reason beside it."""

    wizard = WIZARD
    texts = TEXTS

    def get_template_names(self) -> list[str]:
        """Each step has a page of its own."""
        return [f"goals/goal_wizard_{self.steps.current}.html"]

    def get_form_initial(self, step: str) -> dict[str, Any]:
        """Return the goal as it stands, for the steps in which nobody has typed."""
        if step == "offers":
            return OffersForm.initial_of(list(Offer.objects.for_user(self.request.user)))
        initial_of = INITIAL.get(step)
        return initial_of(self._goal) if initial_of and self._goal else {}

    def get_context_data(self, form: forms.BaseForm, **kwargs: Any) -> dict[str, Any]:
        """Let the summary show what the other steps say."""
        context = super().get_context_data(form=form, **kwargs)
        if self.steps.current == self.steps.last:
            context["sections"] = self._sections()
        return context

    def done(self, _forms: list[forms.Form], *, form_dict: dict[str, Any], **_kwargs: Any) -> HttpResponse:
        """Make the goal of the draft, once."""
        plan = GoalPlan(
            details=form_dict["goal"].details(),
            profile=form_dict["network"].profile(),
            competences=tuple(form_dict["help"].cleaned_data["competences"]),
            questions=tuple(form_dict["help"].cleaned_data["questions"]),
            offers=form_dict["offers"].offers(),
        )
        goal = finish_goal_draft(owner=self.request.user, draft=self.draft, plan=plan, now=timezone.now())
        messages.success(self.request, _("The goal is saved."))
        return redirect("goals:goal-detail", goal=goal.pk)

    def left_url(self) -> str:
        """Lead to the goal, or to all goals while it is not made."""
        if self.draft.object_id:
            return reverse("goals:goal-detail", kwargs={"goal": self.draft.object_id})
        return reverse("goals:goal-list")

    @cached_property
    def _goal(self) -> Goal | None:
        if not self.draft.object_id:
            return None
        return Goal.objects.for_user(self.request.user).filter(pk=self.draft.object_id).first()

    def _sections(self) -> list[Section]:
        return [
            section_of(
                step=step,
                label=str(TEXTS[step].label),
                url=self.get_step_url(step),
                form=self.answered_form(step),
            )
            for step in self.steps.all[:-1]
        ]


def draft_url(draft: Draft, asked: str = "") -> str:
    """Return the address of the step to go on with: the one asked for, if there is one of that name."""
    names = [step for step, _form in STEPS]
    step = asked if asked in names else (draft.step or names[0])
    return reverse("goals:draft-step", kwargs={"draft": draft.pk, "step": step})
