"""How long something took, in the reader's language."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import pgettext


def minutes_words(minutes: int) -> str:
    """Return minutes as hours and minutes: 45 min; 2 h; 5 h 30 min."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return pgettext("length", "%(minutes)s min") % {"minutes": rest}
    if not rest:
        return pgettext("length", "%(hours)s h") % {"hours": hours}
    return _("%(hours)s h %(minutes)s min") % {"hours": hours, "minutes": rest}
