"""Forms of the panel on a contact's page."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from goals.forms.fields import length_of
from goals.models import Goal, NextStep, Role
from netzwerk.core.widgets import DayInput


class ForGoalForm(forms.Form):
    """Something that is meant for one of the user's active goals."""

    goal: forms.Field = forms.ModelChoiceField(
        label=_("For which goal"), queryset=Goal.objects.none(), empty_label=None, widget=forms.HiddenInput
    )

    def __init__(self, *args: Any, owner: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["goal"].queryset = Goal.objects.for_user(owner).active()  # type: ignore[attr-defined]


class RoleForm(ForGoalForm):
    """What somebody is for a goal."""

    kind = forms.ChoiceField(
        label=_("Role"),
        choices=[("", _("Add a role")), *Role.Kind.choices],
        error_messages={"required": _("Choose a role first.")},
    )


class RolesForm(ForGoalForm):
    """What several people are for a goal."""

    goal: forms.Field = forms.ModelChoiceField(
        label=_("For which goal"),
        queryset=Goal.objects.none(),
        empty_label=None,
        error_messages={"required": _("Choose a goal first."), "invalid_choice": _("Choose a goal first.")},
    )
    kind = forms.ChoiceField(
        label=_("Role"),
        choices=Role.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a role first.")},
    )


class StepForm(ForGoalForm):
    """What to do next, and by when."""

    text = forms.CharField(
        label=_("What will you do?"),
        max_length=length_of(NextStep, "text"),
        error_messages={"required": _("A few words are enough.")},
    )
    due_on = forms.DateField(
        label=_("By when"),
        widget=DayInput,
        error_messages={"required": _("A day helps to keep it.")},
    )
