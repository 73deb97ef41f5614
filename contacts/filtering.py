"""Whom a query string means: what the list shows, what a saved view holds, what a bulk change is about."""

from __future__ import annotations

from datetime import date

from django.http import QueryDict

from accounts.models import User
from contacts.forms import ContactFilterForm
from contacts.models import Contact, ContactQuerySet


def find_contacts(*, user: User, query: str, today: date) -> ContactQuerySet:
    """Return the people that the list shows for this query string, in no order; the archive only when asked for."""
    form = ContactFilterForm(QueryDict(query))
    form.is_valid()
    return form.narrow(Contact.objects.for_user(user), today)
