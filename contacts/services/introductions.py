"""Introductions of two contacts: made, and taken back."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from contacts.models import Contact, Exchange, Tie
from contacts.services.declining import decline_introduction, reconsider_introduction
from contacts.services.exchanges import log_exchange
from contacts.services.purging import schedule_purge
from contacts.services.ties import add_tie


@dataclass(frozen=True, slots=True)
class Introduction:
    """What an introduction left behind: what was given to both, and the tie if there was none before."""

    exchanges: tuple[UUID, ...]
    tie: UUID | None


@transaction.atomic
def make_introduction(
    *, owner: User, seeker: Contact, helper: Contact, on: date, texts: tuple[str, str], about: str = ""
) -> Introduction:
    """Note that the user introduced these two: given to both, with `texts` for each, and now they know each other.

    The introduction about these words (stems, with spaces between) is not suggested again.
    """
    made = [
        exchange.pk
        for contact, text in zip((seeker, helper), texts, strict=True)
        for exchange in log_exchange(
            owner=owner,
            contacts=[contact],
            direction=Exchange.Direction.GIVEN,
            kind=Exchange.Kind.INTRODUCTION,
            happened_on=on,
            text=text[:300],
        )
    ]
    pair = Tie.objects.for_user(owner).filter(kind=Tie.Kind.KNOWS, contact__in=(seeker, helper))
    is_known = pair.filter(other__in=(seeker, helper)).exists()
    tie = None if is_known else add_tie(contact=seeker, other=helper, kind=Tie.Kind.KNOWS).pk
    decline_introduction(owner=owner, seeker=seeker, helper=helper, about=about)
    return Introduction(tuple(made), tie)


@transaction.atomic
def take_back_introduction(
    *, owner: User, seeker: Contact, helper: Contact, exchanges: Collection[UUID], tie: UUID | None, about: str = ""
) -> None:
    """Take back what an introduction left behind; nothing else of these two can be reached by it."""
    two = (seeker, helper)
    given = Exchange.objects.for_user(owner).present().filter(kind=Exchange.Kind.INTRODUCTION, contact__in=two)
    now = timezone.now()
    if given.filter(pk__in=exchanges).update(deleted_at=now):
        schedule_purge(owner=owner, deleted_at=now)
    if tie is not None:
        Tie.objects.for_user(owner).filter(pk=tie, kind=Tie.Kind.KNOWS, contact__in=two, other__in=two).delete()
    reconsider_introduction(owner=owner, seeker=seeker, helper=helper, about=about)
