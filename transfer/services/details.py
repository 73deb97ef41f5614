"""A person of a file in the words of contacts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from contacts.models import LastInTouch
from contacts.rules.cadence import Cadence
from contacts.services import Channel, NewContact
from contacts.services.new_contact import Address, Handle
from contacts.services.own_dates import OwnDateFacts
from transfer.cleaning import AFFIX_LENGTH, LABEL_LENGTH, PLACE_LENGTH, TAG_LENGTH
from transfer.models import Import
from transfer.records import DateRecord, PersonRecord, PostalRecord, Typed
from transfer.words.coming import date_label, how_met_sentence

HOW_MET_LENGTH = 300
CADENCE_MOST = 120


@dataclass(frozen=True, slots=True)
class Coming:
    """What holds for everybody new of one file, beside the answers of its import: instant and day, source, and tags."""

    now: datetime | None = None
    today: date | None = None
    data_source: str = ""
    tags: tuple[str, ...] = ()


def details_of(person: PersonRecord, imported: Import, coming: Coming = Coming()) -> NewContact:
    """Return a person of a file in the words of contacts; sentences are in the language that is active."""
    not_sure = imported.last_in_touch == LastInTouch.NOT_SURE
    return NewContact(
        name=person.name,
        given_name=person.given_name,
        family_name=person.family_name,
        nickname=person.nickname,
        name_prefix=person.prefix[:AFFIX_LENGTH],
        name_suffix=person.suffix[:AFFIX_LENGTH],
        former_name=person.former_name,
        phonetic_name=person.phonetic_name,
        place=person.place[:PLACE_LENGTH],
        organisation=person.organisation,
        role=person.title,
        emails=_channels(person.emails),
        phones=_channels(person.phones),
        links=_channels(person.links),
        addresses=tuple(_address(each) for each in person.addresses),
        messengers=tuple(Handle(service=each.service, handle=each.handle) for each in person.messengers),
        languages=person.languages,
        birthday=person.birthday,
        own_dates=tuple(_own_date(each) for each in person.own_dates),
        note=person.note,
        tags=(*coming.tags, *(tag[:TAG_LENGTH] for tag in person.tags)),
        how_met=how_met_sentence(person)[:HOW_MET_LENGTH],
        where_met=person.where_met[:PLACE_LENGTH],
        cadence=_cadence(person),
        is_close_to_heart=person.is_close_to_heart,
        archived_at=coming.now if person.is_archived else None,
        anchor_on=_anchor(person, coming) if not_sure else None,
        origin=imported.origin,
        closeness=imported.closeness,
        last_in_touch=imported.last_in_touch,
        data_source=coming.data_source,
        data_purpose=imported.data_purpose,
    )


def _channels(found: Sequence[Typed]) -> tuple[Channel, ...]:
    preferred_first = sorted(found, key=lambda each: not each.is_preferred) if len(found) > 1 else found
    return tuple(Channel(value=each.value, kind=each.kind) for each in preferred_first)


def _address(found: PostalRecord) -> Address:
    return Address(
        street=found.street,
        postal_code=found.postal_code,
        city=found.city,
        region=found.region,
        country=found.country,
        kind=found.kind,
    )


def _own_date(found: DateRecord) -> OwnDateFacts:
    return OwnDateFacts(label=date_label(found.label)[:LABEL_LENGTH], annual=found.day)


def _cadence(person: PersonRecord) -> Cadence | None:
    if not 1 <= person.cadence_count <= CADENCE_MOST or person.cadence_unit not in ("week", "month"):
        return None
    return Cadence(person.cadence_count, person.cadence_unit)


def _anchor(person: PersonRecord, coming: Coming) -> date | None:
    """Return since when one is in touch; a day that is yet to come is a mistake of the source."""
    is_past = person.met_on and coming.today and person.met_on <= coming.today
    return person.met_on if is_past else None
