"""The form of the calendar feed."""

from __future__ import annotations

from typing import ClassVar

from django import forms

from reminders.models import CalendarFeed


class CalendarForm(forms.ModelForm[CalendarFeed]):
    """What the feed holds, and when a calendar speaks up."""

    class Meta:
        model = CalendarFeed
        fields = ("has_birthdays", "has_due_people", "has_next_steps", "has_memberships", "alarm")
        widgets: ClassVar = {"alarm": forms.RadioSelect}
