"""What is said about the rows of an import."""

from __future__ import annotations

from django import forms

from transfer.models import ImportRow


class DecisionForm(forms.Form):
    """About one row: leave it out, take it in, or bring somebody in as new."""

    decision = forms.ChoiceField(choices=ImportRow.Decision.choices, required=False)


class DecideAllForm(DecisionForm):
    """About all rows of one finding; `take` says whose word holds where both know something."""

    finding = forms.ChoiceField(choices=ImportRow.Finding.choices)
    take = forms.ChoiceField(choices=[("ours", "ours"), ("file", "file")], required=False)

    def takes_file(self) -> bool | None:
        """Return whose word holds, or None when nothing is said of that."""
        return {"ours": False, "file": True}.get(self.cleaned_data["take"])
