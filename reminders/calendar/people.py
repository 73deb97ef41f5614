"""People in a calendar feed: birthdays, dates of their own, and who becomes due; nobody whom product rule 2 hides."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from uuid import UUID

from django.db.models import F, Q
from django.db.models.functions import Mod

from accounts.models import User
from contacts.models import Contact, ContactQuerySet, OwnDate
from contacts.queries.nameable import proposable
from contacts.rules.partial_dates import years_on
from netzwerk.core.links import absolute_url
from reminders.calendar import words
from reminders.calendar.entry import MOST, Entry, addresses
from reminders.rules.feed import Window, due_day, occurrences
from reminders.words.silences import overdue_sentence

# Past the last day of a year, as month and day make a number.
_YEAR = 1300


def birthdays(user: User, window: Window) -> Iterator[Entry]:
    """Yield each birthday of the window, with the age where the year is known; one query."""
    people = _people(user, window).exclude(birthday_month=None)
    shown = people.only("name", "given_name", "birthday_month", "birthday_day", "birthday_year", "snoozed_until")
    page = addresses("contacts:contact-detail")
    for contact in shown.order_by(_turn(window, "birthday_"), "pk")[:MOST]:
        annual = contact.birthday
        if annual is None:
            continue
        name, url = words.name_words(user, contact), page(contact.pk)
        for day in occurrences(annual, window, user.leap_day, contact.snoozed_until):
            age = None if user.has_private_mails else years_on(annual, day)
            summary = words.birthday_words(name, age)
            yield Entry(f"birthday-{contact.pk}-{day.year}", day, summary, url)


def own_dates(user: User, window: Window) -> Iterator[Entry]:
    """Yield each date of people's own in the window, with the years where they are known; one query."""
    found = OwnDate.objects.for_user(user).filter(proposable(user, "contact", on=window.last))
    shown = found.select_related("contact").only(
        "label", "month", "day", "year", "contact__name", "contact__given_name", "contact__snoozed_until"
    )
    page = addresses("contacts:contact-detail")
    for one in shown.order_by(_turn(window), "pk")[:MOST]:
        name, url = words.name_words(user, one.contact), page(one.contact_id)
        label = "" if user.has_private_mails else one.label
        for day in occurrences(one.annual, window, user.leap_day, one.contact.snoozed_until):
            summary = words.own_date_words(label, name, years_on(one.annual, day))
            yield Entry(f"date-{one.pk}-{day.year}", day, summary, url)


def due_people(user: User, window: Window) -> Iterator[Entry]:
    """Yield who becomes due, each once on the day it happens; two queries.

    On a day with more of them than the user wants in a mail, they share an entry: after an import, a calendar would
    hold nothing else. Who has waited for longer than the window stands on Today and in the mail.
    """
    by_day = _due_by_day(user, window)
    alone = [pk for ids in by_day.values() if len(ids) <= user.digest_people for pk in ids]
    contacts = Contact.objects.for_user(user).filter(pk__in=alone).defer("note").in_bulk()
    page = addresses("contacts:contact-detail")
    everybody = f"{absolute_url('contacts:contact-list')}?due=1"
    for day, people in by_day.items():
        if len(people) > user.digest_people:
            group = words.due_group(list(people.values()))
            yield Entry(f"due-{day.isoformat()}", day, group.summary, everybody, group.names)
            continue
        for pk, name in people.items():
            why = "" if user.has_private_mails else overdue_sentence(contacts[pk], day, user.zone)
            yield Entry(f"due-{pk}", day, words.due_words(name), page(pk), why)


def _due_by_day(user: User, window: Window) -> dict[date, dict[UUID, str]]:
    """Return the names of those who become due, by the day and by their id."""
    is_new = Q(due_on__gte=window.first) | Q(snoozed_until__gte=window.first)
    people = _people(user, window).filter(is_new, due_on__lte=window.last)
    found: dict[date, dict[UUID, str]] = defaultdict(dict)
    for contact in people.only("name", "given_name", "due_on", "snoozed_until").order_by("due_on", "pk")[:MOST]:
        day = due_day(contact.due_on, contact.snoozed_until)
        if window.holds(day):
            found[day][contact.pk] = words.name_words(user, contact)
    return found


def _people(user: User, window: Window) -> ContactQuerySet:
    """Return who may be suggested on some day of the window; a snooze may end in the middle of it."""
    return Contact.objects.for_user(user).suggestible(on=window.last)


def _turn(window: Window, prefix: str = "") -> Mod:
    """Return what orders days of the year from the first of the window on: a cut keeps those that come first."""
    first = window.first.month * 100 + window.first.day
    return Mod(F(f"{prefix}month") * 100 + F(f"{prefix}day") + (_YEAR - first), _YEAR)
