"""The verdict as it is changed in a cell of the comparison."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from networks.forms.verdict import VerdictForm
from networks.models import Check


class VerdictCellForm(VerdictForm):
    """A verdict in little room: one is picked from a list."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["verdict"].widget = forms.Select(choices=Check.Verdict.choices)
        wanted = next((name for name in self.fields if self.is_bound and self[name].errors), "verdict")
        self.fields[wanted].widget.attrs["autofocus"] = True

    def clean_verdict(self) -> str:
        """Refuse a form that says nothing of a verdict: that it is open again has to be said, too."""
        if "verdict" not in self.data:
            raise ValidationError(_("Say what follows from it."))
        return str(self.cleaned_data["verdict"])
