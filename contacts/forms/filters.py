"""A condition of the list while it is made."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from contacts.filters import Asking, Filter
from contacts.filters.kinds import LONGEST_TEXT
from contacts.rules.conditions import Condition
from netzwerk.core.widgets import DayInput

IS = [("yes", pgettext_lazy("a condition", "is")), ("no", pgettext_lazy("a condition", "is not"))]
JOIN = [("all", gettext_lazy("must hold")), ("any", gettext_lazy("or: one of these is enough"))]


class ConditionForm(forms.Form):
    """Whether something is or is not, and how the condition joins the others; a GET form, so that it is an address."""

    def __init__(self, about: Filter, asking: Asking, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, auto_id="condition-%s")
        self.about = about
        self.fields["is"] = forms.ChoiceField(label=_("Condition"), choices=IS)
        self.fields["value"] = _value_field(about, asking)
        self.fields["join"] = forms.ChoiceField(label=_("Together with the others"), choices=JOIN, required=False)

    def clean_value(self) -> str:
        """Return the value as the filter spells it."""
        value = self.about.read(" ".join(str(self.cleaned_data["value"]).split()))
        if value is None:
            raise forms.ValidationError(_("This cannot be used as a filter."))
        return value

    def condition(self) -> Condition:
        """Return what a valid form says."""
        return Condition(
            self.about.key,
            self.cleaned_data["value"],
            is_negated=self.cleaned_data["is"] == "no",
            is_alternative=self.cleaned_data["join"] == "any",
        )


def _value_field(about: Filter, asking: Asking) -> forms.Field:
    match about.kind:
        case "choice":
            return forms.ChoiceField(label=about.label, choices=list(about.choices(asking)))
        case "flag":
            return forms.CharField(widget=forms.HiddenInput, initial="1")
        case "day":
            return forms.DateField(label=about.label, widget=DayInput)
        case "number":
            return forms.IntegerField(label=about.label, min_value=1)
        case _text:
            return forms.CharField(label=about.label, max_length=LONGEST_TEXT)
