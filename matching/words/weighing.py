"""What counts how much for a proposal, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from goals.models import Role
from matching.rules.evidence import EvidenceKind

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

FACT_NAMES: Mapping[EvidenceKind, _StrPromise] = {
    EvidenceKind.OFFER: _("What somebody offers"),
    EvidenceKind.POSITION: _("What somebody does, and the name of the organisation"),
    EvidenceKind.INDUSTRY: _("The industry of the organisation"),
    EvidenceKind.TAG: _("Your tags"),
    EvidenceKind.NOTE: _("Your notes about somebody"),
    EvidenceKind.MOMENT: _("Your notes about moments"),
    EvidenceKind.DECIDES: _("A position that decides, in the field of the goal"),
    EvidenceKind.KNOWS_THERE: _("Ties to people who work in the field"),
    EvidenceKind.STANDING: _("Your quick mark: standing in the field"),
    EvidenceKind.CIRCLES: _("How many of your circles somebody knows people from"),
    EvidenceKind.BETWEEN: _("How often the shortest way between two of your people leads through somebody"),
    EvidenceKind.TIES: _("How many of your people somebody knows"),
    EvidenceKind.NETWORKS: _("How many of your networks somebody is in"),
    EvidenceKind.CLOSENESS: _("Closeness"),
    EvidenceKind.WILLING: _("Your quick mark: willing to help"),
    EvidenceKind.TRUST: _("Your quick mark: trust"),
    EvidenceKind.SHARED_TIME: _("Your quick mark: little shared time"),
    EvidenceKind.SILENCE: _("Silence of a year or more"),
}
ROLE_WEIGHING: Mapping[str, _StrPromise] = {
    Role.Kind.DOOR_OPENER: _(
        "The field of the goal in positions, industries, tags, offers and notes; positions that decide there; ties to "
        "people who work there, but for colleagues of one place; your mark for standing."
    ),
    Role.Kind.EXPERT: _(
        "Each competence and each question by its own words. Where a goal has none, its field takes their place."
    ),
    Role.Kind.INSIDER: _(
        "The field of the goal. Here the industry counts most, and whoever works there today twice as much as who did."
    ),
    Role.Kind.MULTIPLIER: _("Ties, different circles, networks, and the ways between others; the more the better."),
    Role.Kind.SUPPORTER: _("Closeness, and your marks for trust and willingness to help."),
    Role.Kind.WORTH_REVIVING: _(
        "Quiet and dormant ties with good marks. Those who have to do with the goal come first; how much you used to "
        "have to do with each other does not count."
    ),
}


def weight_words(share: float) -> str:
    """Return a share of the most that any fact counts, in words."""
    if share > 0.75:
        return pgettext("how much a fact counts", "very much")
    if share > 0.55:
        return pgettext("how much a fact counts", "much")
    return pgettext("how much a fact counts", "some") if share > 0.3 else pgettext("how much a fact counts", "a little")
