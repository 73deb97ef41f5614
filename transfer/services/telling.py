"""Whether what a file says about somebody known is new, or something else than what is known."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import prefetch_related_objects

from accounts.models import User
from contacts.models import Contact
from transfer.models import ImportRow
from transfer.records import PersonRecord
from transfer.services.known import Sighting

Finding = ImportRow.Finding


class Telling:
    """Compares the people of a batch with the contacts that they were recognised as; a few queries for all."""

    def __init__(self, *, owner: User, sightings: Sequence[tuple[Sighting, PersonRecord]]) -> None:
        ids = {sighting.contact_id for sighting, _person in sightings if sighting.contact_id and sighting.may_tell}
        self._contacts: dict[Any, Contact] = Contact.objects.for_user(owner).in_bulk(ids) if ids else {}
        prefetch_related_objects(
            list(self._contacts.values()), "positions__organisation", "emails", "phones", "links", "addresses",
            "messengers", "topics", "own_dates", "taggings__tag",
        )  # fmt: skip

    def finding_of(self, sighting: Sighting, person: PersonRecord) -> dict[str, Any]:
        """Return finding, reason, contact and differing fields for the row of somebody."""
        said = {"reason": sighting.reason, "contact_id": sighting.contact_id}
        if not sighting.reason:
            return {**said, "finding": Finding.NEW}
        contact = self._contacts.get(sighting.contact_id)
        if contact is None or not sighting.may_tell:
            finding = Finding.FILLS if sighting.may_tell else Finding.KNOWN
            return {**said, "finding": finding}
        return {**said, "finding": Finding.FILLS}
