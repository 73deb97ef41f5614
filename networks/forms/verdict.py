"""What follows from a check: in the wizard, on a page of its own, and in a cell of the comparison."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contacts.forms.lines import LineField
from goals.forms.fields import length_of
from networks.forms.days import check_year
from networks.models import Check
from netzwerk.core.widgets import DayInput


class VerdictForm(forms.Form):
    """A verdict with its reason and when to look at it again; each may stay open."""

    verdict = forms.ChoiceField(
        label=gettext_lazy("What follows from it?"),
        choices=Check.Verdict.choices,
        required=False,
        widget=forms.RadioSelect,
    )
    reason = LineField(
        label=gettext_lazy("Why? The reason you will want to read in a year"),
        required=False,
        max_length=length_of(Check, "reason"),
    )
    review_on = forms.DateField(label=gettext_lazy("When will you look at it again?"), required=False, widget=DayInput)

    def clean_review_on(self) -> date | None:
        """Refuse a year in which nobody looks at it."""
        day: date | None = self.cleaned_data["review_on"]
        return check_year(day) if day else None

    def said(self) -> dict[str, Any]:
        """Return what the valid form says, as `set_verdict` takes it."""
        return {name: self.cleaned_data[name] for name in ("verdict", "reason", "review_on")}

    @staticmethod
    def initial_of(check: Check, *, after: date | None = None) -> dict[str, Any]:
        """Return the verdict of a check as initial values; a day of review is left out that is not `after` that day."""
        review_on = check.review_on if after is None or (check.review_on and check.review_on > after) else None
        return {"verdict": check.verdict, "reason": check.reason, "review_on": review_on}


class NotedVerdictForm(VerdictForm):
    """The verdict of a check that is finished; `is_cell` where there is little room: one is picked from a list."""

    def __init__(self, *args: Any, is_cell: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_cell:
            self.fields["verdict"].widget = forms.Select(choices=Check.Verdict.choices)
            wanted = next((name for name in self.fields if self.is_bound and self[name].errors), "verdict")
            self.fields[wanted].widget.attrs["autofocus"] = True

    def clean_verdict(self) -> str:
        """Refuse a form that says nothing of a verdict: that it is open again has to be said, too."""
        if "verdict" not in self.data:
            raise forms.ValidationError(_("Say what follows from it."))
        return str(self.cleaned_data["verdict"])
