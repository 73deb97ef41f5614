"""Whom a review may name: who gave something since the last one, and whose tie could rest; fixed queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum
from uuid import UUID

from django.db.models.functions import Coalesce

from accounts.models import User
from contacts.models import Contact, ContactQuerySet, Tie
from contacts.queries.exchanges import exchanges_of
from contacts.queries.nameable import not_in_bin
from contacts.rules.cadence import add_months
from goals.models import Goal
from matching.models import Revival
from netzwerk.core.registry import unanswered_namings

# So many are named: more would be a list to work off.
MOST_THANKED = 12
MOST_RESTING = 8
# More rows than this are not read to find them.
MOST_ROWS = 500
# Facts beside one person.
MOST_FACTS = 3
# Named so often without anything that followed, or due for so long, one may ask whether the tie should rest.
NAMINGS_TO_ASK = 3
MONTHS_TO_ASK = 12


class Gift(StrEnum):
    """What somebody did for the user."""

    EXCHANGE = "exchange"
    REVIVAL = "revival"
    INTRODUCTION = "introduction"


@dataclass(frozen=True, slots=True)
class GiftFact:
    """One thing that somebody gave: `kind` of an exchange, `text` what was noted, or whom one got to know."""

    gift: Gift
    on: date
    kind: str = ""
    text: str = ""


@dataclass(slots=True)
class Giver:
    """Somebody to thank, with what they gave, the newest first."""

    contact: Contact
    facts: list[GiftFact] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Weary:
    """Somebody whose tie could rest: so many mails named them, due since, or never met at all."""

    contact: Contact
    namings: int
    due_on: date | None
    has_met: bool


def find_givers(owner: User, since: date, today: date) -> list[Giver]:
    """Return who gave something since a day and may be suggested, the newest gift first; four queries."""
    gifts = [*_received(owner, since, today), *_revived(owner, since, today), *_introduced(owner, since, today)]
    gifts.sort(key=lambda gift: gift[1].on, reverse=True)
    facts: dict[UUID, list[GiftFact]] = defaultdict(list)
    for contact_id, fact in gifts:
        facts[contact_id].append(fact)
    people = Contact.objects.for_user(owner).suggestible(on=today).in_bulk(list(facts))
    found = [Giver(people[pk], facts[pk][:MOST_FACTS]) for pk in facts if pk in people]
    return found[:MOST_THANKED]


def find_weary(owner: User, since: date, today: date) -> list[Weary]:
    """Return whose tie could rest: named in vain, then due for very long, then never met; a fixed number of queries.

    Nobody close to the heart; and who is due or was never met only as long as no goal that is pursued has a role for
    them.
    """
    namings = {pk: count for pk, count in _namings(owner, since, today).items() if count >= NAMINGS_TO_ASK}
    people = Contact.objects.for_user(owner).suggestible(on=today).filter(is_close_to_heart=False)
    often = sorted(namings, key=lambda pk: (-namings[pk], pk))[:MOST_ROWS]
    named = people.in_bulk(often)
    found = {pk: named[pk] for pk in often if pk in named}
    found |= {contact.pk: contact for contact in _long_due(people, today)[:MOST_RESTING]}
    found |= {contact.pk: contact for contact in _never_met(people, today)[:MOST_RESTING]}
    return [
        Weary(contact, namings.get(contact.pk, 0), contact.due_on, contact.last_moment_on is not None)
        for contact in list(found.values())[:MOST_RESTING]
    ]


def _received(owner: User, since: date, today: date) -> list[tuple[UUID, GiftFact]]:
    found = exchanges_of(owner).went("received").annotate(on=Coalesce("done_on", "happened_on"))
    rows = found.filter(on__range=(since, today), contact__isnull=False).order_by("-on", "-id")
    return [
        (contact_id, GiftFact(Gift.EXCHANGE, on, kind, text))
        for contact_id, on, kind, text in rows.values_list("contact_id", "on", "kind", "text")[:MOST_ROWS]
    ]


def _revived(owner: User, since: date, today: date) -> list[tuple[UUID, GiftFact]]:
    helped = Revival.objects.for_user(owner).filter(outcome=Revival.Outcome.HELPED, outcome_on__range=(since, today))
    rows = helped.order_by("-outcome_on", "-id").values_list("contact_id", "outcome_on", "note")[:MOST_ROWS]
    return [(contact_id, GiftFact(Gift.REVIVAL, on, text=note)) for contact_id, on, note in rows if on]


def _introduced(owner: User, since: date, today: date) -> list[tuple[UUID, GiftFact]]:
    """Return who introduced whom; those whom one got to know this way are named unless they lie in the bin."""
    start = datetime.combine(since, time.min, owner.zone)
    ties = Tie.objects.for_user(owner).filter(
        not_in_bin(owner, "other"), kind=Tie.Kind.INTRODUCED, created_at__gte=start
    )
    rows = ties.order_by("-created_at", "-id").values_list("contact_id", "created_at", "other__name")[:MOST_ROWS]
    found = [(pk, at.astimezone(owner.zone).date(), name) for pk, at, name in rows]
    return [(pk, GiftFact(Gift.INTRODUCTION, on, text=name)) for pk, on, name in found if on <= today]


def _long_due(people: ContactQuerySet, today: date) -> ContactQuerySet:
    return _without_role(people).filter(due_on__lte=add_months(today, -MONTHS_TO_ASK)).order_by("due_on", "id")


def _never_met(people: ContactQuerySet, today: date) -> ContactQuerySet:
    long_ago = add_months(today, -MONTHS_TO_ASK)
    unmet = _without_role(people).filter(last_moment_on=None, due_on__lte=today, anchor_on__lte=long_ago)
    return unmet.order_by("due_on", "id")


def _without_role(people: ContactQuerySet) -> ContactQuerySet:
    return people.exclude(roles__goal__status=Goal.Status.ACTIVE)


def _namings(owner: User, since: date, today: date) -> Mapping[UUID, int]:
    counts: dict[UUID, int] = defaultdict(int)
    for source in unanswered_namings:
        for contact_id, count in source(owner, since, today).items():
            counts[contact_id] += count
    return counts
