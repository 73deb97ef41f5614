"""Networks moved to another stage, as forms."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contacts.forms.lines import LineField
from goals.models import Offer
from networks.models import Network, Stage, StageMove
from netzwerk.core.widgets import DayInput

OLDEST = date(1900, 1, 1)


class MoveForm(forms.Form):
    """Where to and, if it was not today, when; before *member* an idea of what to give, or a confirmation."""

    stage = forms.ChoiceField(
        label=gettext_lazy("Stage"),
        choices=Stage.choices,
        error_messages={
            "required": gettext_lazy("Choose a stage."),
            "invalid_choice": gettext_lazy("There is no such stage."),
        },
    )
    on = forms.DateField(label=gettext_lazy("Since when"), required=False, widget=DayInput)
    idea = LineField(label=gettext_lazy("What you could give"), required=False, max_length=200)
    offer = forms.ModelChoiceField(queryset=Offer.objects.none(), required=False)
    confirmed = forms.BooleanField(required=False)

    def __init__(self, data: Any, *, network: Network, today: date) -> None:
        super().__init__(data, initial={"stage": network.stage, "on": today})
        # Whoever travels westward has moved it tomorrow.
        self.earliest, self.latest = network.staged_on, max(today, network.staged_on)
        self.fields["on"].widget.attrs |= {"min": self.earliest.isoformat(), "max": self.latest.isoformat()}
        offers = self.fields["offer"]
        assert isinstance(offers, forms.ModelChoiceField)
        offers.queryset = Offer.objects.for_user(network.owner)

    def clean_on(self) -> date:
        """Want a day since the last move; today when nothing is said."""
        on: date = self.cleaned_data["on"] or self.latest
        if on > self.latest:
            raise forms.ValidationError(_("That day is still to come."))
        if on < self.earliest:
            raise forms.ValidationError(_("That is before it came to where it is now."))
        return on


class MoveDateForm(forms.Form):
    """On which day it was, between the moves before and after."""

    on = forms.DateField(label=gettext_lazy("Day"), widget=DayInput)

    def __init__(self, data: Any, *, move: StageMove, today: date) -> None:
        super().__init__(data, initial={"on": move.moved_on})
        self.fields["on"].widget.attrs |= {"max": today.isoformat(), "min": OLDEST.isoformat()}

    def clean_on(self) -> date:
        """Refuse a day before anybody lived."""
        on: date = self.cleaned_data["on"]
        if on < OLDEST:
            raise forms.ValidationError(_("That is too long ago."))
        return on
