"""Forms of reminders: what the user wishes about mails, and how long they pause."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from accounts.models import LEAD_DAYS, User
from netzwerk.core.widgets import DayInput
from reminders.services.wishes import Wishes, wishes_of

MOST_PEOPLE = 10
LONGEST_PAUSE = timedelta(days=366)
SPANS = {"1w": timedelta(weeks=1), "2w": timedelta(weeks=2)}
_NOT_OFFERED = {"invalid_choice": _("Please choose from what is offered."), "invalid_list": _("Please choose anew.")}


class Ticks(forms.TypedMultipleChoiceField):
    """Numbers of which any set may be ticked."""

    def __init__(self, *, label: Any, choices: Any) -> None:
        ticks = forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"})
        super().__init__(
            label=label, choices=choices, coerce=int, required=False, widget=ticks, error_messages=_NOT_OFFERED
        )


class DigestForm(forms.Form):
    """On which days the mail comes, when, whom it names, and what it keeps back."""

    weekdays = Ticks(label=_("Days"), choices=list(WEEKDAYS.items()))
    hour = forms.TypedChoiceField(
        label=_("Time"),
        choices=[(hour, f"{hour}:00") for hour in range(24)],
        coerce=int,
        error_messages=_NOT_OFFERED,
    )
    people = forms.TypedChoiceField(
        label=_("People in a mail, at most"),
        choices=[(count, count) for count in range(1, MOST_PEOPLE + 1)],
        coerce=int,
        error_messages=_NOT_OFFERED,
    )
    lead_days = Ticks(label=_("Birthdays and other dates once more"), choices=LEAD_DAYS)
    is_private = forms.BooleanField(
        label=_("Private mails: first names only"),
        required=False,
        help_text=_(
            "They say that a day comes or that time has passed. Left out: family names, organisations, notes, goals "
            "and networks."
        ),
    )
    way = forms.ChoiceField(
        label=_("How reminders reach you"),
        choices=[("mail", _("By mail")), ("notification", _("Only as a notification"))],
        required=False,
        widget=forms.RadioSelect(attrs={"class": "form-check-input"}),
        error_messages=_NOT_OFFERED,
    )
    seen = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def __init__(self, *arguments: Any, has_ways: bool = False, **options: Any) -> None:
        super().__init__(*arguments, **options)
        if not has_ways:
            del self.fields["way"]

    @classmethod
    def of(cls, user: User, *, has_ways: bool = False) -> DigestForm:
        """Return the form with what the user has chosen."""
        wishes = wishes_of(user)
        initial = {
            "weekdays": wishes.weekdays,
            "hour": wishes.hour,
            "people": wishes.people,
            "lead_days": wishes.lead_days,
            "is_private": wishes.is_private,
            "way": "mail" if wishes.has_mails else "notification",
            "seen": wishes.fingerprint,
        }
        return cls(initial=initial, has_ways=has_ways)

    def wishes(self, *, has_mails: bool, is_off: bool = False) -> Wishes:
        """Return what was chosen; `has_mails` holds where the form did not ask; `is_off` leaves no day."""
        said = self.cleaned_data
        return Wishes(
            weekdays=() if is_off else tuple(said["weekdays"]),
            hour=said["hour"],
            people=said["people"],
            lead_days=tuple(said["lead_days"]),
            is_private=said["is_private"],
            has_mails=said["way"] != "notification" if said.get("way") else has_mails,
        )


class PauseForm(forms.Form):
    """Until when no mails come: for a span, or until a date of one's own."""

    span = forms.ChoiceField(choices=[(span, span) for span in SPANS], required=False, error_messages=_NOT_OFFERED)
    until = forms.DateField(
        label=_("Until a date"),
        required=False,
        widget=DayInput,
        error_messages={"invalid": _("Please give a date like 2026-12-24.")},
    )

    def __init__(self, *arguments: Any, today: date, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.today = today
        widget = self.fields["until"].widget
        widget.attrs |= {
            "class": "form-control grow",
            "min": (today + timedelta(days=1)).isoformat(),
            "max": (today + LONGEST_PAUSE).isoformat(),
        }

    def clean(self) -> dict[str, Any]:
        """Turn a span into its date."""
        said = super().clean() or {}
        if said.get("span"):
            said["until"] = self.today + SPANS[said["span"]]
        elif not self.errors and said.get("until") is None:
            self.add_error("until", _("Please say until when."))
        return said

    def clean_until(self) -> date | None:
        """Refuse a day that is over, and one so far off that it would be forgotten."""
        until: date | None = self.cleaned_data["until"]
        if until is not None and until <= self.today:
            raise forms.ValidationError(_("Please choose a day that is still to come."))
        if until is not None and until > self.today + LONGEST_PAUSE:
            raise forms.ValidationError(_("A pause is a year at most. To stop them for good, choose “No mails”."))
        return until
