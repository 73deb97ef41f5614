"""Whether what a file says about somebody known is new, or something else than what is known."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from accounts.models import User
from contacts.models import Contact
from contacts.services.completing import fetch_known, news_of
from transfer.models import Import, ImportRow
from transfer.queries.differing import differences
from transfer.records import PersonRecord
from transfer.services.details import details_of
from transfer.services.known import Sighting

Finding = ImportRow.Finding


class Telling:
    """Compares the people of a batch with the contacts that they were recognised as; a few queries for all."""

    def __init__(self, *, owner: User, imported: Import, sightings: Sequence[Sighting]) -> None:
        self._imported = imported
        ids = {sighting.contact_id for sighting in sightings if sighting.contact_id and sighting.may_tell}
        self._contacts: dict[UUID, Contact] = Contact.objects.for_user(owner).in_bulk(ids) if ids else {}
        fetch_known(list(self._contacts.values()))

    def said_of(self, sighting: Sighting, person: PersonRecord) -> dict[str, Any]:
        """Return finding, reason, contact and differing fields for the row of somebody."""
        said: dict[str, Any] = {"reason": sighting.reason, "contact_id": sighting.contact_id}
        if not sighting.reason:
            return {**said, "finding": Finding.NEW.value}
        contact = self._contacts.get(sighting.contact_id) if sighting.contact_id and sighting.may_tell else None
        if contact is None:
            return {**said, "finding": Finding.KNOWN.value}
        if differing := differences(contact, person):
            return {**said, "finding": Finding.DIFFERS.value, "differing": differing}
        brings_photo = person.has_photo and not contact.photo_name
        brings_news = brings_photo or news_of(contact, details_of(person, self._imported))
        return {**said, "finding": Finding.FILLS.value if brings_news else Finding.KNOWN.value}
