"""The check wizard: members, tone, added value, what one can give, verdict, summary, on a draft."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from contacts.queries.nameable import not_in_bin
from contacts.views.picking import picker_context
from goals.forms import SummaryForm
from goals.summaries import Section
from networks.forms.answers import AnswerForm, GivingForm, MembersForm, ToneForm, ValueForm
from networks.forms.check_summary import answer_section, verdict_section
from networks.forms.verdict import VerdictForm
from networks.models import Check, CheckAnswer, GivingIdea, NetworkMember
from networks.queries.checks import WIZARD
from networks.services.checking import CheckPlan, finish_check
from networks.words.check_steps import TEXTS
from netzwerk.core.models import Draft
from netzwerk.core.wizards import DraftWizardView

STEPS: list[tuple[str, type[forms.Form]]] = [
    ("members", MembersForm),
    ("tone", ToneForm),
    ("value", ValueForm),
    ("giving", GivingForm),
    ("verdict", VerdictForm),
    ("summary", SummaryForm),
]
# Fields of the people picker that hold several.
PICKED = ("contacts", "newcomers")
# So many of those whom one wants to know better are named.
MOST_NAMED = 12


class CheckWizard(DraftWizardView):
    """One question a screen, the reason beside it; each may stay open."""

    wizard = WIZARD
    texts = TEXTS

    def get(self, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show a step, as long as the network is there."""
        return super().get(*args, **kwargs) if self._check else self._gone()

    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        """Keep what was typed; *look* shows who is meant by a part of a name, for those without JavaScript."""
        if self._check is None:
            return self._gone()
        if self.request.POST.get("intent") != "look" or self.steps.current != "members":
            return super().post(*args, **kwargs)
        typed = self._input_of(self.get_form())
        self.storage.set_step_data(self.steps.current, typed)
        self.storage.save(step=self.steps.current)
        # As typed, but not bound: whoever looks somebody up has made no mistake yet.
        many = {name: values if name in PICKED else values[-1] for name, values in typed.items()}
        return self.render(MembersForm(initial=many, **self.get_form_kwargs("members")))

    def get_template_names(self) -> list[str]:
        """Each step has a page of its own."""
        return [f"networks/check_wizard_{self.steps.current}.html"]

    def get_form_prefix(self, step: str | None = None, form: Any = None) -> str | None:
        """Return the name of the step; the fields of the people picker have fixed names, so its step has none."""
        step = step or self.steps.current
        return None if step == "members" else str(super().get_form_prefix(step, form))

    def get_form_kwargs(self, step: str | None = None) -> dict[str, Any]:
        """Return what the forms of answers want to know."""
        wanted: dict[str, Any] = {"today": timezone.localdate()} if step in self._answering else {}
        return {**wanted, "user": self.request.user} if step in ("members", "giving") else wanted

    def get_form_initial(self, step: str) -> dict[str, Any]:
        """Return what was answered last time, for the steps in which nobody has typed."""
        if step == "verdict" and self._last:
            return VerdictForm.initial_of(self._last, after=timezone.localdate())
        answer = self._last_answers.get(step)
        return AnswerForm.initial_of(answer) if answer else {}

    def get_context_data(self, form: forms.BaseForm, **kwargs: Any) -> dict[str, Any]:
        """Say which network and goal it is about, what was answered last time, and what is noted already."""
        step = self.steps.current
        context = super().get_context_data(form=form, **kwargs)
        context |= {"check": self._check, "last": self._last, "last_answer": self._last_answers.get(step)}
        if isinstance(form, MembersForm):
            context |= {**picker_context(form), "wished": self._wished()}
        elif isinstance(form, GivingForm):
            context["noted"] = self._ideas()
        elif step == self.steps.last:
            context["sections"] = self._sections()
        return context

    def done(self, _forms: list[forms.Form], *, form_dict: dict[str, Any], **_kwargs: Any) -> HttpResponse:
        """Finish the check of the draft, once."""
        now, today = timezone.now(), timezone.localdate()
        plan = _plan_of(form_dict)
        check = finish_check(owner=self.request.user, draft=self.draft, plan=plan, now=now, today=today)
        text = _("The check is saved. “%(network)s” is at: %(stage)s.") % {
            "network": check.network.name,
            "stage": check.network.get_stage_display(),
        }
        messages.success(self.request, text)
        if self._last:
            return redirect("networks:check-detail", check=check.pk)
        return redirect("networks:network-detail", network=check.network_id)

    def left_url(self) -> str:
        """Lead to the network, or to the check once it is finished."""
        if self._check is None:
            return reverse("networks:board")
        if self.draft.finished_at:
            return reverse("networks:check-detail", kwargs={"check": self._check.pk})
        return reverse("networks:network-detail", kwargs={"network": self._check.network_id})

    def _gone(self) -> HttpResponse:
        if self.request.htmx:
            return HttpResponse(status=204)
        if Check.objects.for_user(self.request.user).filter(pk=str(self.draft.object_id)).exists():
            text = _("This network is in the bin. What you answered is kept for as long as it can be brought back.")
        else:
            text = _("What this check was about is no longer there.")
        messages.warning(self.request, text)
        return redirect("networks:board")

    @cached_property
    def _check(self) -> Check | None:
        checks = Check.objects.for_user(self.request.user).select_related("network", "goal")
        return (
            checks.filter(pk=self.draft.object_id, network__deleted_at=None).first() if self.draft.object_id else None
        )

    @cached_property
    def _last(self) -> Check | None:
        """The finished check of this network for this goal before this one."""
        if self._check is None:
            return None
        checks = Check.objects.for_user(self.request.user).finished().exclude(pk=self._check.pk)
        return checks.filter(network=self._check.network_id, goal=self._check.goal_id).newest_first().first()

    @cached_property
    def _last_answers(self) -> dict[str, CheckAnswer]:
        if self._last is None:
            return {}
        answers = CheckAnswer.objects.for_user(self.request.user).filter(check_of=self._last)
        return {answer.criterion: answer for answer in answers}

    @property
    def _answering(self) -> list[str]:
        return [name for name, form in STEPS if issubclass(form, AnswerForm)]

    def _wished(self) -> list[NetworkMember]:
        assert self._check is not None
        members = NetworkMember.objects.for_user(self.request.user).filter(network=self._check.network_id)
        wished = members.filter(not_in_bin(self.request.user, "contact"), is_wished=True).select_related("contact")
        return list(wished.order_by("contact__folded_name")[:MOST_NAMED])

    def _ideas(self) -> list[GivingIdea]:
        assert self._check is not None
        return list(GivingIdea.objects.for_user(self.request.user).present().filter(network=self._check.network_id))

    def _sections(self) -> list[Section]:
        return [self._section(step, self.answered_form(step)) for step in self.steps.all[:-1]]

    def _section(self, step: str, form: forms.Form) -> Section:
        said = {"step": step, "label": str(TEXTS[step].label), "url": self.get_step_url(step)}
        return answer_section(form=form, **said) if isinstance(form, AnswerForm) else verdict_section(form=form, **said)


def _plan_of(answered: dict[str, Any]) -> CheckPlan:
    """Return what all steps say."""
    members, giving = answered["members"].cleaned_data, answered["giving"].cleaned_data
    return CheckPlan(
        answers={step: form.answer() for step, form in answered.items() if isinstance(form, AnswerForm)},
        contacts=tuple(members["contacts"]),
        newcomers=tuple(members["newcomers"]),
        offers=tuple(giving["offers"]),
        ideas=tuple(giving["ideas"]),
        **answered["verdict"].said(),
    )


def draft_url(draft: Draft, asked: str = "") -> str:
    """Return the address of the step to go on with: the one asked for, if there is one of that name."""
    names = [step for step, _form in STEPS]
    step = asked if asked in names else (draft.step or names[0])
    return reverse("networks:check-step", kwargs={"draft": draft.pk, "step": step})
