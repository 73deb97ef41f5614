"""The complement wizard of a goal: five questions, then each person who was chosen, on a draft."""

from __future__ import annotations

import re
from dataclasses import asdict, replace
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from contacts.models import Contact
from goals.forms import SummaryForm
from goals.models import Goal, Role
from matching.forms.approach import ApproachForm, suggested_initial
from matching.forms.complement import LINES, QuestionForm
from matching.pages.approaches import role_chips
from matching.pages.complement import Named, named_for, person_section
from matching.queries.approaches import Background, Needs, backgrounds, needs_of
from matching.rules.giving import first_step_on
from matching.services.complement import PERSON_STEP, WIZARD, PersonPlan, finish_complement
from matching.services.proposals import decline_proposal
from matching.wizards.chosen import Chosen
from matching.wizards.question_screen import question_screen
from matching.words.complement_outcome import left_out_words, outcome_words
from matching.words.complement_steps import QUESTIONS, SUMMARY, TEXTS, first_step, person_text
from netzwerk.core.answers import answer
from netzwerk.core.ids import read_id
from netzwerk.core.models import Draft
from netzwerk.core.requests import UserRequest
from netzwerk.core.wizards import DraftWizardView, StepData, StepText

STEPS: list[tuple[str, type[forms.Form]]] = [*((kind, QuestionForm) for kind in QUESTIONS), (SUMMARY, SummaryForm)]
LONGEST_LINE = 500
LINE_FIELDS = re.compile(rf"{LINES}-(?:\d{{1,3}}-(?:line|touch|interesting|seen|anyway)|TOTAL_FORMS|INITIAL_FORMS)")
# Fields of a question that hold several.
SEVERAL = ("contacts", "newcomers", "shown", "passed")


