"""Signs and texts of what was found, and of moments."""

from __future__ import annotations

from collections.abc import Iterable

from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from contacts.labels import KIND_ICONS

register = template.Library()


@register.filter
def marked(pieces: Iterable[tuple[str, bool]]) -> SafeString:
    """Return a text in pieces, those that are hits marked."""
    shown = (format_html("<mark>{}</mark>", text) if is_hit else conditional_escape(text) for text, is_hit in pieces)
    return mark_safe("".join(shown))  # noqa: S308 - each piece is escaped


@register.filter
def kind_icon(kind: str) -> str:
    """Return the name of the icon for a kind of moment."""
    return KIND_ICONS[kind]
