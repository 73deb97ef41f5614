"""What is said once a goal stands elsewhere."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from goals.models import Goal


def status_sentence(status: str) -> str:
    """Return where the goal stands now, in a sentence."""
    return {
        Goal.Status.ACTIVE: _("The goal is active."),
        Goal.Status.PAUSED: _("The goal is paused."),
        Goal.Status.REACHED: pgettext("a goal", "Reached. Well done."),
        Goal.Status.LET_GO: _("You have let the goal go."),
    }[Goal.Status(status)]
