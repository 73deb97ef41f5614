"""Whom a draft of the complement wizard names, question by question and each once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property

from django.utils.datastructures import MultiValueDict

from accounts.models import User
from matching.forms.complement import QuestionForm
from matching.services.complement import PersonPlan
from netzwerk.core.wizards import StepData

# So many people are thought through at a time: more would not be light any more.
MOST_ASKED = 20


class Chosen:
    """What was said to the questions; `forms` are those in which somebody typed, looked at whether in order or not."""

    def __init__(self, user: User, said: Mapping[str, StepData | None]) -> None:
        self.said = dict(said)
        self.forms = {
            kind: QuestionForm(MultiValueDict(data), user=user) for kind, data in said.items() if data is not None
        }
        for form in self.forms.values():
            form.full_clean()

    @cached_property
    def named(self) -> dict[str, list[PersonPlan]]:
        """Those who were named, by question."""
        return {kind: form.people() for kind, form in self.forms.items()}

    @cached_property
    def people(self) -> list[PersonPlan]:
        """Everybody once, with all the roles for which they were named."""
        found: dict[str, PersonPlan] = {}
        for kind, plans in self.named.items():
            for plan in plans:
                before = found.get(plan.step, plan)
                better = plan if plan.newcomer and plan.newcomer.organisation else before
                found[plan.step] = replace(better, kinds=(*before.kinds, kind))
        return list(found.values())

    @cached_property
    def asked(self) -> dict[str, PersonPlan]:
        """Those about whom there is a step, by its name."""
        return {plan.step: plan for plan in self.people[:MOST_ASKED]}

    @property
    def left_out(self) -> int:
        """How many of those who were ticked are not there any more."""
        return sum(form.left_out() for form in self.forms.values())
