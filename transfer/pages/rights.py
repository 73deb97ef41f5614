"""What would go and what would stay if people were erased or made anonymous: what one reads before it is final."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from accounts.models import User
from contacts.models import Contact, Moment, Participation
from contacts.queries.erasable import moments_of, shared_moments, with_absorbed
from netzwerk.core.belonging import contact_belongings
from transfer.models import Export, ImportFile, Restore
from transfer.queries.traces import loose_rows, traces_of


@dataclass(frozen=True, slots=True)
class Outlook:
    """What stands on the page that asks: counts, each in words."""

    people: Sequence[Contact]
    # Rows that go, and rows that stay without a name when people are made anonymous: "3 ties". Moments stand apart.
    goes: Sequence[str]
    counted: Sequence[str]
    moments: str
    moments_alone: int
    moments_shared: int
    shared_notes: int
    lines_of_imports: int
    exports: int
    # Files that still wait for the user's answer, and could bring people in again.
    files_waiting: int


def outlook_of(owner: User, people: Sequence[Contact]) -> Outlook:
    """Return what there is about these people; the number of queries does not depend on how many they are."""
    ids = with_absorbed(owner, [person.pk for person in people])
    goes: list[str] = []
    counted: list[str] = []
    moments = ""
    for belonging in contact_belongings:
        if belonging.words is None:
            continue
        named = Q()
        for field in belonging.fields:
            named |= Q(**{f"{field}__in": ids})
        count = belonging.model._default_manager.filter(named, owner_id=owner.pk).count()
        if not count:
            continue
        if belonging.model is Participation:
            moments = belonging.words(count)
        else:
            (goes if belonging.when_anonymous is None else counted).append(belonging.words(count))
    shared = shared_moments(owner, ids)
    return Outlook(
        people=people,
        goes=goes,
        counted=counted,
        moments=moments,
        moments_alone=len(set(moments_of(owner, ids)) - set(shared)),
        moments_shared=len(shared),
        shared_notes=Moment.objects.for_user(owner).filter(pk__in=shared).exclude(note="").count(),
        lines_of_imports=loose_rows(owner, traces_of(owner, ids)).count(),
        exports=Export.objects.for_user(owner).count(),
        files_waiting=_files_waiting(owner),
    )


def _files_waiting(owner: User) -> int:
    files = ImportFile.objects.for_user(owner).exclude(file="").count()
    return files + Restore.objects.for_user(owner).waiting().count()
