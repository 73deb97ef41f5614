"""The criteria of the fit in one word each, for where there is little room."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from networks.models import Criterion

SHORT_CRITERIA: dict[str, Promise] = {
    Criterion.REACH: pgettext_lazy("criterion, short", "Reach"),
    Criterion.SIZE: pgettext_lazy("criterion, short", "Size"),
    Criterion.FORMAT: pgettext_lazy("criterion, short", "Meeting"),
    Criterion.FEE: pgettext_lazy("criterion, short", "Fee"),
    Criterion.MEMBERS: pgettext_lazy("criterion, short", "People"),
    Criterion.TONE: pgettext_lazy("criterion, short", "Tone"),
    Criterion.VALUE: pgettext_lazy("criterion, short", "Value"),
    Criterion.GIVING: pgettext_lazy("criterion, short", "Giving"),
}
