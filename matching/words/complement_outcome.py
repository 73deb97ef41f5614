"""What the complement wizard made, in a sentence."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def outcome_words(*, roles: int, newcomers: int, approaches: int, steps: int) -> str:
    """Say how many roles, new contacts, ideas of what to give and next steps there are now."""
    parts = [
        ngettext("%(count)d role", "%(count)d roles", roles) % {"count": roles} if roles else "",
        ngettext("%(count)d new contact", "%(count)d new contacts", newcomers) % {"count": newcomers}
        if newcomers
        else "",
        ngettext("%(count)d idea of what to give or ask", "%(count)d ideas of what to give or ask", approaches)
        % {"count": approaches}
        if approaches
        else "",
        ngettext("%(count)d next step", "%(count)d next steps", steps) % {"count": steps} if steps else "",
    ]
    said = ", ".join(filter(None, parts))
    return _("Saved: %(what)s.") % {"what": said} if said else _("Nobody new today. You can come back at any time.")


def left_out_words(count: int) -> str:
    """Say how many of those who were chosen could not be taken."""
    return ngettext(
        "One of those you chose is archived or no longer there, and is left out.",
        "%(count)s of those you chose are archived or no longer there, and are left out.",
        count,
    ) % {"count": count}
