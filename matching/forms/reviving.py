"""Forms of reviving: that one got in touch again, and what came of it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from contacts.forms.lines import LineField
from goals.models import Goal
from matching.models import Revival
from networks.forms.days import PastDayForm, past_day

ENDED = [choice for choice in Revival.Outcome.choices if choice[0] != Revival.Outcome.WAITING]


class ReviveForm(PastDayForm):
    """How and when one got in touch, for which goal, and with which first words."""

    day = "begun_on"

    channel = forms.ChoiceField(
        label=gettext_lazy("How you got in touch"), choices=Revival.Channel.choices, widget=forms.RadioSelect
    )
    opener = forms.CharField(
        label=gettext_lazy("First words"), required=False, max_length=2_000, widget=forms.Textarea(attrs={"rows": 9})
    )
    begun_on = past_day(gettext_lazy("When"))
    goal = forms.ModelChoiceField(
        label=gettext_lazy("For a goal"),
        required=False,
        queryset=Goal.objects.none(),
        empty_label=gettext_lazy("Just so"),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        goals = self.fields["goal"]
        assert isinstance(goals, forms.ModelChoiceField)
        goals.queryset = Goal.objects.for_user(user).active()
        self.has_goals = goals.queryset.exists()


class OutcomeForm(PastDayForm):
    """What came of it, since when, and a note."""

    day = "outcome_on"

    outcome = forms.ChoiceField(
        label=gettext_lazy("What came of it"),
        choices=ENDED,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("What came of it?")},
    )
    outcome_on = past_day(gettext_lazy("Since when"))
    note = LineField(label=gettext_lazy("Note"), required=False, max_length=500)

    def __init__(self, *args: Any, revival: Revival, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.revival = revival
        if revival.outcome != Revival.Outcome.WAITING:
            said = {"outcome": revival.outcome, "outcome_on": revival.outcome_on, "note": revival.note}
            self.initial = {**self.initial, **said}

    def clean(self) -> dict[str, Any]:
        """Refuse a day before one got in touch."""
        super().clean()
        day = self.cleaned_data.get("outcome_on")
        if day and day < self.revival.begun_on:
            self.add_error("outcome_on", _("That was before you got in touch."))
        return self.cleaned_data
