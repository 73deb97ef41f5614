"""Forms of reminders."""

from __future__ import annotations

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from accounts.models import User

MOST_PEOPLE = 10


class DigestForm(forms.Form):
    """On which days the mail comes, when, and how many people it names."""

    weekdays = forms.TypedMultipleChoiceField(
        label=_("Days"),
        choices=list(WEEKDAYS.items()),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"}),
    )
    hour = forms.TypedChoiceField(label=_("Time"), choices=[(hour, f"{hour}:00") for hour in range(24)], coerce=int)
    people = forms.TypedChoiceField(
        label=_("People in a mail, at most"),
        choices=[(count, count) for count in range(1, MOST_PEOPLE + 1)],
        coerce=int,
    )

    @classmethod
    def of(cls, user: User) -> DigestForm:
        """Return the form with what the user has chosen."""
        return cls(initial={"weekdays": user.digest_weekdays, "hour": user.digest_hour, "people": user.digest_people})
