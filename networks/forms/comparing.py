"""The verdict as it is changed in a cell of the comparison."""

from __future__ import annotations

from typing import Any

from django import forms

from networks.forms.verdict import VerdictForm
from networks.models import Check


class VerdictCellForm(VerdictForm):
    """A verdict in little room: one is picked from a list."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["verdict"].widget = forms.Select(choices=Check.Verdict.choices)
        wanted = next((name for name in self.fields if self.is_bound and self[name].errors), "verdict")
        self.fields[wanted].widget.attrs["autofocus"] = True
