"""Forms of the ways to somebody: what is looked for, and on which day an introduction was asked for."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy

from contacts.forms.completing import completed
from networks.forms.days import PastDayForm, past_day

LONGEST = 120


class AimForm(forms.Form):
    """Part of the name of a person or an organisation, or a field."""

    q = forms.CharField(
        label=gettext_lazy("A person, an organisation or a field"),
        max_length=LONGEST,
        required=False,
        widget=completed("matching:path-names"),
        error_messages={"max_length": gettext_lazy("A name or a few words are enough.")},
    )


class AskedForm(PastDayForm):
    """On which day somebody was asked for an introduction."""

    day = "asked_on"

    asked_on = past_day(gettext_lazy("Asked on"))
