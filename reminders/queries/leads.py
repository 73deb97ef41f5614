"""Birthdays and own dates told on the day itself: whether a user, and a day, has any."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from accounts.models import User
from contacts.models import Contact, ContactQuerySet, OwnDate
from contacts.rules.partial_dates import kept_on

ON_THE_DAY = 0


def has_day_mails(user: User) -> bool:
    """Return whether the user wants mails on the day itself, for everybody or for somebody; at most one query."""
    if ON_THE_DAY in user.date_lead_days:
        return True
    # Also of whoever rests or lies in the bin: nobody plans anew when they come back, and the day itself asks again.
    own = Contact.objects.for_user(user).filter(date_lead_days__isnull=False)
    return own.filter(date_lead_days__contains=[ON_THE_DAY]).exists()


def has_day_to_tell(*, user: User, on: date) -> bool:
    """Return whether a mail on the day itself would have anything to say: one query, by the indexes of the days."""
    told = told_ahead(Contact.objects.for_user(user).suggestible(on=on), user, ON_THE_DAY)
    born, kept = Q(), Q()
    for month, day in kept_on(on, user.leap_day):
        born |= Q(birthday_month=month, birthday_day=day)
        kept |= Q(month=month, day=day)
    birthdays = told.filter(born).filter(Q(birthday_year=None) | Q(birthday_year__lte=on.year))
    own_dates = OwnDate.objects.for_user(user).order_by().filter(kept).filter(Q(year=None) | Q(year__lte=on.year))
    found = birthdays.values("pk").union(own_dates.filter(contact__in=told.values("pk")).values("contact_id"), all=True)
    return bool(found[:1])


def told_ahead(contacts: ContactQuerySet, user: User, days: int) -> ContactQuerySet:
    """Return those of the contacts whose dates are told this many days ahead: as they say, or else as the user does."""
    return contacts.filter(told_ahead_condition(user, days))


def told_ahead_condition(user: User, days: int) -> Q:
    """Return what holds for contacts whose dates are told this many days ahead."""
    theirs = Q(date_lead_days__contains=[days])
    return theirs | Q(date_lead_days=None) if days in user.date_lead_days else theirs
