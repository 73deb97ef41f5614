"""The user's memberships in a calendar feed: the last day to give notice, a new term, the yearly question, the end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import takewhile

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from networks.models import Membership
from networks.queries.memberships import last_reviews
from networks.rules.cancellation import Terms, cancellations, is_reminded
from networks.rules.reviewing import review_due_on
from reminders.calendar.entry import Entry, addresses
from reminders.calendar.words import about_words
from reminders.rules.feed import Window

_DAY = timedelta(days=1)


def membership_dates(user: User, window: Window) -> Iterator[Entry]:
    """Yield the dates of all memberships that run; two queries."""
    running = list(Membership.objects.for_user(user).running(on=window.first).select_related("network"))
    reviewed = last_reviews(user, running)
    page, answer = addresses("networks:membership-detail"), addresses("networks:membership-review")
    for one in running:
        name, url = "" if user.has_private_mails else one.network.name, page(one.pk)
        if one.left_on is not None:
            yield from _end(one, name, url, window)
            continue
        yield from _terms(one, name, url, window)
        asked_on = review_due_on(one.since_on, reviewed.get(one.pk))
        if asked_on is not None and window.holds(asked_on):
            summary, why = about_words(_("Yearly question"), name), _("Stay, give more, or leave?")
            yield Entry(f"question-{one.pk}-{asked_on}", asked_on, summary, answer(one.pk), why)


def _end(one: Membership, name: str, url: str, window: Window) -> Iterator[Entry]:
    if one.left_on is not None and window.holds(one.left_on):
        summary = about_words(_("Membership ends"), name)
        yield Entry(f"end-{one.pk}", one.left_on, summary, url)


def _terms(one: Membership, name: str, url: str, window: Window) -> Iterator[Entry]:
    terms = one.terms
    if terms is None or not is_reminded(terms):
        return
    chances = takewhile(lambda chance: chance.give_notice_by <= window.last, cancellations(terms, window.today))
    for chance in chances:
        if chance.give_notice_by != one.notice_settled_for:
            summary = about_words(_("Last day to give notice"), name)
            why = _("To leave on %(end)s.") % {"end": date_format(chance.ends_on, "DATE_FORMAT")}
            yield Entry(f"notice-{one.pk}-{chance.give_notice_by}", chance.give_notice_by, summary, url, why)
    for begins_on in _beginnings(terms, window):
        summary = about_words(_("A new term begins"), name)
        yield Entry(f"term-{one.pk}-{begins_on}", begins_on, summary, url)


def _beginnings(terms: Terms, window: Window) -> Iterator[date]:
    """Yield the first days of terms: without a period of notice, each lies behind a last day to give it."""
    ends = (chance.ends_on for chance in cancellations(replace(terms, notice_count=0), window.first - _DAY))
    return takewhile(lambda day: day <= window.last, (day + _DAY for day in ends))
