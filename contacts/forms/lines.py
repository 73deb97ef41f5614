"""Fields that are one line."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from netzwerk.core.lines import one_line


class LineField(forms.CharField):
    """One line: what was pasted with line breaks or tabs loses them, so that it can stand in a subject of a mail.

    What nobody sees is left out; a text of nothing else is empty.
    """

    def to_python(self, value: Any) -> str:
        """Return the words with one space between them."""
        return one_line(str(super().to_python(value)))


class LinesField(LineField):
    """Several lines, each a value of its own in the form; empty ones and repeated ones are left out."""

    widget = forms.MultipleHiddenInput

    def __init__(self, *, most: int, **options: Any) -> None:
        self.most = most
        super().__init__(**options)

    def clean(self, value: Any) -> Any:
        """Return the lines as a list, each as long as one may be."""
        lines = [super(LinesField, self).clean(line) for line in value or []]
        if len(lines) > self.most:
            raise forms.ValidationError(_("Those are too many."))
        return list(dict.fromkeys(filter(None, lines)))
