"""Mail addresses and phone numbers, typed one a line with a kind after a comma: `ruth@example.org, work`."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from django import forms
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from contacts.services import Channel
from contacts.wording import kind_from_label

KIND_LENGTH = 40
PHONE_LENGTH = 60
MAX_LINES = 50
# The kind begins with a letter, so that a number with a pause ("…, 12") stays whole.
_WITH_KIND = re.compile(r"(?P<value>.*?),\s*(?P<kind>[^\W\d_].*)")
_HAS_DIGIT = re.compile(r"\d")


def check_mail(value: str) -> str:
    """Return what is wrong with a mail address, or nothing."""
    try:
        validate_email(value)
    except forms.ValidationError:
        return _("“%(value)s” is not a mail address.") % {"value": value}
    return ""


def check_phone(value: str) -> str:
    """Return what is wrong with a phone number, or nothing."""
    if len(value) > PHONE_LENGTH:
        return _("“%(value)s…” is too long for a phone number.") % {"value": value[:20]}
    if not _HAS_DIGIT.search(value):
        return _("“%(value)s” has no digit in it.") % {"value": value}
    return ""


class ChannelsField(forms.CharField):
    """Several lines that become channels, the first one preferred."""

    def __init__(self, *, check: Callable[[str], str], **options: Any) -> None:
        self.check = check
        super().__init__(required=False, widget=forms.Textarea(attrs={"rows": 2}), max_length=10_000, **options)

    def clean(self, value: Any) -> Any:
        """Return a tuple of channels, or say which lines are wrong."""
        lines = [line.strip() for line in super().clean(value).splitlines() if line.strip()]
        if len(lines) > MAX_LINES:
            raise forms.ValidationError(_("That is too many for one person."))
        channels = [self._channel(line) for line in lines]
        problems = [self.check(channel.value) for channel in channels]
        if errors := [problem for problem in problems if problem]:
            raise forms.ValidationError(errors)
        return tuple(channels)

    def _channel(self, line: str) -> Channel:
        match = _WITH_KIND.fullmatch(line)
        if match is None:
            return Channel(value=line)
        return Channel(value=match["value"].strip(), kind=kind_from_label(match["kind"].strip())[:KIND_LENGTH])
