"""The user's memberships: what is due about them; a fixed number of queries for any number of them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db.models import Max

from accounts.models import User
from networks.models import Membership, MembershipQuerySet, MembershipReview, Network
from networks.rules.cancellation import Cancellation, earliest_end, is_reminded, next_cancellation, weeks_ahead
from networks.rules.reviewing import review_due_on


class NoticeDue(NamedTuple):
    """That notice must be given soon if the user wants to leave; `weeks_ahead` is 6 or 2, as the newest reminder."""

    membership: Membership
    give_notice_by: date
    ends_on: date
    weeks_ahead: int


class QuestionDue(NamedTuple):
    """That the yearly question about a membership waits since a day."""

    membership: Membership
    due_on: date


def membership_of(network: Network) -> Membership | None:
    """Return the membership of a network of the user's: the one that has no end, or else the one that ended last.

    One query, none where `memberships` was prefetched: they can be of nobody else (wall 4).
    """
    found = network.memberships.all()
    rows = sorted(found, key=lambda one: (one.left_on is None, one.left_on or date.min, one.created_at))
    return rows[-1] if rows else None


def cancellation_of(membership: Membership, on: date) -> Cancellation | None:
    """Return the next chance to leave; None when one can leave at any time, or has given notice already."""
    return next_cancellation(membership.terms, on) if membership.left_on is None else None


def end_if_left(membership: Membership | None, on: date) -> date:
    """Return the last day that follows from giving notice on a day, or that was said already; without one, that day."""
    if membership is None:
        return on
    if membership.left_on is not None:
        return membership.left_on
    chance = cancellation_of(membership, on)
    return chance.ends_on if chance else earliest_end(on, membership.notice_count, membership.notice_unit)


def notices_due(user: User, on: date, until: date | None = None) -> list[NoticeDue]:
    """Return where the user should soon say whether they leave, the most urgent first; one query.

    A reminder (6 or 2 weeks ahead of the last day to give notice) has come by `until` (else `on`), that day is not
    over, and the user has not said that they stay.
    """
    return _notices(_lasting(user, on).filter(term_months__isnull=False), on, until or on)


def questions_due(user: User, on: date) -> list[QuestionDue]:
    """Return memberships whose yearly question waits for its answer, the oldest first; two queries.

    Whoever has given notice is asked nothing any more.
    """
    return _questions(user, list(_lasting(user, on)), on)


def memberships_due(user: User, on: date, until: date) -> tuple[list[NoticeDue], list[QuestionDue]]:
    """Return `notices_due` of the days and `questions_due` until the last one, asked together; two queries for both."""
    memberships = list(_lasting(user, on))
    return _notices(memberships, on, until), _questions(user, memberships, until)


def last_reviews(user: User, memberships: Iterable[Membership]) -> dict[UUID, date]:
    """Return when each of these memberships was last reviewed, by membership; one query."""
    found = MembershipReview.objects.for_user(user).filter(membership__in=[one.pk for one in memberships])
    newest = found.order_by().values("membership").annotate(last=Max("reviewed_on"))
    return dict(newest.values_list("membership", "last"))


def _lasting(user: User, on: date) -> MembershipQuerySet:
    """Return memberships of which no notice was given; whether they run on one day or on another is the same then."""
    return Membership.objects.for_user(user).running(on=on).filter(left_on=None).select_related("network")


def _notices(memberships: Iterable[Membership], on: date, until: date) -> list[NoticeDue]:
    due = (_notice(membership, on, until) for membership in memberships)
    return sorted((one for one in due if one), key=lambda one: (one.give_notice_by, one.membership.network.folded_name))


def _questions(user: User, memberships: list[Membership], on: date) -> list[QuestionDue]:
    reviewed = last_reviews(user, memberships)
    due = ((one, review_due_on(one.since_on, reviewed.get(one.pk))) for one in memberships)
    waiting = [QuestionDue(one, day) for one, day in due if day is not None and day <= on]
    return sorted(waiting, key=lambda one: (one.due_on, one.membership.network.folded_name))


def _notice(membership: Membership, on: date, until: date) -> NoticeDue | None:
    terms = membership.terms
    chance = next_cancellation(terms, on)
    if terms is None or chance is None or not is_reminded(terms):
        return None
    weeks = weeks_ahead(chance.give_notice_by, until)
    if weeks is None or membership.notice_settled_for == chance.give_notice_by:
        return None
    return NoticeDue(membership, chance.give_notice_by, chance.ends_on, weeks)
