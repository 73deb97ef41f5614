"""What became of a review's plan, and what its figures count, in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contacts.wording import day_words
from goals.models import NextStep

FIGURES = {
    "people": gettext_lazy("People with a role"),
    "moments": gettext_lazy("Moments with them"),
    "steps_done": gettext_lazy("Next steps done"),
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a step: an icon, and words; `is_open` as long as it waits."""

    icon: str
    words: str
    is_open: bool = False


def outcome_of(step: NextStep, today: date) -> Outcome:
    """Return what became of a step by a day."""
    if step.done_at:
        return Outcome("check2-circle", _("Done on %(day)s") % {"day": _day(step.done_at)})
    if step.dropped_at:
        return Outcome("dash-circle", _("Dropped on %(day)s") % {"day": _day(step.dropped_at)})
    if step.due_on < today:
        return Outcome("clock", _("Open since %(day)s") % {"day": day_words(step.due_on)}, is_open=True)
    return Outcome("clock", _("Open, by %(day)s") % {"day": day_words(step.due_on)}, is_open=True)


def _day(at: datetime) -> str:
    return day_words(timezone.localdate(at))
