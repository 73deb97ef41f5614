"""More about the people of the sample: industries, where they were before, days of their own, a field of Jana's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from accounts.models import User
from contacts.models import Contact, CustomField, CustomValue, Organisation, OwnDate, Position
from contacts.services.belongings import find_or_add_organisations
from contacts.services.custom_fields import add_field
from contacts.services.indexing import reindex_organisations
from transfer.sample.texts import NOTHING, Text

PUBLISHING = Text("Publishing", "Verlage")
INDUSTRIES = {
    PUBLISHING: ("Edition Weißdorn", "Forlaget Fyr", "Kranich & Söhne", "Lindenblatt Verlag", "Nordlicht Verlag",
                 "Verlag Seitenwind"),
    Text("Bookshops", "Buchhandel"): ("Papierboot Buchhandlung",),
    Text("Printing", "Druck"): ("Druckhaus Spree",),
    Text("Audio books", "Hörbücher"): ("Hörwerk Audio",),
    Text("Culture", "Kultur"): ("Literaturhaus am Wall", "Theater am Fluss", "Leselotsen"),
    Text("Associations", "Verbände"): ("Frei im Text", "Lektorenrunde Nord", "Verein Frauen im Buch"),
    Text("Law", "Recht"): ("Harms & Kollegen",),
    Text("Research", "Forschung"): ("Institut für Buchwissenschaft",),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Past:
    """Where somebody was, from so many years ago to so many years ago."""

    organisation: str
    role: Text
    began: int
    ended: int


PASTS = {
    "Miriam Kessler": (
        Past("Verlag Seitenwind", Text("Editor", "Lektorin"), 12, 4),
        Past("Kranich & Söhne", Text("Trainee", "Volontärin"), 14, 12),
    ),
    "Friederike Lang": (Past("Verlag Seitenwind", Text("Programme planning", "Programmplanung"), 9, 3),),
    "Gregor Wiśniewski": (Past("Theater am Fluss", Text("Dramaturge", "Dramaturg"), 8, 5),),
    "Philipp Reuter": (Past("Kranich & Söhne", Text("Production", "Herstellung"), 15, 6),),
    "Ruth Sommer": (Past("Kranich & Söhne", Text("Managing editor", "Cheflektorin"), 16, 7),),
}
DAYS = (
    ("Jonas Petersen", Text("Wedding day", "Hochzeitstag"), 5, 9),
    ("Mareike Sandner", Text("Shop anniversary", "Ladenjubiläum"), 52, 11),
    ("Leyla Aydın", Text("Name day", "Namenstag"), 130, None),
)
TEA = Text("Tea or coffee", "Tee oder Kaffee")
CUPS = (("Mareike Sandner", 0), ("Miriam Kessler", 0), ("Ruth Sommer", 1), ("Friederike Lang", 1))
CHOICES = (Text("Tea", "Tee"), Text("Coffee", "Kaffee"))
NOTE = Text("Two programmes a year. They decide in **March** and in September.",
            "Zwei Programme im Jahr. Entschieden wird im **März** und im September.")  # fmt: skip


def add_lives(*, user: User, contacts: Mapping[str, Contact], today: date) -> None:
    """Write it all down; called as that user."""
    _add_pasts(user, contacts, today)
    OwnDate.objects.bulk_create(
        _own_date(user, contacts[name], label, today + timedelta(days=days), years)
        for name, label, days, years in DAYS
        if name in contacts
    )
    _add_field(user, contacts)
    # Last, because the search learns all of it from the organisations: everybody named here is at one of them.
    _name_industries(user)


def _name_industries(user: User) -> None:
    industries = {name: industry for industry, names in INDUSTRIES.items() for name in names}
    found = list(Organisation.objects.for_user(user).filter(name__in=industries))
    for organisation in found:
        organisation.industry = industries[organisation.name].in_language(user.language)
        organisation.note = (NOTE if organisation.name == "Nordlicht Verlag" else NOTHING).in_language(user.language)
    Organisation.objects.bulk_update(found, ["industry", "note"])
    reindex_organisations(owner=user, organisation_ids=[organisation.pk for organisation in found])


def _add_pasts(user: User, contacts: Mapping[str, Contact], today: date) -> None:
    names = [past.organisation for pasts in PASTS.values() for past in pasts]
    places = {place.name: place for place in find_or_add_organisations(user, names).values()}
    known = {name: contacts[name] for name in PASTS if name in contacts}
    now = Position.objects.for_user(user).filter(contact__in=known.values())
    now.update(started_on=date(today.year - 3, today.month, 1), started_precision=Position.Precision.MONTH)
    Position.objects.bulk_create(
        _past_position(user, contact, past, places[past.organisation], today)
        for name, contact in known.items()
        for past in PASTS[name]
    )


def _past_position(user: User, contact: Contact, past: Past, place: Organisation, today: date) -> Position:
    return Position(
        owner=user,
        contact=contact,
        organisation=place,
        role=past.role.in_language(user.language),
        started_on=date(today.year - past.began, 1, 1),
        started_precision=Position.Precision.YEAR,
        ended_on=date(today.year - past.ended, 1, 1),
        ended_precision=Position.Precision.YEAR,
        has_ended=True,
    )


def _own_date(user: User, contact: Contact, label: Text, day: date, years: int | None) -> OwnDate:
    return OwnDate(
        owner=user,
        contact=contact,
        label=label.in_language(user.language),
        month=day.month,
        day=min(day.day, 28),
        year=day.year - years if years else None,
    )


def _add_field(user: User, contacts: Mapping[str, Contact]) -> None:
    choices = [choice.in_language(user.language) for choice in CHOICES]
    field = add_field(owner=user, label=TEA.in_language(user.language), kind=CustomField.Kind.CHOICE, choices=choices)
    drinkers = [(contacts[name], choices[choice]) for name, choice in CUPS if name in contacts]
    CustomValue.objects.bulk_create(
        CustomValue(owner=user, contact=contact, field=field, text=choice) for contact, choice in drinkers
    )
