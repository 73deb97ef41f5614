"""From a contact of Monica to the person it describes."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from transfer.cleaning import NAME_LENGTH, NOTE_LENGTH, PLACE_LENGTH, TAG_LENGTH, UID_LENGTH, clean_line, clean_lines
from transfer.monica.channels import addresses_of, channels_of
from transfer.monica.rhythm import rhythm_of
from transfer.monica.values import (
    Json,
    annual_of,
    collection,
    collections_of,
    day_of,
    is_true,
    items_of,
    line,
    lines,
    mapping,
    properties_of,
    whole_day_of,
)
from transfer.records import PersonRecord, Reason

MOST_TAGS = 100
# What hangs on a person and has no place here, by the name that it is told under.
LEFT_OUT = frozenset({"gift", "debt", "task", "pet", "life_event", "document"})
_PLACED = frozenset(
    {"call", "contact_field", "note", "reminder", "address", "conversation", "activity", "photo"}
) | LEFT_OUT  # fmt: skip


def person_of(kept: Json, number: int, raw: str) -> PersonRecord | Reason:
    """Return the person of a kept contact (see `raw_of`), or why it is none."""
    contact = mapping(kept.get("contact"))
    said = properties_of(contact)
    locale = line(kept.get("locale"))
    birthday = annual_of(said.get("birthdate"))
    rhythm = rhythm_of(contact, birthday)
    channels = channels_of(contact, mapping(kept.get("field_types")))
    addresses = addresses_of(contact, locale)
    given, middle, family = (line(said.get(f"{part}_name")) for part in ("first", "middle", "last"))
    person = PersonRecord(
        number=number,
        raw=raw,
        name=clean_line(" ".join((given, middle, family))),
        uid=uid_of(contact),
        given_name=given,
        additional_names=middle,
        family_name=family,
        nickname=line(said.get("nickname")),
        organisation=line(said.get("company")),
        title=line(said.get("job")),
        emails=channels.emails,
        phones=channels.phones,
        links=channels.links,
        messengers=channels.messengers,
        addresses=addresses,
        birthday=birthday,
        own_dates=rhythm.own_dates,
        place=next((each.city for each in addresses if each.city), ""),
        note=_note(contact, said),
        tags=_tags(said),
        how_met=line(said.get("first_met_additional_info"), 300),
        where_met=line(said.get("first_met_where"), PLACE_LENGTH),
        met_on=whole_day_of(said.get("first_met_date")),
        cadence_count=rhythm.times,
        cadence_unit=rhythm.unit,
        is_close_to_heart=is_true(said.get("is_starred")),
        is_archived=is_true(said.get("is_dead")) or said.get("is_active") in (False, 0, "0"),
        has_photo=isinstance(kept.get("photo"), str),
    )
    return person if person.name else _named(person)


def uid_of(thing: object) -> str:
    """Return the UUID of a contact or an activity, which is never cut."""
    uid = line(mapping(thing).get("uuid"), UID_LENGTH + 1)
    return uid if len(uid) <= UID_LENGTH else ""


def what_is_left_out(contact: object) -> Counter[str]:
    """Count what one person has in Monica and not here."""
    counts: Counter[str] = Counter()
    said = properties_of(contact)
    for name, values in collections_of(contact):
        if name in LEFT_OUT or name not in _PLACED:
            counts[name if name in LEFT_OUT else "unknown"] += len(values)
    counts["photo"] += max(0, len(collection(contact, "photo")) - 1)
    counts["reminder"] += rhythm_of(contact, annual_of(said.get("birthdate"))).left_out
    counts["gender"] += bool(said.get("gender"))
    counts["first_met_date"] += bool(said.get("first_met_date")) and not whole_day_of(said.get("first_met_date"))
    return +counts


def _named(person: PersonRecord) -> PersonRecord | Reason:
    """Name somebody by what else is known; without any of it they are no use to anybody."""
    channels = person.emails + person.phones
    names = (person.nickname, person.organisation, *(each.value for each in channels))
    name = next((name for name in names if name), "")
    return replace(person, name=clean_line(name, NAME_LENGTH)) if name else Reason.NO_NAME


def _tags(said: Json) -> tuple[str, ...]:
    names = (line(mapping(each).get("name") if isinstance(each, dict) else each, TAG_LENGTH)
             for each in items_of(said.get("tags")))  # fmt: skip
    return tuple(dict.fromkeys(filter(None, names)))[:MOST_TAGS]


def _note(contact: Json, said: Json) -> str:
    """Join the description, what somebody likes to eat, what is known of birth and death, and the notes by date."""
    paragraphs = [lines(said.get("description")), lines(said.get("food_preferences")), *_marks_of_life(said)]
    notes = [
        (day_of(mapping(each).get("created_at")), lines(properties_of(each).get("body")))
        for each in collection(contact, "note")
    ]
    notes.sort(key=lambda note: str(note[0] or ""))
    paragraphs += [f"{day}: {body}" if day else body for day, body in notes if body]
    return clean_lines("\n\n".join(filter(None, paragraphs)), NOTE_LENGTH)


def _marks_of_life(said: Json) -> list[str]:
    """Say in signs what genealogists write: born about a year, died on a day; no language is needed for them."""
    found = []
    birth, death = mapping(said.get("birthdate")), mapping(said.get("deceased_date"))
    if is_true(birth.get("is_age_based")) and (day := day_of(birth.get("date"))):
        found.append(f"* ca. {day.year}")
    if is_true(said.get("is_dead")) or death:
        found.append(f"† {whole_day_of(death) or ''}".strip())
    return found
