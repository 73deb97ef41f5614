"""Whom a digest names, written down before it is sent."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from accounts.models import User
from reminders.models import Digest, DigestPerson
from reminders.queries.covering import Covered, covered_by
from reminders.services.proposals import Proposal, Suggestion, propose_people


def name_people(*, digest: Digest, user: User, on: date, covered: Covered | None = None) -> Proposal:
    """Choose the people of a digest and write them down; a second run keeps those of the first who still fit.

    How far it reaches is written down, too: from there on the next mail speaks.
    """
    covered = covered or covered_by(user=user, on=on, digest=digest)
    named = set(DigestPerson.objects.for_user(user).filter(digest=digest).values_list("contact_id", flat=True))
    proposal = propose_people(user=user, on=on, covered=covered)
    if named and named != {one.contact.pk for one in proposal.people}:
        proposal = _narrowed(proposal, propose_people(user=user, on=on, only=named, covered=covered))
    if named:
        _forget_others(digest, user, proposal.people)
    _write_names(digest, user, on, proposal.people)
    digest.covers_until = covered.until
    digest.save(update_fields=["covers_until"])
    return proposal


def _narrowed(everybody: Proposal, named: Proposal) -> Proposal:
    return Proposal(named.people, everybody.nobody_due, everybody.dates)


def _forget_others(digest: Digest, user: User, people: Sequence[Suggestion]) -> None:
    contact_ids: list[UUID] = [one.contact.pk for one in people]
    rows = DigestPerson.objects.for_user(user).filter(digest=digest)
    rows.exclude(contact_id__in=contact_ids).delete()


def _write_names(digest: Digest, user: User, on: date, people: Sequence[Suggestion]) -> None:
    DigestPerson.objects.bulk_create(
        [
            DigestPerson(owner=user, digest=digest, contact=one.contact, position=place, named_on=on)
            for place, one in enumerate(people)
        ],
        # A second run may be on the next day.
        update_conflicts=True,
        unique_fields=["owner", "digest", "contact"],
        update_fields=["position", "named_on"],
    )
