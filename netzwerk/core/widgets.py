"""Inputs that several apps use."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms.renderers import BaseRenderer
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe


class DayInput(forms.DateInput):
    """The browser's own calendar, which wants its value in one format, whatever the language."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs=attrs, format="%Y-%m-%d")


class LongSelect(forms.Select):
    """A choice among hundreds, none of which is empty or in a group.

    Django draws a template for each option, which for all time zones takes longer than all else on their page.
    """

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: BaseRenderer | None = None
    ) -> SafeString:
        """Return the element with all its options."""
        del renderer
        chosen = set(self.format_value(value))
        options = ((key, SELECTED if str(key) in chosen else "", label) for key, label in self.choices)
        written = format_html_join("\n", '<option value="{}"{}>{}</option>', options)
        return format_html(
            "<select{}>{}</select>", flatatt({**self.build_attrs(self.attrs, attrs), "name": name}), written
        )

    def use_required_attribute(self, initial: Any) -> bool:
        """Say no, as HTML wants an empty option first where one is required."""
        del initial
        return False


SELECTED = mark_safe(" selected")
