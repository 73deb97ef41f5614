"""Counts and multiples in the reader's language."""

from __future__ import annotations

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

# From here on a multiple is written in figures.
_WORDS: dict[int, Promise] = {
    2: pgettext_lazy("… as many", "twice"),
    3: pgettext_lazy("… as many", "three times"),
    4: pgettext_lazy("… as many", "four times"),
    5: pgettext_lazy("… as many", "five times"),
    6: pgettext_lazy("… as many", "six times"),
    7: pgettext_lazy("… as many", "seven times"),
    8: pgettext_lazy("… as many", "eight times"),
    9: pgettext_lazy("… as many", "nine times"),
    10: pgettext_lazy("… as many", "ten times"),
    11: pgettext_lazy("… as many", "eleven times"),
    12: pgettext_lazy("… as many", "twelve times"),
}


def about(count: int) -> str:
    """Return a count of members, which nobody knows exactly: "about 1,400"."""
    return _("about %(count)s") % {"count": figure(count)}


def figure(count: float) -> str:
    """Return a number with the marks of the language: 1,400 or 1.400; 3.4 or 3,4; 4 without decimals."""
    return number_format(int(count) if count == int(count) else count, force_grouping=True)


def times(factor: int) -> str:
    """Return a multiple that stands before "as many": twice, nine times, 46 times."""
    return str(_WORDS.get(factor) or _("%(count)s times") % {"count": figure(factor)})
