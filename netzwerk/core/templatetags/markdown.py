"""Notes in templates: `{% load markdown %} {{ contact.note|markdown }}` inside an element of class `prose`."""

from django import template
from django.utils.safestring import SafeString

from netzwerk.core.markdown import render_markdown

register = template.Library()


@register.filter
def markdown(text: str) -> SafeString:
    """Return a note as safe HTML."""
    return render_markdown(text)
