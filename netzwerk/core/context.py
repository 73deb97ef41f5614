"""The context processor for what every page shows: language, theme, navigation."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from netzwerk.core.registry import (
    NavigationEntry,
    Registry,
    add_entries,
    navigation,
    navigation_foot,
    settings_pages,
)

THEMES = ("system", "light", "dark")


@dataclass(frozen=True)
class NavigationItem:
    """One entry, resolved for this request."""

    url: str
    icon: str
    label: str
    count: int | None
    is_current: bool
    opens_sheet: bool
    key: str


def page(request: HttpRequest) -> dict[str, Any]:
    """Return what `base.html` and `shell.html` need; works on error pages too."""
    return {
        "html_lang": (get_language() or settings.LANGUAGE_CODE).split("-")[0],
        "theme": theme_of(request),
        "local_mode": settings.LOCAL_MODE,
        "is_mail_set_up": settings.IS_MAIL_SET_UP,
        "sign_up": settings.SIGN_UP,
        **_navigation(request),
    }


def theme_of(request: HttpRequest) -> str:
    """Return the theme by the user's setting or, for visitors, the cookie."""
    user = getattr(request, "user", None)
    chosen = (
        user.theme
        if user is not None and user.is_authenticated
        else request.COOKIES.get(settings.THEME_COOKIE_NAME, "")
    )
    return chosen if chosen in THEMES else "system"


def _navigation(request: HttpRequest) -> dict[str, Any]:
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {}
    registries = {
        "navigation": navigation,
        "navigation_foot": navigation_foot,
        "add_entries": add_entries,
        "settings_pages": settings_pages,
    }
    # Counted only where a template shows them: a part of a page, which htmx asks for, does not.
    return {name: SimpleLazyObject(partial(_items, request, entries)) for name, entries in registries.items()}


def _items(request: HttpRequest, entries: Registry[NavigationEntry]) -> list[NavigationItem]:
    match = request.resolver_match
    user = request.user
    if not user.is_authenticated:
        return []
    view_name = match.view_name if match is not None else ""
    # A page that an entry claims is not also inside another's.
    is_claimed = any(entry.claims(view_name) for entry in (*navigation, *navigation_foot, *entries))
    namespaces = match.namespaces if match is not None and not is_claimed else []
    return [
        NavigationItem(
            url=reverse(entry.url_name),
            icon=entry.icon,
            label=str(entry.label),
            count=entry.count(user) if entry.count else None,
            is_current=entry.claims(view_name) or entry.namespace in namespaces,
            opens_sheet=entry.opens_sheet,
            key=entry.key,
        )
        for entry in entries
        if entry.is_shown is None or entry.is_shown(user)
    ]
