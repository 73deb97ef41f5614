"""Moments over time: which fit, who was there, how many in each year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef
from django.db.models.functions import ExtractYear

from accounts.models import User
from contacts.models import Contact, Moment, MomentWord, Organisation, Participation
from contacts.models.moment import MomentQuerySet
from contacts.models.search import is_word
from contacts.queries.searching import terms_for

MOST_CHOICES = 200


def organisations_with_moments(user: User) -> list[Organisation]:
    """Return the organisations that a moment was at, by name."""
    was_there = Moment.objects.for_user(user).present().filter(organisation=OuterRef("pk"))
    found = Organisation.objects.for_user(user).filter(Exists(was_there)).defer("note")
    return list(found.order_by("folded_name", "id")[:MOST_CHOICES])


def moments_fitting(user: User, filters: Mapping[str, Any]) -> MomentQuerySet:
    """Return the moments that fit: by kind, initiator, year, since, until, contact and organisation (ids), who, q.

    `who` is part of a name, `q` words of the note, in any form.
    """
    moments = Moment.objects.for_user(user).present()
    for name in ("kind", "initiator"):
        if name in filters:
            moments = moments.filter(**{name: filters[name]})
    if "organisation" in filters:
        moments = moments.filter(organisation_id=filters["organisation"])
    if "contact" in filters:
        moments = moments.filter(participations__contact_id=filters["contact"])
    if "who" in filters:
        moments = moments.filter(pk__in=_moments_with(user, filters["who"]))
    if "q" in filters:
        moments = _with_words(user, moments, filters["q"])
    return _within(moments, filters)


def _with_words(user: User, moments: MomentQuerySet, text: str) -> MomentQuerySet:
    """Narrow to moments whose notes have each word; a text without any finds none."""
    terms = terms_for(user, text)
    for term in terms:
        words = MomentWord.objects.for_user(user).filter(is_word(term))
        moments = moments.filter(pk__in=words.values("moment_id"))
    return moments if terms else moments.none()


def _moments_with(user: User, text: str) -> Any:
    people = Contact.objects.for_user(user).present().matching(text).order_by().values("pk")
    return Participation.objects.for_user(user).filter(contact__in=people).values("moment_id")


def _within(moments: MomentQuerySet, filters: Mapping[str, Any]) -> MomentQuerySet:
    """Narrow by dates; of a month or a year, its first day counts."""
    if year := filters.get("year"):
        moments = moments.filter(happened_on__range=(date(year, 1, 1), date(year, 12, 31)))
    if since := filters.get("since"):
        moments = moments.filter(happened_on__gte=since)
    if until := filters.get("until"):
        moments = moments.filter(happened_on__lte=until)
    return moments


def count_by_year(moments: MomentQuerySet) -> dict[int, dict[str, int]]:
    """Count moments by year and kind, in one query."""
    by_year = moments.order_by().annotate(in_year=ExtractYear("happened_on"))
    counts: dict[int, dict[str, int]] = defaultdict(dict)
    for year, kind, count in by_year.values_list("in_year", "kind").annotate(count=Count("pk")):
        counts[year][kind] = count
    return dict(counts)
