"""What the user means to do, in a calendar feed: next steps and open promises, on the day they are meant for."""

from __future__ import annotations

from collections.abc import Iterator

from accounts.models import User
from contacts.models import Exchange
from contacts.queries.exchanges import exchanges_of
from contacts.queries.nameable import proposable
from contacts.words.exchanges import what_words
from goals.models import NextStep
from netzwerk.core.companions import Companion, companions_of, exchange_companions
from netzwerk.core.links import absolute_url
from reminders.calendar import words
from reminders.calendar.entry import MOST, Entry, addresses
from reminders.rules.feed import Window, is_awake

# Nobody means to do more in a year.
MOST_INTENTIONS = MOST // 10


def steps(user: User, window: Window) -> Iterator[Entry]:
    """Yield open next steps of goals that are pursued; one query."""
    found = NextStep.objects.for_user(user).open().wanted().filter(proposable(user, "contact", on=window.last))
    coming = found.filter(due_on__range=(window.first, window.last)).order_by("due_on", "id")
    page = addresses("contacts:contact-detail")
    for step in coming.select_related("contact", "goal").defer("contact__note")[:MOST_INTENTIONS]:
        if is_awake(step.due_on, step.contact.snoozed_until):
            is_private = user.has_private_mails
            summary = words.step_words("" if is_private else step.text, words.name_words(user, step.contact))
            why = "" if is_private else words.goal_words(step.goal.statement)
            yield Entry(f"step-{step.pk}", step.due_on, summary, page(step.contact_id), why)


def promises(user: User, window: Window) -> Iterator[Entry]:
    """Yield promises that are not kept yet and have a day; one query, and those that say what they belong to."""
    found = exchanges_of(user).open_promises().filter(proposable(user, "contact", on=window.last))
    coming = found.filter(due_on__range=(window.first, window.last))
    shown = list(coming.select_related("contact").defer("contact__note")[:MOST_INTENTIONS])
    beside = companions_of(exchange_companions, user, [promise.pk for promise in shown])
    page, everything = addresses("contacts:contact-detail"), absolute_url("contacts:exchange-list")
    for promise in shown:
        contact = promise.contact
        if promise.due_on and (contact is None or is_awake(promise.due_on, contact.snoozed_until)):
            summary = _promise_words(user, promise, beside[promise.pk])
            url = page(contact.pk) if contact else everything
            yield Entry(f"promise-{promise.pk}", promise.due_on, summary, url)


def _promise_words(user: User, promise: Exchange, beside: list[Companion]) -> str:
    what = "" if user.has_private_mails else what_words(promise)
    if promise.contact is not None:
        return words.promise_words(what, words.name_words(user, promise.contact))
    return words.promise_words(what, beside[0].title if beside else "")