class ComplementWizard(DraftWizardView):
    """One question a screen, then one person a screen; whatever is left open can be thought of later."""

    wizard = WIZARD
    texts = TEXTS
    _read: Chosen | None = None

    def dispatch(self, request: UserRequest, *args: Any, draft: UUID, step: str, **kwargs: Any) -> HttpResponseBase:
        """Find the draft and the step; one about somebody who is not chosen any more leads to the summary."""
        try:
            return super().dispatch(request, *args, draft=draft, step=step, **kwargs)
        except Http404:
            if "draft" not in self.__dict__ or not step.startswith(PERSON_STEP):
                raise
        if request.htmx:
            return HttpResponse(status=204)
        return redirect(self.left_url() if self.draft.finished_at else self.get_step_url(SUMMARY))

    def get(self, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show a step, as long as the goal is there."""
        return super().get(*args, **kwargs) if self._goal else self._gone()

    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        """Keep what was typed, and do what the button says that only this wizard has."""
        if self._goal is None:
            return self._gone()
        step, intent = self.steps.current, self.request.POST.get("intent", "")
        word, _dash, about = intent.partition("-")
        if step in QUESTIONS and word in ("look", "more", "about", "decline"):
            return self._stay(word, about)
        if step in self._chosen.asked and intent == "skip":
            self.storage.data[self.storage.step_data_key].pop(step, None)
            return self._go_to(self.steps.next)
        if step in self._chosen.asked and intent == "end":
            self.storage.set_step_data(step, self._input_of(self.get_form()))
            return self._go_to(SUMMARY)
        return super().post(*args, **kwargs)

    def get_form_list(self) -> dict[str, type[forms.Form]]:
        """Return the questions, a step for each person who was chosen, and the summary."""
        people = dict.fromkeys(self._chosen.asked, ApproachForm)
        return {**dict.fromkeys(QUESTIONS, QuestionForm), **people, SUMMARY: SummaryForm}

    def get_template_names(self) -> list[str]:
        """Questions look alike, and so do people."""
        step = self.steps.current
        kind = "question" if step in QUESTIONS else "summary" if step == SUMMARY else "person"
        return [f"matching/complement_{kind}.html"]

    def get_form_prefix(self, step: str | None = None, _form: Any = None) -> str | None:
        """Return the name of the step; the fields of the people picker have fixed names, so questions have none."""
        step = step or self.steps.current
        return None if step in QUESTIONS else "person" if step in self._chosen.asked else str(step)

    def get_form_kwargs(self, step: str | None = None) -> dict[str, Any]:
        """Return what the forms want to know."""
        if step in QUESTIONS:
            return {"user": self.request.user}
        return {"needs": self._needs} if step in self._chosen.asked else {}

    def get_form_initial(self, step: str) -> dict[str, Any]:
        """Return what to begin with for one person; the questions begin empty."""
        plan = self._chosen.asked.get(step)
        if plan is None:
            return {}
        return suggested_initial(
            person=plan.contact.pk if plan.contact else UUID(int=int(step.removeprefix(PERSON_STEP), 16)),
            background=self._background(plan),
            needs=self._needs,
            step=first_step(plan.kinds),
            step_on=first_step_on(timezone.localdate(), list(self._chosen.asked).index(step)),
        )

    def answered_form(self, step: str) -> forms.Form:
        """Return the form of a step with what was typed; whoever was not looked at is left as they are."""
        if step in self._chosen.asked and self.storage.get_step_data(step) is None:
            return self.get_form(step=step, data=MultiValueDict())  # type: ignore[no-any-return]
        return super().answered_form(step)

    def step_text(self, step: str) -> StepText:
        """Return the words around a question or a person."""
        return TEXTS[step] if step in TEXTS else person_text(self._chosen.asked[step].name)

    def get_context_data(self, form: forms.BaseForm, **kwargs: Any) -> dict[str, Any]:
        """Say which goal it is about, and what a question, a person or the summary shows beside the form."""
        context = super().get_context_data(form=form, **kwargs)
        context |= {"goal": self._goal, "today": timezone.localdate()}
        if isinstance(form, QuestionForm):
            assert self._goal is not None
            return context | question_screen(form, goal=self._goal, kind=self.steps.current, needs=self._needs)
        if isinstance(form, ApproachForm):
            return context | self._of_person(self._chosen.asked[self.steps.current])
        return context | self._of_summary()

    def done(self, _forms: list[forms.Form], *, form_dict: dict[str, Any], **_kwargs: Any) -> HttpResponse:
        """Write down what the draft says, once."""
        assert self._goal is not None
        people = [self._planned(plan, form_dict.get(plan.step)) for plan in self._chosen.people]
        now, today = timezone.now(), timezone.localdate()
        outcome = finish_complement(goal=self._goal, draft=self.draft, people=people, now=now, today=today)
        messages.success(self.request, outcome_words(**asdict(outcome)))
        if self._chosen.left_out:
            messages.warning(self.request, left_out_words(self._chosen.left_out))
        return redirect(self.left_url())

    def left_url(self) -> str:
        """Lead to the goal."""
        if self._goal is None:
            return reverse("goals:goal-list")
        return reverse("goals:goal-detail", kwargs={"goal": self._goal.pk})

    def _planned(self, plan: PersonPlan, form: ApproachForm | None) -> PersonPlan:
        is_looked_at = form is not None and self.storage.get_step_data(plan.step) is not None
        return replace(plan, approach=form.plan()) if form and is_looked_at else plan

    def _stay(self, word: str, about: str) -> HttpResponse:
        """Keep what was typed and show the question again: with others, about something else, without somebody."""
        step = self.steps.current
        typed = self._input_of(self.get_form())
        if word == "more":
            passed = set(typed.get("shown", [])) - set(typed.get("contacts", []))
            typed["passed"] = [*dict.fromkeys([*typed.get("passed", []), *sorted(passed)])]
        elif word == "about":
            typed |= {"about": [str(read_id(about) or "")], "passed": []}
        elif word == "decline":
            self._decline(about)
            typed["contacts"] = [one for one in typed.get("contacts", []) if one != about]
        self.storage.set_step_data(step, typed)
        self.storage.save(step=step)
        # As typed, but not bound: whoever looks around has made no mistake yet.
        many = {name: values if name in SEVERAL else values[-1] for name, values in typed.items() if values}
        form = QuestionForm(initial=many, typed=MultiValueDict(typed), **self.get_form_kwargs(step))
        if self.request.htmx and word != "look":
            context = self.get_context_data(form=form)
            return answer(self.request, "matching/complement_question.html", context, part="proposals")
        return self.render(form)

    def _decline(self, about: str) -> None:
        assert self._goal is not None
        pk = read_id(about)
        contact = Contact.objects.for_user(self.request.user).present().filter(pk=pk).first() if pk else None
        if contact is None:
            return
        contact.owner, kind = self.request.user, self.steps.current
        decline_proposal(contact=contact, goal=self._goal, kind=kind)
        undo = reverse("matching:proposal-reconsider", args=[self._goal.pk, contact.pk, kind])
        text = _("%(name)s is not proposed for this again.") % {"name": contact.name}
        messages.success(self.request, text, extra_tags=f"{undo}?next={self.get_step_url(kind)}")

    def _of_person(self, plan: PersonPlan) -> dict[str, Any]:
        background, asked = self._background(plan), list(self._chosen.asked)
        return {
            "plan": plan,
            "background": background,
            "roles": role_chips([*background.kinds, *plan.kinds]),
            "is_expert": Role.Kind.EXPERT in plan.kinds,
            "rest": len(asked) - asked.index(plan.step) - 1,
        }

    def _of_summary(self) -> dict[str, Any]:
        chosen = self._chosen
        sections = []
        looked_at = [plan for plan in chosen.people if self.storage.get_step_data(plan.step) is not None]
        for plan in looked_at:
            form = self.answered_form(plan.step)
            approach = form.plan() if isinstance(form, ApproachForm) and form.is_valid() else None
            sections.append(person_section(plan=plan, url=self.get_step_url(plan.step), approach=approach))
        waiting = [
            {"name": plan.name, "url": self.get_step_url(plan.step) if plan.step in chosen.asked else ""}
            for plan in chosen.people
            if plan not in looked_at
        ]
        named = [self._named(kind) for kind in QUESTIONS]
        return {"named": named, "sections": sections, "waiting": waiting, "left_out": chosen.left_out}

    def _named(self, kind: str) -> Named:
        form = self._chosen.forms.get(kind)
        return named_for(
            label=str(TEXTS[kind].label),
            url=self.get_step_url(kind),
            people=self._chosen.named.get(kind, []),
            is_in_order=not (form and form.errors),
        )

    def _gone(self) -> HttpResponse:
        if self.request.htmx:
            return HttpResponse(status=204)
        messages.warning(self.request, _("What this was about is no longer there."))
        return redirect("goals:goal-list")

    def _input_of(self, form: forms.BaseForm) -> StepData:
        """Return what was typed, in the lines of new names, too."""
        typed = super()._input_of(form)
        if not isinstance(form, QuestionForm):
            return typed
        lines = [name for name in self.request.POST if LINE_FIELDS.fullmatch(name)]
        return typed | {name: [self.request.POST[name].replace("\0", "")[:LONGEST_LINE]] for name in lines}

    def _background(self, plan: PersonPlan) -> Background:
        return self._backgrounds.get(plan.contact.pk, Background()) if plan.contact else Background()

    @property
    def _chosen(self) -> Chosen:
        """Who was named, read anew when another question was answered."""
        answered = self.storage.data[self.storage.step_data_key]
        said = {kind: answered.get(kind) for kind in QUESTIONS}
        if self._read is None or self._read.said != said:
            self._read = Chosen(self.request.user, said)
        return self._read

    @cached_property
    def _goal(self) -> Goal | None:
        goal = Goal.objects.for_user(self.request.user).filter(pk=str(self.draft.object_id)).first()
        if goal:
            goal.owner = self.request.user
        return goal

    @cached_property
    def _needs(self) -> Needs:
        assert self._goal is not None
        return needs_of(self.request.user, self._goal)

    @cached_property
    def _backgrounds(self) -> dict[UUID, Background]:
        assert self._goal is not None
        people = [plan.contact for plan in self._chosen.people if plan.contact]
        return backgrounds(self.request.user, self._goal, people)


def draft_url(draft: Draft, asked: str = "") -> str:
    """Return the address of the step to go on with: the question asked for, if there is one of that name."""
    step = asked if asked in TEXTS else (draft.step or QUESTIONS[0])
    return reverse("matching:complement-step", kwargs={"draft": draft.pk, "step": step})
