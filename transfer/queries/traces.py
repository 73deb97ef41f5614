"""What is stored about people where no row points at them: lines of imports, and drafts."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from accounts.models import User
from contacts.models import Contact
from contacts.queries.erasable import with_absorbed
from netzwerk.core.models import Draft
from transfer.models import ImportRow, SourceCard

Subject = ImportRow.Subject


@dataclass(frozen=True, slots=True)
class Traces:
    """What tells of people there: their ids and names, and the marks of what they came from."""

    ids: frozenset[str]
    names: frozenset[str]
    uids: frozenset[str]
    fingerprints: frozenset[str]

    @property
    def texts(self) -> frozenset[str]:
        """What a draft may say of them."""
        return self.ids | self.names


def traces_of(owner: User, ids: Collection[UUID]) -> Traces:
    """Return what tells of these people, and of whoever was merged into them."""
    everybody = with_absorbed(owner, ids)
    people = Contact.objects.for_user(owner).filter(pk__in=everybody)
    marks = [*SourceCard.objects.for_user(owner).filter(contact__in=everybody).values_list("uid", "fingerprint")]
    marks += ImportRow.objects.for_user(owner).filter(contact__in=everybody).values_list("uid", "fingerprint")
    return Traces(
        ids=frozenset(map(str, everybody)),
        names=frozenset(people.values_list("name", flat=True)),
        uids=frozenset(uid for uid, _mark in marks if uid),
        fingerprints=frozenset(mark for _uid, mark in marks if mark),
    )


def loose_rows(owner: User, traces: Traces) -> QuerySet[ImportRow]:
    """Return lines of imports that are about them, or say what happened with them, and that are nobody's."""
    alike = Q(name__in=traces.names) | Q(uid__in=traces.uids) | Q(fingerprint__in=traces.fingerprints)
    found = Q(alike, contact=None)
    for uid in traces.uids:
        told = Q(record__people__contains=[uid]) | Q(record__person=uid) | Q(record__other=uid)
        found |= Q(told, subject__in=[Subject.MOMENT, Subject.TIE])
    return ImportRow.objects.for_user(owner).filter(found)


def drafts_naming(owner: User, traces: Traces) -> Iterator[tuple[Draft, Any]]:
    """Yield the drafts that name them, each with what it says without them."""
    for draft in Draft.objects.for_user(owner).order_by("-updated_at"):
        cleaned = without(draft.data, traces.texts)
        if cleaned != draft.data:
            yield draft, cleaned


def without(value: Any, texts: Collection[str]) -> Any:
    """Return what a draft says without these texts: as members of lists, as keys, or as answers of their own."""
    if isinstance(value, dict):
        return {key: without(each, texts) for key, each in value.items() if key not in texts}
    if isinstance(value, list):
        return [without(each, texts) for each in value if not (isinstance(each, str) and each in texts)]
    return "" if isinstance(value, str) and value in texts else value
