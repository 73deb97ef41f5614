"""How the choices of a review look and read: verdicts, gaps, and what becomes of a gap in the plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goals.labels import Look
from goals.models import Role
from matching.models import ReviewedGoal

# More needs than these are on the page of gaps.
MOST_NEEDS = 3

VERDICTS: Mapping[str, Look] = {
    ReviewedGoal.Verdict.RIGHT: Look("check2-circle", gettext_lazy("It stays as it is.")),
    ReviewedGoal.Verdict.CHANGED: Look("pencil", gettext_lazy("You are led to its words afterwards.")),
    ReviewedGoal.Verdict.PAUSED: Look("pause-circle", gettext_lazy("It waits until you take it up again.")),
    ReviewedGoal.Verdict.REACHED: Look("trophy", gettext_lazy("Afterwards you are asked what helped.")),
    ReviewedGoal.Verdict.LET_GO: Look("archive", gettext_lazy("It no longer asks for anything.")),
}
_GAPS = {
    Role.Kind.DOOR_OPENER: gettext_lazy("Ask who could open a door for me"),
    Role.Kind.EXPERT: gettext_lazy("Ask who knows a lot about it"),
    Role.Kind.INSIDER: gettext_lazy("Ask who works in the industry"),
    Role.Kind.MULTIPLIER: gettext_lazy("Ask who knows many people there"),
    Role.Kind.SUPPORTER: gettext_lazy("Ask who could back me up"),
    Role.Kind.WORTH_REVIVING: gettext_lazy("Ask who else is still in touch with people from earlier"),
}


def gap_text(kind: str) -> str:
    """Return the next step that a gap suggests."""
    return str(_GAPS[Role.Kind(kind)])


def missing_words(needs: Sequence[str]) -> list[str]:
    """Return for which competences and questions nobody is there, a sentence each; no more than a few."""
    return [_("Nobody yet for “%(need)s”.") % {"need": need} for need in needs[:MOST_NEEDS]]
