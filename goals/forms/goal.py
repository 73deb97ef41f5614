"""The goal in words: the short form of the start, and the first step of the wizard."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from goals.forms.cards import Card, cards_of
from goals.forms.fields import length_of
from goals.labels import PURPOSES
from goals.models import Goal, Purpose
from goals.services import GoalDetails
from netzwerk.core.widgets import DayInput


class GoalForm(forms.Form):
    """What for, in which field, what exactly, and how one will tell."""

    purposes = forms.MultipleChoiceField(
        label=_("What is it for?"), choices=Purpose.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    own_purpose = forms.CharField(
        label=_("Or in your own words"), required=False, max_length=length_of(Goal, "own_purpose"), empty_value=""
    )
    statement = forms.CharField(
        label=_("Your goal in one sentence"),
        max_length=length_of(Goal, "statement"),
        help_text=_("For example: five clients from publishing by June."),
        error_messages={"required": _("One sentence, please: it makes the goal.")},
    )
    field = forms.CharField(
        label=_("In which field?"),
        required=False,
        max_length=length_of(Goal, "field"),
        help_text=_("An industry, a subject or a scene in which you want to be known."),
    )
    sign_of_success = forms.CharField(
        label=_("How will you notice that it worked?"), required=False, max_length=length_of(Goal, "sign_of_success")
    )
    success_number = forms.IntegerField(
        label=_("How many"), required=False, min_value=0, max_value=2_000_000_000, help_text=_("If it can be counted")
    )
    success_unit = forms.CharField(label=_("Of what"), required=False, max_length=length_of(Goal, "success_unit"))
    due_on = forms.DateField(label=_("By when"), required=False, widget=DayInput)

    def clean(self) -> dict[str, Any]:
        """Ask for a purpose, from the cards or in own words."""
        cleaned = super().clean() or self.cleaned_data
        if "purposes" not in self.errors and not cleaned.get("purposes") and not cleaned.get("own_purpose"):
            self.add_error("purposes", _("Choose at least one, or say it in your own words."))
        return cleaned

    @property
    def purpose_cards(self) -> list[Card]:
        """The purposes as cards."""
        return cards_of(self["purposes"], PURPOSES)

    @property
    def has_folded(self) -> bool:
        """Whether the part that is folded away holds something, so that it must be seen."""
        names = ("success_number", "success_unit", "due_on")
        return any(self[name].value() or self[name].errors for name in names)

    def details(self) -> GoalDetails:
        """Return what the valid form says."""
        data = dict(self.cleaned_data)
        names = GoalDetails.__dataclass_fields__
        return GoalDetails(**{**{name: data[name] for name in names}, "purposes": tuple(data["purposes"])})

    @staticmethod
    def initial_of(goal: Goal) -> dict[str, Any]:
        """Return a goal as initial values."""
        return {name: getattr(goal, name) for name in GoalDetails.__dataclass_fields__}


class StartForm(GoalForm):
    """The first page after the log-in: who you are and what you want."""

    first_name = forms.CharField(
        label=_("Your first name"),
        max_length=length_of(User, "first_name"),
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
        error_messages={"required": _("How may we call you?")},
    )
