"""What is said of devices in words."""

from __future__ import annotations

from django.utils.translation import gettext as _


def device_words(browser: str, system: str) -> str:
    """Return a browser and its system in words, as far as they are known."""
    if browser and system:
        return _("%(browser)s on %(system)s") % {"browser": browser, "system": system}
    return browser or (_("A browser on %(system)s") % {"system": system} if system else _("A browser"))
