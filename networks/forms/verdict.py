"""What follows from a check: in the wizard, on the page of a check, and in place in the comparison."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from contacts.forms.lines import LineField
from goals.forms.fields import length_of
from networks.models import Check
from netzwerk.core.widgets import DayInput


class VerdictForm(forms.Form):
    """A verdict with its reason and when to look at it again; each may stay open."""

    verdict = forms.ChoiceField(
        label=_("What follows from it?"), choices=Check.Verdict.choices, required=False, widget=forms.RadioSelect
    )
    reason = LineField(
        label=_("Why? The reason you will want to read in a year"),
        required=False,
        max_length=length_of(Check, "reason"),
    )
    review_on = forms.DateField(label=_("When will you look at it again?"), required=False, widget=DayInput)

    def said(self) -> dict[str, Any]:
        """Return what the valid form says, as `set_verdict` takes it."""
        return {name: self.cleaned_data[name] for name in ("verdict", "reason", "review_on")}

    @staticmethod
    def initial_of(check: Check, *, after: date | None = None) -> dict[str, Any]:
        """Return the verdict of a check as initial values; a day of review is left out that is not `after` that day."""
        review_on = check.review_on if after is None or (check.review_on and check.review_on > after) else None
        return {"verdict": check.verdict, "reason": check.reason, "review_on": review_on}
