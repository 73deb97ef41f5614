"""Forms of accounts."""

from __future__ import annotations

import zoneinfo
from typing import Any

from allauth.account.forms import SignupForm as AllauthSignupForm
from django import forms
from django.db import models
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.login_forms import OwnWords
from accounts.models import User


def known_zone(name: str) -> str:
    """Return the zone when it exists; a browser that names none gets UTC."""
    return name if name in zoneinfo.available_timezones() else "UTC"


def zone_choices() -> list[tuple[str, str]]:
    """Return the zones that are named for places, with readable labels."""
    names = sorted(name for name in zoneinfo.available_timezones() if "/" in name and not name.startswith("Etc/"))
    return [("UTC", "UTC"), *((name, name.replace("_", " ")) for name in names)]


class SignupForm(OwnWords, AllauthSignupForm):  # type: ignore[misc]  # allauth is untyped
    """Address and password; language and time zone come from the browser, unasked."""

    time_zone = forms.CharField(
        required=False, max_length=64, widget=forms.HiddenInput(attrs={"data-controller": "time-zone"})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"].label = _("Password")

    def custom_signup(self, request: HttpRequest, user: User) -> None:
        """Keep what the browser said."""
        super().custom_signup(request, user)
        user.language = get_language() or "en"
        user.time_zone = known_zone(str(self.cleaned_data.get("time_zone") or ""))
        user.save(update_fields=["language", "time_zone"])


class UserForm(forms.ModelForm[User]):
    """What the product may know about its user."""

    time_zone = forms.ChoiceField(label=_("Time zone"), choices=zone_choices)

    class Meta:
        model = User
        fields = ["first_name", "language", "time_zone", "leap_day", "has_key_shortcuts"]

    def save(self, commit: bool = True) -> User:
        """Keep what was asked and nothing else: mails may be stopped, or the next one claimed, in the same second."""
        user = super().save(commit=False)
        if commit:
            user.save(update_fields=self.Meta.fields)
        return user


class DeleteForm(forms.Form):
    """When, and the password, before everything goes."""

    class When(models.TextChoices):
        """How soon."""

        LATER = "later", _("In 14 days")
        NOW = "now", _("At once")

    when = forms.ChoiceField(choices=When, initial=When.LATER)

    password = forms.CharField(
        label=_("Your password"),
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": _("Please enter your password, so that nobody else can do this.")},
    )

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        self.user = user
        super().__init__(*args, **kwargs)
        if not user.has_usable_password():
            del self.fields["password"]  # a sample account has none to ask for

    def clean_password(self) -> str:
        """Refuse any but the user's own password."""
        password = str(self.cleaned_data["password"])
        if not self.user.check_password(password):
            raise forms.ValidationError(_("That is not your password."))
        return password
