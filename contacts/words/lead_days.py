"""When somebody's days are told, in words."""

from __future__ import annotations

from collections.abc import Collection

from django.utils.translation import gettext as _

from accounts.models import LEAD_DAYS


def lead_days_words(days: Collection[int]) -> str:
    """Return how far ahead days are told; without any, that the mail which covers them does."""
    return ", ".join(str(label) for lead, label in LEAD_DAYS if lead in days) or _("by the mail that covers the day")


def as_settings_words(usual: Collection[int]) -> str:
    """Return the choice to do as the settings say, with what that is now."""
    return _("As in the settings: %(days)s") % {"days": lead_days_words(usual)}
