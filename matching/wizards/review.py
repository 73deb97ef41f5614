"""The review every quarter: goals, what moved, thanks, rest, gaps, the plan, summary, on a draft."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from contacts.models import Contact
from goals.forms import SummaryForm
from goals.models import Goal
from matching.forms.review import GapForm, MovedForm, RestForm, StillRightForm, ThankForm
from matching.forms.review_plan import PlanForm
from matching.forms.review_reading import ReviewForms, left_out_words, plan_of
from matching.forms.review_summary import review_sections
from matching.models import ReviewedGoal
from matching.queries.reviews import WIZARD
from matching.services.reviews import finish_review
from matching.wizards.review_room import ReviewRoom
from matching.wizards.review_screens import screen_of
from matching.words.review_steps import MINUTES, TEXTS
from netzwerk.core.models import Draft
from netzwerk.core.requests import UserRequest
from netzwerk.core.wizards import DraftWizardView, living_drafts

STEPS: list[tuple[str, type[forms.Form]]] = [
    ("goals", StillRightForm),
    ("moved", MovedForm),
    ("thank", ThankForm),
    ("rest", RestForm),
    ("gap", GapForm),
    ("plan", PlanForm),
    ("summary", SummaryForm),
]
# Steps that are there only when there is something to ask about; the one that is always there.
ALWAYS = "moved"
NEEDS = {"goals": "has_goals", "thank": "has_people", "rest": "has_people", "gap": "has_goals"}
CONDITIONS = {step: lambda wizard, step=step: is_asked(step, wizard.room) for step in NEEDS}
STAYING = (ReviewedGoal.Verdict.RIGHT, ReviewedGoal.Verdict.CHANGED)


class ReviewWizard(DraftWizardView):
    """One question a screen, with what happened since the last review beside it; each may stay open."""

    wizard = WIZARD
    texts = TEXTS
    is_stored = False

    def dispatch(self, request: UserRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Lead on from a step about which there is nothing to ask any more."""
        try:
            return super().dispatch(request, *args, **kwargs)
        except Http404:
            drafts = living_drafts(owner=request.user, wizard=WIZARD, now=timezone.now())
            if kwargs["step"] in CONDITIONS and drafts.filter(pk=kwargs["draft"]).exists():
                return redirect(reverse(self.url_name, kwargs={"draft": kwargs["draft"], "step": ALWAYS}))
            raise

    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        """Keep what was typed; *more* shows further lines of the plan, for those without JavaScript, too."""
        if self.request.POST.get("intent") != "more" or self.steps.current != "plan":
            return super().post(*args, **kwargs)
        form = self.get_form(data=self.request.POST)
        self.storage.set_step_data("plan", self._input_of(form))
        self.storage.save(step="plan")
        return redirect(self.get_step_url("plan") + "#lines")

    def get_template_names(self) -> list[str]:
        """Each step has a page of its own."""
        return [f"matching/review_wizard_{self.steps.current}.html"]

    def get_form(self, step: str | None = None, data: Any = None, files: Any = None) -> forms.Form:
        """Return the form of a step; the plan wants to know whether its input has just come."""
        self.is_stored = data is not None and data is not self.request.POST
        return cast(forms.Form, super().get_form(step, data, files))

    def get_form_kwargs(self, step: str | None = None) -> dict[str, Any]:
        """Return about whom and what each form asks."""
        room, step = self.room, step or self.steps.current
        if step in ("goals", "moved"):
            return {"goals": room.goals}
        if step == "thank":
            return {"people": [giver.contact for giver in room.givers], "closed": [] if room.goals else ["plan"]}
        if step == "rest":
            return {"people": [one.contact for one in room.weary]}
        if step == "gap":
            return {"missing": room.missing(self.staying)}
        if step == "plan":
            stored, self.is_stored = self.is_stored, False
            lines = room.lines(self.staying, self._thanked, self._gaps)
            return {"lines": lines, "helpers": room.helpers(self.staying), "today": room.today, "is_stored": stored}
        return {}

    def get_context_data(self, form: forms.BaseForm, **kwargs: Any) -> dict[str, Any]:
        """Show the facts beside the question."""
        step = self.steps.current
        context = super().get_context_data(form=form, **kwargs)
        context |= {"room": self.room, "minutes": MINUTES[step], **screen_of(form, self.room, self.staying)}
        if step == self.steps.last:
            said = self._forms()
            context["sections"] = review_sections(said, self.get_step_url, self.steps.all)
            context["left_out"] = left_out_words(self.draft, said)
        return context

    def done(self, _forms: list[forms.Form], *, form_dict: dict[str, forms.Form], **_kwargs: Any) -> HttpResponse:
        """Finish the review of the draft, once."""
        room, said = self.room, ReviewForms(form_dict)
        for words in left_out_words(self.draft, said):
            messages.warning(self.request, words)
        review = finish_review(
            owner=self.request.user,
            draft=self.draft,
            plan=plan_of(self.request.user, said),
            now=timezone.now(),
            today=room.today,
        )
        messages.success(self.request, _("The review is saved. The next one comes in three months."))
        return redirect("matching:review-detail", review=review.pk)

    def left_url(self) -> str:
        """Lead to the way in, or to the review once it is finished."""
        if self.draft.finished_at and self.draft.object_id:
            return reverse("matching:review-detail", kwargs={"review": self.draft.object_id})
        return reverse("matching:review")

    @cached_property
    def room(self) -> ReviewRoom:
        """What this review is about, fetched once a request."""
        return ReviewRoom(self.request.user, timezone.localdate())

    @cached_property
    def staying(self) -> list[Goal]:
        """The goals that go on by what was said; without an answer all of them."""
        form = self._answer("goals")
        if not isinstance(form, StillRightForm):
            return list(self.room.goals)
        return [goal for goal in self.room.goals if form.verdict_of(goal) in STAYING]

    @property
    def _thanked(self) -> list[Contact]:
        form = self._answer("thank")
        return form.chosen("plan") if isinstance(form, ThankForm) else []

    @property
    def _gaps(self) -> dict[Goal, str]:
        form = self._answer("gap")
        return {goal: kind for goal in form.goals if (kind := form.said_of(goal))} if isinstance(form, GapForm) else {}

    def _answer(self, step: str) -> forms.Form | None:
        """Return the valid form of a step that is asked, as it was answered so far."""
        if step not in self.get_form_list():
            return None
        form = self.answered_form(step)
        return form if form.is_valid() else None

    def _forms(self) -> ReviewForms:
        found = {step: self.answered_form(step) for step in self.steps.all}
        for form in found.values():
            form.is_valid()
        return ReviewForms(found)


def is_asked(step: str, room: ReviewRoom) -> bool:
    """Return whether there is something that a step can ask about."""
    return bool(getattr(room, NEEDS[step])) if step in NEEDS else True


def draft_url(draft: Draft, asked: str = "") -> str:
    """Return the address of the step to go on with: the one asked for, if there is one of that name."""
    names = [step for step, _form in STEPS]
    step = asked if asked in names else (draft.step or names[0])
    return reverse("matching:review-step", kwargs={"draft": draft.pk, "step": step})
