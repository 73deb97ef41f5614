"""What the user said no to: it does not come back (product rule 8)."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction

from accounts.models import User
from contacts.models import Contact, DeclinedPair
from contacts.rules.pairs import pair_of

About = DeclinedPair.About
SUBJECT_LENGTH = 400


@transaction.atomic
def decline_tie(*, contact: Contact, other: Contact) -> DeclinedPair:
    """Never suggest a tie between these two again; said twice, it is one row."""
    return _decline(contact.owner, About.TIE, *pair_of(contact.pk, other.pk))


@transaction.atomic
def reconsider_tie(*, contact: Contact, other: Contact) -> None:
    """Let a tie between these two be suggested again."""
    _reconsider(contact.owner, About.TIE, *pair_of(contact.pk, other.pk))


@transaction.atomic
def decline_duplicates(*, contact: Contact, others: Iterable[Contact]) -> list[DeclinedPair]:
    """Note that this is none of the others, so that it is not asked again; said twice, it is noted once."""
    pairs = [pair_of(contact.pk, other.pk) for other in others if other.pk != contact.pk]
    return [_decline(contact.owner, About.DUPLICATE, *pair) for pair in pairs]


@transaction.atomic
def reconsider_duplicates(*, owner: User, pair_id: UUID) -> None:
    """Ask again whether a pair that was declined is one person."""
    DeclinedPair.objects.for_user(owner).filter(about=About.DUPLICATE, pk=pair_id).delete()


@transaction.atomic
def decline_introduction(*, owner: User, seeker: Contact, helper: Contact, about: str = "") -> DeclinedPair:
    """Never suggest to introduce these two about these words again; said twice, it is one row."""
    return _decline(owner, About.INTRODUCTION, seeker.pk, helper.pk, about)


@transaction.atomic
def reconsider_introduction(*, owner: User, seeker: Contact, helper: Contact, about: str = "") -> None:
    """Let it be suggested again."""
    _reconsider(owner, About.INTRODUCTION, seeker.pk, helper.pk, about)


def _decline(owner: User, about: About, first: UUID, second: UUID, subject: str = "") -> DeclinedPair:
    declined, _is_new = DeclinedPair.objects.for_user(owner).get_or_create(
        owner=owner, about=about, first_id=first, second_id=second, subject=subject[:SUBJECT_LENGTH]
    )
    return declined


def _reconsider(owner: User, about: About, first: UUID, second: UUID, subject: str = "") -> None:
    declined = DeclinedPair.objects.for_user(owner).filter(about=about, subject=subject[:SUBJECT_LENGTH])
    declined.filter(first_id=first, second_id=second).delete()
