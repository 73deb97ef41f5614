"""What is asked when a goal is reached or let go; all of it can be skipped."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contacts.models import Contact
from contacts.rules.cadence import add_months
from goals.forms.fields import length_of
from goals.forms.log import MOST
from goals.models import Goal, LogEntry, NextStep
from goals.queries import Progress
from goals.services import THANKS_WITHIN
from netzwerk.core.widgets import DayInput

LONGEST_MONTHS = 12


class _StepsField(forms.TypedMultipleChoiceField):
    """Steps by their ids; one that is not open any more is left out later, for the second of two clicks names it."""

    def valid_value(self, _value: object) -> bool:
        """Take any id."""
        return True


class _EndingForm(forms.Form):
    """Which of the open steps are dropped: those whose day has passed, unless one says otherwise."""

    drop = _StepsField(required=False, coerce=UUID, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, steps: Sequence[NextStep], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.steps, self.today = steps, today
        self.fields["drop"].choices = [(str(step.pk), step.text) for step in steps]  # type: ignore[attr-defined]
        self.fields["drop"].initial = [str(step.pk) for step in steps if step.due_on < today]

    def dropped(self) -> list[NextStep]:
        """Return the steps to drop."""
        return [step for step in self.steps if step.pk in self.cleaned_data["drop"]]

    @property
    def ticked(self) -> set[str]:
        """The ids of the steps that are ticked as the form stands."""
        return {str(value) for value in self["drop"].value() or []}


class LetGoForm(_EndingForm):
    """Why a goal is let go."""

    note = forms.CharField(
        label=gettext_lazy("Why, in a few words"), required=False, max_length=length_of(LogEntry, "text")
    )


class ReachedForm(_EndingForm):
    """What helped, how far it came in the end, and whom to thank by when."""

    what_helped = forms.CharField(
        label=gettext_lazy("What helped?"),
        required=False,
        max_length=length_of(Goal, "what_helped"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("A person, a habit, a chance you took: good to know when you set the next goal."),
    )
    number = forms.IntegerField(
        label=gettext_lazy("How far did you come?"), required=False, min_value=0, max_value=MOST
    )
    thank = forms.TypedMultipleChoiceField(required=False, coerce=UUID, widget=forms.CheckboxSelectMultiple)
    thank_by = forms.DateField(label=gettext_lazy("Thank them by"), required=False, widget=DayInput)

    def __init__(self, *args: Any, people: Sequence[Contact], progress: Progress | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = people
        self.fields["thank"].choices = [(str(one.pk), one.name) for one in people]  # type: ignore[attr-defined]
        self.fields["thank_by"].initial = self.today + THANKS_WITHIN
        if progress is None:
            del self.fields["number"]
        else:
            self.fields["number"].initial = progress.number if progress.entry else progress.of

    def clean_thank_by(self) -> date | None:
        """Want a day that lies ahead, and soon enough to be one of thanks."""
        day: date | None = self.cleaned_data["thank_by"]
        if day and day < self.today:
            raise forms.ValidationError(_("Please choose a day that is still to come."))
        if day and day > add_months(self.today, LONGEST_MONTHS):
            raise forms.ValidationError(_("That is more than a year away."))
        return day

    def said(self) -> dict[str, Any]:
        """Return what the valid form says, as `reach_goal` takes it."""
        said = self.cleaned_data
        return {
            "what_helped": said["what_helped"],
            "number": said.get("number"),
            "thank": [contact for contact in self.people if contact.pk in said["thank"]],
            "thank_by": said["thank_by"],
            "drop": self.dropped(),
        }

    @property
    def ticked_people(self) -> set[str]:
        """The ids of the people who are ticked as the form stands."""
        return {str(value) for value in self["thank"].value() or []}
