"""How to approach one person: what to give comes before what to ask, then the next step."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contacts.forms.lines import LineField
from goals.forms.fields import length_of
from goals.models import NextStep, Offer, Question
from matching.models import Approach
from matching.queries.approaches import Background, Needs
from matching.rules.giving import fitting_offer, offer_in_turn
from matching.services.approaches import ApproachPlan
from netzwerk.core.widgets import DayInput

# So many choices are there at once, the others one click away.
MOST_SHOWN = 5
Line = TypeVar("Line", Offer, Question)
GONE = {"invalid_choice": gettext_lazy("What you chose is no longer there. Choose again.")}


class ApproachForm(forms.Form):
    """What to give, what to ask, what they know, and when to do what; all may stay open."""

    offer = forms.ChoiceField(
        label=gettext_lazy("From what you can give"), required=False, widget=forms.RadioSelect, error_messages=GONE
    )
    gives = LineField(
        label=gettext_lazy("What you give, in your own words"), required=False, max_length=length_of(Approach, "gives")
    )
    question = forms.ChoiceField(
        label=gettext_lazy("From your questions"), required=False, widget=forms.RadioSelect, error_messages=GONE
    )
    asks = LineField(
        label=gettext_lazy("What you ask, in your own words"), required=False, max_length=length_of(Approach, "asks")
    )
    competences = forms.MultipleChoiceField(
        label=gettext_lazy("What they know"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages=GONE,
    )
    questions = forms.MultipleChoiceField(
        label=gettext_lazy("What they could answer"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages=GONE,
    )
    step = LineField(label=gettext_lazy("What will you do?"), required=False, max_length=length_of(NextStep, "text"))
    step_on = forms.DateField(label=gettext_lazy("By when"), required=False, widget=DayInput)

    def __init__(self, *args: Any, needs: Needs, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offers = {str(offer.pk): offer for offer in needs.offers}
        self.needed = {str(one.pk): one for one in needs.competences}
        self.asked = {str(one.pk): one for one in needs.questions}
        self._choose("offer", self.offers.values(), rest=_("Something else, or nothing yet"))
        self._choose("question", self.asked.values(), rest=_("Something else, or nothing yet"))
        self._choose("competences", self.needed.values())
        self._choose("questions", self.asked.values())

    def _choose(self, name: str, lines: Any, rest: str = "") -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [*((str(line.pk), line.text) for line in lines), *([("", rest)] if rest else [])]

    @property
    def knowing(self) -> list[forms.BoundField]:
        """The fields that say what somebody knows."""
        return [self["competences"], self["questions"]]

    def offer_choices(self) -> tuple[list[Any], list[Any]]:
        """Return the first offers to choose from, the chosen one among them, and the others."""
        return _split(list(self["offer"]))

    def question_choices(self) -> tuple[list[Any], list[Any]]:
        """Return the first questions to choose from, the chosen one among them, and the others."""
        return _split(list(self["question"]))

    def clean(self) -> dict[str, Any]:
        """Want a day for a next step."""
        data = super().clean() or self.cleaned_data
        if data.get("step") and not data.get("step_on") and "step_on" not in self.errors:
            self.add_error("step_on", _("A day helps to keep it."))
        return data

    def plan(self) -> ApproachPlan:
        """Return what the valid form says: own words before those of an offer or a question."""
        data = self.cleaned_data
        offer, question = self.offers.get(data["offer"]), self.asked.get(data["question"])
        return ApproachPlan(
            gives=data["gives"] or (offer.text if offer else ""),
            asks=data["asks"] or (question.text if question else ""),
            offer=offer,
            competences=[self.needed[one] for one in data["competences"]],
            questions=[self.asked[one] for one in data["questions"]],
            step=data["step"],
            step_on=data["step_on"] if data["step"] else None,
        )


def _split(options: list[Any]) -> tuple[list[Any], list[Any]]:
    *lines, rest = options
    chosen = [line for line in lines if line.data["selected"]]
    ordered = [*chosen, *(line for line in lines if line not in chosen)]
    return [*ordered[:MOST_SHOWN], rest], ordered[MOST_SHOWN:]


def kept_initial(background: Background, needs: Needs) -> dict[str, Any]:
    """Return what was kept about somebody, as initial values."""
    approach = background.approach
    gives, asks = (approach.gives, approach.asks) if approach else ("", "")
    offer = _of_id(needs.offers, approach.offer_id if approach else None) or _of_text(needs.offers, gives)
    question = _of_text(needs.questions, asks)
    return {
        "offer": str(offer.pk) if offer else "",
        "gives": "" if offer and offer.text == gives else gives,
        "question": str(question.pk) if question else "",
        "asks": "" if question else asks,
        "competences": [str(pk) for pk in background.competences],
        "questions": [str(pk) for pk in background.questions],
    }


def suggested_initial(
    *, person: UUID, background: Background, needs: Needs, step: str, step_on: date
) -> dict[str, Any]:
    """Return what to begin with: what was kept, or else the offer that fits best, and a step where none is planned."""
    initial = kept_initial(background, needs)
    if background.approach is None:
        texts = {offer.pk: offer.text for offer in needs.offers}
        offer = fitting_offer(person, background.seeks, texts) or offer_in_turn(person, list(texts))
        initial["offer"] = str(offer) if offer else ""
        known = [question for question in needs.questions if question.pk in background.questions]
        initial["question"] = str(known[0].pk) if known else ""
    return initial if background.steps else {**initial, "step": step, "step_on": step_on}


def _of_id(lines: Sequence[Offer], pk: UUID | None) -> Offer | None:
    return next((line for line in lines if line.pk == pk), None)


def _of_text(lines: Sequence[Line], text: str) -> Line | None:
    return next((line for line in lines if text and line.text == text), None)
