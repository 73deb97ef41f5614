"""Links of people and organisations: how they are typed, completed and checked."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contacts.forms.lines import LineField
from netzwerk.core.markdown import is_safe_link

LONGEST_LINK = 500
_LOOKS_LIKE_HOST = re.compile(r"[^\s/:@]+\.[^\s/:@.]{2,}(:\d{1,5})?(/\S*)?")


class LinkField(LineField):
    """A link as it is typed: whoever has the form completes and checks it, where it is not what was stored before."""

    def __init__(self, **options: Any) -> None:
        attributes = {"inputmode": "url", "autocomplete": "off", "placeholder": "https://"}
        widget = forms.TextInput(attrs=attributes)
        super().__init__(label=gettext_lazy("Link"), required=False, max_length=LONGEST_LINK, widget=widget, **options)


def complete_link(text: str) -> str:
    """Return what looks like a host with https before it; all else as it is."""
    return f"https://{text}" if _LOOKS_LIKE_HOST.fullmatch(text) else text


def check_link(url: str) -> str:
    """Return what is wrong with a link, or nothing when it is safe to follow."""
    if not is_safe_link(url) or " " in url:
        return _("A link begins with https://, http://, mailto: or tel:.")
    return _("That is too long for a link.") if len(url) > LONGEST_LINK else ""
