"""How long something takes or took, in the reader's language."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext


def minutes_words(minutes: int) -> str:
    """Return minutes as hours and minutes, short and on one line: 45 min; 2 h; 5 h 30 min."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        words = pgettext("length", "%(minutes)s min") % {"minutes": rest}
    elif not rest:
        words = pgettext("length", "%(hours)s h") % {"hours": hours}
    else:
        words = _("%(hours)s h %(minutes)s min") % {"hours": hours, "minutes": rest}
    return words.replace(" ", "\u00a0")


def length_words(minutes: int) -> str:
    """Return how long something takes, in whole words: 2 hours, 45 minutes."""
    hours, rest = divmod(minutes, 60)
    if rest or not hours:
        return ngettext("%(count)s minute", "%(count)s minutes", minutes) % {"count": minutes}
    return ngettext("%(count)s hour", "%(count)s hours", hours) % {"count": hours}
