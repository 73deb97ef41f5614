"""The form of an app password: what it is for, what it may do, and how long."""

from __future__ import annotations

from datetime import datetime, timedelta

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import AppPassword

NAME_LENGTH = 60


class AppPasswordForm(forms.Form):
    """Name, scope, and when it ends."""

    class Ends(models.IntegerChoices):
        """After how many days; 0 is never."""

        QUARTER = 90, _("After 90 days")
        YEAR = 365, _("After a year")
        NEVER = 0, _("Never")

    name = forms.CharField(
        label=_("What is it for?"),
        max_length=NAME_LENGTH,
        help_text=_("So that you know it again, such as: address book of the phone."),
        error_messages={"required": _("Please say what it is for, so that you know it again.")},
    )
    scope = forms.ChoiceField(
        label=_("What may the program do?"),
        choices=AppPassword.Scope,
        initial=AppPassword.Scope.READ,
        widget=forms.RadioSelect,
    )
    ends = forms.TypedChoiceField(label=_("When does it end?"), choices=Ends, coerce=int, initial=Ends.YEAR)

    def expires_at(self, now: datetime) -> datetime | None:
        """Return when what was chosen is over."""
        days = self.cleaned_data["ends"]
        return now + timedelta(days=days) if days else None
