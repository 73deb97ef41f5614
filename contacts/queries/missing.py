"""Whose closeness, origin, address or last moment nobody has said; the archive and the bin are left alone."""

from __future__ import annotations

from django.db.models import Count, Exists, OuterRef, Q

from accounts.models import User
from contacts.models import Closeness, Contact, ContactQuerySet, EmailAddress, LastInTouch, Origin, PhoneNumber
from contacts.rules.lacks import Lack


def people_lacking(user: User, lack: Lack) -> ContactQuerySet:
    """Return the people who lack this."""
    return Contact.objects.for_user(user).active().filter(_conditions(user)[lack])


def count_lacks(user: User) -> dict[Lack, int]:
    """Count the people who lack each thing, in one query."""
    conditions = _conditions(user)
    counts = {lack.value: Count("pk", filter=condition) for lack, condition in conditions.items()}
    found = Contact.objects.for_user(user).active().aggregate(**counts)
    return {lack: found[lack.value] for lack in conditions}


def beginning_at(people: ContactQuerySet, contact: Contact, *, inclusive: bool) -> ContactQuerySet:
    """Return those of the people who come after this one by name, or begin with them."""
    same = Q(id__gte=contact.pk) if inclusive else Q(id__gt=contact.pk)
    later = Q(folded_name__gt=contact.folded_name) | same
    return people.filter(later, folded_name__gte=contact.folded_name)


def _conditions(user: User) -> dict[Lack, Q]:
    mails = EmailAddress.objects.for_user(user).filter(contact=OuterRef("pk"))
    phones = PhoneNumber.objects.for_user(user).filter(contact=OuterRef("pk"))
    return {
        Lack.CLOSENESS: Q(closeness=Closeness.NOT_PLACED),
        Lack.ORIGIN: Q(origin=Origin.OTHER),
        # Whoever said roughly when it was has said enough.
        Lack.MOMENT: Q(last_moment_on=None, last_in_touch=LastInTouch.NOT_SURE),
        Lack.REACH: ~Q(Exists(mails)) & ~Q(Exists(phones)),
    }
