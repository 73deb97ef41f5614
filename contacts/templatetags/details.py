"""Details of a person in templates: `{% load details %} {% shown_detail "emails" %}`, where `contact` is known."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.context import Context

from contacts.details import DETAILS, shown_context

register = template.Library()


@register.inclusion_tag("contacts/_detail.html", takes_context=True)
def shown_detail(context: Context, key: str) -> dict[str, Any]:
    """Show a detail of `contact`; an empty one is offered in a word."""
    return shown_context(context["contact"], DETAILS[key])
