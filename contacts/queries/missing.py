"""What nobody has said about people, for the list and for working it off; there the archive is left alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.db.models import Count, Q

from accounts.models import User
from contacts.models import Closeness, Contact, ContactQuerySet, EmailAddress, LastInTouch, Origin, PhoneNumber
from contacts.rules.lacks import Lack

_CONDITIONS: Mapping[str, Callable[[User], Q]] = {
    "mail": lambda user: ~Q(pk__in=EmailAddress.objects.for_user(user).values("contact_id")),
    "phone": lambda user: ~Q(pk__in=PhoneNumber.objects.for_user(user).values("contact_id")),
    "closeness": lambda _user: Q(closeness=Closeness.NOT_PLACED),
    "origin": lambda _user: Q(origin=Origin.OTHER),
    # Whoever said roughly when it was has said enough.
    "moment": lambda _user: Q(last_moment_on=None, last_in_touch=LastInTouch.NOT_SURE),
    "birthday": lambda _user: Q(birthday_month=None),
    "photo": lambda _user: Q(photo_name=""),
}


def is_missing(user: User, *words: str) -> Q:
    """Return the condition that each of these is missing: mail, phone, closeness, origin, moment, birthday, photo."""
    return Q(*(_CONDITIONS[word](user) for word in words))


def people_lacking(user: User, lack: Lack) -> ContactQuerySet:
    """Return the people who lack this."""
    return Contact.objects.for_user(user).active().filter(is_missing(user, *lack.words))


def count_lacks(user: User) -> dict[Lack, int]:
    """Count the people who lack each thing, in one query."""
    counts = {lack.value: Count("pk", filter=is_missing(user, *lack.words)) for lack in Lack}
    found = Contact.objects.for_user(user).active().aggregate(**counts)
    return {lack: found[lack.value] for lack in Lack}


def beginning_at(people: ContactQuerySet, contact: Contact, *, inclusive: bool) -> ContactQuerySet:
    """Return those of the people who come after this one by name, or begin with them."""
    same = Q(id__gte=contact.pk) if inclusive else Q(id__gt=contact.pk)
    later = Q(folded_name__gt=contact.folded_name) | same
    return people.filter(later, folded_name__gte=contact.folded_name)
