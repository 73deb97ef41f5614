"""What the page behind *been in touch* asks: what it was, and a note of one line. Neither is needed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from contacts.forms.lines import LineField
from contacts.models import Moment

LONGEST_NOTE = 300


class TouchForm(forms.Form):
    """A moment of today, as short as it can be said."""

    kind = forms.ChoiceField(
        label=_("What it was"), choices=Moment.Kind.choices, required=False, initial=Moment.Kind.MESSAGE
    )
    note = LineField(
        label=_("Note"),
        required=False,
        max_length=LONGEST_NOTE,
        help_text=_("One line, if you like."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def clean_kind(self) -> str:
        """A bare POST, as one tap sends it, notes a message."""
        return self.cleaned_data["kind"] or Moment.Kind.MESSAGE

    def facts(self) -> dict[str, Any]:
        """Return what is noted."""
        return {"kind": self.cleaned_data["kind"], "note": self.cleaned_data["note"]}
