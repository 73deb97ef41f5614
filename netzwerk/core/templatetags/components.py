"""The smallest parts of pages, known to each template without a load: a page has hundreds, and includes cost.

For larger parts there is `templates/components/`.
"""

from __future__ import annotations

from functools import cache

from django import template
from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django_vite.templatetags.django_vite import vite_asset_url

register = template.Library()
STATE_ICONS = {
    "fresh": "check2-circle",
    "due": "clock",
    "quiet": "moon",
    "dormant": "moon-stars",
    "resting": "pause-circle",
    "archived": "archive",
    "not_placed": "dash-circle",
}
ICON = '<svg class="icon" {}><use href="{}#{}"></use></svg>'


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """Return an icon of the sprite (frontend/icons/icons.txt).

    `label` only when nothing beside it says what it means.
    """
    if not label:
        return _icon(name)
    return format_html(ICON, format_html('role="img" aria-label="{}"', label), _sprite(), name)


@register.simple_tag
def avatar(initials: str, photo_url: str, state: str, size: str = "") -> SafeString:
    """Return a photo, or else initials, in a ring that shows the state; always beside the name.

    `size` is "sm", "lg" or nothing.
    """
    inside = format_html('<img src="{}" alt="" loading="lazy" decoding="async">', photo_url) if photo_url else initials
    return format_html('<span class="avatar {} {}" aria-hidden="true">{}</span>', state, size, inside)


@register.simple_tag
def state_chip(state: str, label: str) -> SafeString:
    """Return the state of a relation as a chip: its name in words, with its icon."""
    shape = _icon(STATE_ICONS[state]) if state in STATE_ICONS else ""
    return format_html('<span class="chip {}">{}{}</span>', state, shape, label)


@register.simple_tag
def legal_links() -> list[tuple[str, str]]:
    """Return label and address of what whoever runs the site has to say, for the foot of pages and mails."""
    links = [(_("Imprint"), settings.IMPRINT_URL), (_("Privacy"), settings.PRIVACY_URL)]
    return [(label, address) for label, address in links if address]


@cache
def _icon(name: str) -> SafeString:
    return format_html(ICON, SafeString('aria-hidden="true"'), _sprite(), name)


@cache
def _sprite() -> str:
    # The manifest is read once, at the start.
    return str(vite_asset_url("frontend/icons.svg"))
