"""How much each criterion counts, as a form of eight numbers."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from networks.models import Criterion

MOST = 100


class WeightsForm(forms.Form):
    """A number from 0 to 100 for each criterion; one at least is more than 0."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for criterion in Criterion:
            self.fields[criterion.value] = forms.IntegerField(label=criterion.label, min_value=0, max_value=MOST)

    def clean(self) -> dict[str, Any]:
        """Refuse that nothing counts."""
        cleaned = super().clean() or {}
        if not self.errors and not any(cleaned.values()):
            raise ValidationError(_("Something has to count: give one of them more than 0."))
        return cleaned

    def weights(self) -> dict[str, int]:
        """Return what the valid form says, by criterion."""
        return {criterion.value: self.cleaned_data[criterion.value] for criterion in Criterion}
