"""Who took part in moments."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from uuid import UUID

from accounts.models import User
from contacts.models import Contact, Moment, Participation


def names_of(user: User, moments: Sequence[UUID]) -> dict[UUID, list[str]]:
    """Return the names of who took part in each of a few moments, in order, the bin left out; one query."""
    rows = Participation.objects.for_user(user).filter(moment__pk__any_of=moments, contact__deleted_at=None)
    names: dict[UUID, list[str]] = {pk: [] for pk in moments}
    for pk, name in rows.order_by("contact__folded_name", "contact_id").values_list("moment_id", "contact__name"):
        names[pk].append(name)
    return names


def people_of(user: User, moments: Sequence[Moment], *, known: Contact | None = None) -> dict[UUID, list[Contact]]:
    """Return who took part in each of the moments, by name, the bin left out; two queries, as a join is a guess.

    Where nobody did but one who is `known`, and not in the bin, they are not asked for again.
    """
    took_part: dict[UUID, list[UUID]] = defaultdict(list)
    rows = Participation.objects.for_user(user).filter(moment__in=moments)
    for contact_id, moment_id in rows.values_list("contact_id", "moment_id"):
        took_part[contact_id].append(moment_id)
    people: dict[UUID, list[Contact]] = {moment.pk: [] for moment in moments}
    for contact in _named(user, took_part, known):
        for moment_id in took_part[contact.pk]:
            people[moment_id].append(contact)
    return people


def _named(user: User, pks: Collection[UUID], known: Contact | None) -> Iterable[Contact]:
    if known is not None and set(pks) == {known.pk}:
        return [known]
    return Contact.objects.for_user(user).present().filter(pk__in=list(pks)).defer("note").by_name() if pks else ()
