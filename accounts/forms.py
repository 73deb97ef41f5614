"""Forms of accounts."""

from __future__ import annotations

import zoneinfo
from typing import Any

from allauth.account.forms import SignupForm as AllauthSignupForm
from django import forms
from django.http import HttpRequest
from django.utils.translation import get_language

from accounts.models import User


class SignupForm(AllauthSignupForm):  # type: ignore[misc]  # allauth is untyped
    """Address and password; language and time zone come from the browser, unasked."""

    time_zone = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def clean_time_zone(self) -> str:
        """Return a zone that exists; a browser that names none gets UTC."""
        zone = str(self.cleaned_data.get("time_zone") or "")
        return zone if zone in zoneinfo.available_timezones() else "UTC"

    def custom_signup(self, request: HttpRequest, user: User) -> None:
        """Keep what the browser said."""
        super().custom_signup(request, user)
        user.language = get_language() or "en"
        user.time_zone = self.cleaned_data["time_zone"]
        user.save(update_fields=["language", "time_zone"])

    def clean(self) -> dict[str, Any]:
        """Check the form as allauth does."""
        return dict(super().clean())
