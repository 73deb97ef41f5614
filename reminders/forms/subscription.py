"""What a browser sends when it begins to take notifications."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from reminders.rules.browser_keys import is_auth_secret, is_point
from reminders.rules.endpoints import LONGEST, is_push_endpoint


class SubscriptionForm(forms.Form):
    """Where its push service listens, and the keys it decrypts with; a renewal comes from the service worker."""

    endpoint = forms.CharField(max_length=LONGEST)
    p256dh = forms.CharField(max_length=100)
    auth = forms.CharField(max_length=40)
    is_renewal = forms.BooleanField(required=False)

    def clean_endpoint(self) -> str:
        """Take an address of a push service alone, for this site will post to it."""
        endpoint: str = self.cleaned_data["endpoint"]
        if not is_push_endpoint(endpoint, settings.PUSH_HOSTS):
            raise forms.ValidationError(_("This site does not send to the push service of this browser."))
        return endpoint

    def clean_p256dh(self) -> str:
        """Take a point of the curve alone."""
        p256dh: str = self.cleaned_data["p256dh"]
        if not is_point(p256dh):
            raise forms.ValidationError(_("The browser sent a key that is none."))
        return p256dh

    def clean_auth(self) -> str:
        """Take 16 bytes alone."""
        auth: str = self.cleaned_data["auth"]
        if not is_auth_secret(auth):
            raise forms.ValidationError(_("The browser sent a key that is none."))
        return auth
