"""Why somebody is proposed: each reason a sentence with its facts, and where they can be seen."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from matching.queries.proposals import Proposal


@dataclass(frozen=True, slots=True)
class ReasonLine:
    """One reason in words, and the page that shows the facts."""

    sentence: str
    url: str


def reason_lines(proposal: Proposal) -> list[ReasonLine]:
    """Return the reasons of a proposal, the weightiest first; there is always one (product rule 8)."""
    person = reverse("contacts:contact-detail", args=[proposal.contact.pk])
    return [
        ReasonLine(_("Speaks of your field: %(words)s.") % {"words": one.text or one.about}, person)
        for one in proposal.evidence
    ]
