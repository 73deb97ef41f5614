"""What happened with the people of the sample: moments over several years."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from transfer.sample.people import SamplePerson
from transfer.sample.texts import NOTHING, Text

# So many days lie about between two moments.
_GAPS = {"inner": 8, "close": 30, "good": 95, "wide": 300, "not_placed": 200}
_KINDS = {
    "inner": ("meeting", "call", "message", "meeting", "video"),
    "close": ("meeting", "call", "message", "mail", "video"),
    "good": ("mail", "call", "meeting", "message", "video", "event"),
    "wide": ("mail", "event", "message", "letter", "meeting"),
    "not_placed": ("event", "message", "mail", "meeting"),
}
_NOTES = {
    "call": (
        Text("Long call, mostly about the children.", "Langes Telefonat, meist über die Kinder."),
        Text("Asked how I calculate a page.", "Fragte, wie ich eine Normseite kalkuliere."),
        Text("Thinks about changing jobs.", "Überlegt, die Stelle zu wechseln."),
        Text("Called to say thank you for the tip.", "Rief an, um sich für den Tipp zu bedanken."),
    ),
    "video": (
        Text("Went through the sample edit together.", "Sind zusammen das Probelektorat durchgegangen."),
        Text("Short video call between two meetings.", "Kurzes Videogespräch zwischen zwei Terminen."),
    ),
    "meeting": (
        Text("Coffee by the harbour.", "Kaffee am Hafen."),
        Text("Lunch; talked about fees and holidays.", "Mittagessen; über Honorare und Urlaub gesprochen."),
        Text("Walk around the lake. Good advice on the contract.", "Runde um den See. Guter Rat zum Vertrag."),
        Text("Brought the book I had worked on.", "Habe das Buch mitgebracht, an dem ich gearbeitet habe."),
    ),
    "message": (
        Text("Sent a photo of the shop window with my book.", "Foto vom Schaufenster mit meinem Buch geschickt."),
        Text("Wished good luck for the move.", "Viel Glück für den Umzug gewünscht."),
        Text("Asked whether the manuscript had arrived.", "Fragte, ob das Manuskript angekommen ist."),
        Text("Asked for the name of a good typesetter.", "Fragte nach einer guten Setzerin."),
    ),
    "mail": (
        Text("Sent the checklist for style sheets.", "Die Checkliste fürs Stilblatt geschickt."),
        Text("Recommended a workshop.", "Einen Workshop empfohlen."),
        Text("Wrote about the new programme.", "Schrieb über das neue Programm."),
        Text("Passed on a request that was not for me.", "Eine Anfrage weitergegeben, die nichts für mich war."),
    ),
    "letter": (
        Text("A card from the seaside.", "Eine Karte vom Meer."),
        Text("Handwritten, four pages.", "Von Hand, vier Seiten."),
    ),
    "event": (
        Text("Met at a launch.", "Auf einer Buchpremiere getroffen."),
        Text("Talked after the reading.", "Nach der Lesung gesprochen."),
        Text("Sat at the same table.", "Am selben Tisch gesessen."),
    ),
}
_WITH_NOTE = 0.6
# Beyond this many days the exact day of a moment is forgotten; never of the newest.
_FORGOTTEN = 1000
# More than a year, so that a whole year never reaches the newest moment.
_SAFE_DISTANCE = 400


@dataclass(frozen=True, slots=True)
class SampleMoment:
    """Something that happened, with the numbers of the people who took part."""

    people: tuple[int, ...]
    kind: str
    happened_on: date
    precision: str = "day"
    initiator: str = ""
    note: Text = NOTHING
    organisation: str = ""


@dataclass(frozen=True, slots=True)
class _Event:
    """A day on which several met; people of these origins may have been there."""

    days_ago: int
    origins: frozenset[str]
    count: int
    note: Text
    organisation: str = ""


_EVENTS = (
    _Event(48, frozenset({"network"}), 6, Text("Autumn meeting of the editors.", "Herbsttreffen der Lektorenrunde."),
           "Lektorenrunde Nord"),
    _Event(250, frozenset({"acquaintance", "former_job", "network"}), 8,
           Text("Book fair, evening at the stand.", "Buchmesse, Abend am Stand."), "Nordlicht Verlag"),
    _Event(430, frozenset({"studies"}), 5, Text("Reunion in Leipzig.", "Ehemaligentreffen in Leipzig.")),
    _Event(980, frozenset({"relatives", "relatives_kin"}), 7, Text("The wedding in Kiel.", "Die Hochzeit in Kiel.")),
)  # fmt: skip


def moments_of(people: list[SamplePerson], today: date, random: Random) -> Iterator[SampleMoment]:
    """Yield every moment, those of each person first and then the days on which several met."""
    for number, person in enumerate(people):
        yield from _history(number, person, today, random)
    for event in _EVENTS:
        # Whoever has not been heard of since was not there.
        present = [n for n, one in enumerate(people) if one.origin in event.origins and _was_met_since(one, event)]
        yield SampleMoment(
            people=tuple(sorted(random.sample(present, min(event.count, len(present))))),
            kind="event",
            happened_on=today - timedelta(days=event.days_ago),
            note=event.note,
            organisation=event.organisation,
        )


def _was_met_since(person: SamplePerson, event: _Event) -> bool:
    return person.moments > 0 and person.silent < event.days_ago


def _history(number: int, person: SamplePerson, today: date, random: Random) -> Iterator[SampleMoment]:
    ago, told = person.silent, {NOTHING}
    for _count in range(person.moments):
        kind = random.choice(_KINDS[person.closeness])
        day = today - timedelta(days=ago)
        precision = _precision(ago, person.silent, random)
        yield SampleMoment(
            people=(number,),
            kind=kind,
            happened_on=_first_day(day, precision),
            precision=precision,
            initiator=random.choice(("me", "me", "them", "")),
            note=_note(kind, told, random),
            # Some of the meetings were where they work.
            organisation=person.organisation if kind == "meeting" and number % 3 == 0 else "",
        )
        ago += round(_GAPS[person.closeness] * random.uniform(0.6, 1.7)) + 1


def _note(kind: str, told: set[Text], random: Random) -> Text:
    """Return a note that has not been told of this person yet, or none."""
    note = random.choice(_NOTES[kind]) if random.random() < _WITH_NOTE else NOTHING
    if note in told:
        return NOTHING
    told.add(note)
    return note


def _precision(ago: int, newest: int, random: Random) -> str:
    is_forgotten = ago > _FORGOTTEN and ago - newest > _SAFE_DISTANCE
    return random.choice(("day", "month", "year")) if is_forgotten else "day"


def _first_day(day: date, precision: str) -> date:
    if precision == "year":
        return day.replace(month=1, day=1)
    return day.replace(day=1) if precision == "month" else day
