"""Where a network stands, how it scores, and how much of that is answered, in a few words."""

from __future__ import annotations

from django.utils.translation import gettext as _

from networks.models import Network, Stage
from networks.rules.fit import CRITERIA, Fit


def standing_words(network: Network, since_year: int | None) -> str:
    """Return the stage of a network: "Member since 2024", "Trying out"."""
    if network.stage == Stage.MEMBER and since_year:
        return _("Member since %(year)s") % {"year": since_year}
    return network.get_stage_display()


def coverage_words(fit: Fit) -> str:
    """Return how many criteria are answered: "6 of 8 answered", "Preliminary: 4 of 8 answered"."""
    said = {"answered": fit.answered, "all": len(CRITERIA)}
    if fit.is_preliminary:
        return _("Preliminary: %(answered)s of %(all)s answered") % said
    return _("%(answered)s of %(all)s answered") % said
