"""Fields that are one line."""

from __future__ import annotations

from typing import Any

from django import forms


class LineField(forms.CharField):
    """One line: what was pasted with line breaks or tabs loses them, so that it can stand in a subject of a mail."""

    def to_python(self, value: Any) -> str:
        """Return the words with one space between them."""
        return " ".join(str(super().to_python(value)).split())
