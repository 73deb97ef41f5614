"""Fields of our own: one thing a line, an amount in either notation."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

MOST_LINES = 30
LONGEST_LINE = 200


def length_of(model: type[models.Model], field: str) -> int | None:
    """Return how long a text column may be."""
    return cast("models.Field[Any, Any]", model._meta.get_field(field)).max_length


class LinesField(forms.CharField):
    """A text area in which each line is one thing; the value is a list."""

    def __init__(self, *, rows: int = 4, **kwargs: Any) -> None:
        super().__init__(
            widget=forms.Textarea(attrs={"rows": rows}), required=False, max_length=MOST_LINES * LONGEST_LINE, **kwargs
        )

    def prepare_value(self, value: Any) -> Any:
        """Show a list as lines, and raw input as it is."""
        return "\n".join(value) if isinstance(value, list | tuple) else value

    def clean(self, value: Any) -> list[str]:
        """Return the lines that hold something, each once."""
        text = super().clean(value)
        lines = list(dict.fromkeys(" ".join(line.split()) for line in text.splitlines() if line.strip()))
        _check(lines)
        return lines


def _check(lines: Sequence[str]) -> None:
    if len(lines) > MOST_LINES:
        raise ValidationError(
            ngettext("At most %(most)d line, please.", "At most %(most)d lines, please.", MOST_LINES),
            params={"most": MOST_LINES},
        )
    if any(len(line) > LONGEST_LINE for line in lines):
        raise ValidationError(_("One of the lines is very long; a few words do."))


class AmountField(forms.DecimalField):
    """An amount of money; a comma is as good as a point, in any language."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            required=False,
            min_value=Decimal(0),
            max_digits=9,
            decimal_places=2,
            widget=forms.TextInput(attrs={"inputmode": "decimal"}),
            **kwargs,
        )

    def to_python(self, value: Any) -> Any:
        """Return the amount, however its decimals are set off."""
        return super().to_python(value.strip().replace(",", ".") if isinstance(value, str) else value)
