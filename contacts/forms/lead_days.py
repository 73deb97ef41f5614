"""How many days ahead somebody's birthday and days to remember are told."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import LEAD_DAYS
from contacts.words.lead_days import as_settings_words

SETTINGS, OWN = "settings", "own"


class LeadDaysForm(forms.Form):
    """As the settings say, or a choice for this person alone; `cleaned_data["lead_days"]` is None for the first."""

    told = forms.ChoiceField(label=_("Reminder of these days"))
    days = forms.TypedMultipleChoiceField(
        label=_("Beside the mail that covers the day"),
        choices=LEAD_DAYS,
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, usual: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["told"].choices = ((SETTINGS, as_settings_words(usual)), (OWN, _("For this person:")))  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Put both together; whoever ticks days means them, and need not say *for this person* as well."""
        said = self.cleaned_data
        is_ticked_anew = bool(said.get("days")) and self.initial.get("told") == SETTINGS
        if said.get("told") == OWN or is_ticked_anew:
            return {**said, "lead_days": sorted(said.get("days", []))}
        return {**said, "lead_days": None}
