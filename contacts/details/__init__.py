"""What is known about a person, as details that are each shown, and changed, where they stand."""

from __future__ import annotations

from typing import Any

from contacts.details.about import BirthdayDetail, LastInTouchDetail, MetDetail, NoteDetail, PlaceDetail
from contacts.details.base import Detail
from contacts.details.custom import CustomDetail
from contacts.details.data_protection import DataProtectionDetail
from contacts.details.introducer import IntroducerDetail
from contacts.details.lead_days import LeadDaysDetail
from contacts.details.names import NameDetail
from contacts.details.own_dates import OwnDatesDetail
from contacts.details.positions import PositionsDetail
from contacts.details.quick_marks import QuickMarksDetail
from contacts.details.reach import AddressesDetail, EmailsDetail, LinksDetail, MessengersDetail, PhonesDetail
from contacts.details.tags import TagsDetail
from contacts.details.words import LanguagesDetail, OffersDetail, SeeksDetail
from contacts.models import Contact

# Each by the word in its address. A module that adds one adds it here.
DETAILS: dict[str, Detail] = {
    detail.key: detail
    for detail in (
        NameDetail(),
        TagsDetail(),
        EmailsDetail(),
        PhonesDetail(),
        MessengersDetail(),
        AddressesDetail(),
        LinksDetail(),
        PlaceDetail(),
        BirthdayDetail(),
        LanguagesDetail(),
        MetDetail(),
        IntroducerDetail(),
        LastInTouchDetail(),
        QuickMarksDetail(),
        SeeksDetail(),
        OffersDetail(),
        NoteDetail(),
        PositionsDetail(),
        OwnDatesDetail(),
        LeadDaysDetail(),
        CustomDetail(),
        DataProtectionDetail(),
    )
}


def shown_context(contact: Contact, detail: Detail) -> dict[str, Any]:
    """Return what `contacts/_detail.html` shows."""
    return {"contact": contact, "detail": detail, **detail.whole_context(contact)}


__all__ = ["DETAILS", "Detail", "shown_context"]
