"""What went back and forth in the sample, who knows whom, and what people seek and offer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from accounts.models import User
from contacts.models import Contact, Exchange, Tie, Topic
from contacts.rules.ties import Stand, kept
from contacts.services.indexing import reindex_contacts
from transfer.sample.texts import Text


@dataclass(frozen=True, slots=True)
class _Thing:
    """Something given, received, asked for or promised, so many days ago."""

    name: str
    direction: str
    kind: str
    days: int
    text: Text
    # Of a promise: in how many days it is to be kept.
    due_in: int | None = None
    # Of what was settled: so many days ago.
    done: int | None = None


_THINGS = (
    _Thing(
        "Miriam Kessler",
        "given",
        "introduction",
        1300,
        Text("introduced her to Tomasz", "sie mit Tomasz bekannt gemacht"),
    ),
    _Thing(
        "Miriam Kessler", "given", "tip", 1210, Text("a printer for small runs", "eine Druckerei für kleine Auflagen")
    ),
    _Thing("Miriam Kessler", "given", "feedback", 1180, Text("notes on her preview", "Anmerkungen zu ihrer Vorschau")),
    _Thing(
        "Miriam Kessler",
        "received",
        "help",
        1840,
        Text("reference for the Hanse project", "Referenz für das Hanse-Projekt"),
    ),
    _Thing(
        "Miriam Kessler",
        "received",
        "information",
        1240,
        Text("how their list is planned", "wie ihr Programm geplant wird"),
    ),
    _Thing(
        "Miriam Kessler",
        "promised",
        "information",
        1155,
        Text("the style-guide checklist", "die Checkliste fürs Stilblatt"),
    ),
    _Thing(
        "Ruth Sommer",
        "received",
        "introduction",
        700,
        Text("introduced me to Miriam", "mich mit Miriam bekannt gemacht"),
    ),
    _Thing("Ruth Sommer", "received", "commission", 420, Text("the autumn novel", "der Herbstroman")),
    _Thing("Ruth Sommer", "given", "help", 260, Text("stood in at the trade fair", "auf der Messe eingesprungen")),
    _Thing(
        "Nele Harms",
        "promised",
        "introduction",
        9,
        Text("introduce a new client", "eine Mandantin vorstellen"),
        due_in=24,
    ),
    _Thing("Nele Harms", "received", "advice", 130, Text("the small-business rule", "die Kleinunternehmerregel")),
    _Thing(
        "Konstantin Vogt", "asked", "advice", 40, Text("what a history title pays", "was ein Geschichtstitel einbringt")
    ),
    _Thing(
        "Dorothee Amann",
        "promised",
        "commission",
        80,
        Text("pass on the crime series", "die Krimireihe weitergeben"),
        done=61,
    ),
    _Thing("Dorothee Amann", "received", "commission", 210, Text("her cookery book", "ihr Kochbuch")),
    _Thing(
        "Samuel Adjei", "asked", "feedback", 75, Text("a look at my website", "ein Blick auf meine Website"), done=41
    ),
    _Thing("Mareike Sandner", "given", "help", 25, Text("stocktaking on a Sunday", "Inventur an einem Sonntag")),
)
_TIES = (
    ("Ruth Sommer", "Miriam Kessler", Tie.Kind.INTRODUCED, "", None),
    ("Miriam Kessler", "Tomasz Bielak", Tie.Kind.KNOWS, "", Tie.Strength.WELL),
    ("Miriam Kessler", "Aylin Demir", Tie.Kind.KNOWS, "", Tie.Strength.SLIGHT),
    ("Hanna Petersen", "Jonas Petersen", Tie.Kind.RELATIVE, Tie.Kinship.PARENT, Tie.Strength.CLOSELY),
    ("Ingrid Petersen", "Hanna Petersen", Tie.Kind.RELATIVE, Tie.Kinship.SIBLING, Tie.Strength.WELL),
    ("Ingrid Petersen", "Jonas Petersen", Tie.Kind.RELATIVE, Tie.Kinship.AUNT_UNCLE, None),
    ("Dorothee Amann", "Charlotte Nguyen", Tie.Kind.WORKS_WITH, "", Tie.Strength.WELL),
    ("Ruth Sommer", "Henrik Maas", Tie.Kind.KNOWS, "", Tie.Strength.WELL),
    ("Ruth Sommer", "Konstantin Vogt", Tie.Kind.INTRODUCED, "", None),
    ("Aylin Demir", "Sabine Overbeck", Tie.Kind.KNOWS, "", Tie.Strength.WELL),
    ("Dorothee Amann", "Sabine Overbeck", Tie.Kind.KNOWS, "", Tie.Strength.SLIGHT),
    ("Tomasz Bielak", "Yusuf Karaca", Tie.Kind.KNOWS, "", Tie.Strength.WELL),
    ("Konstantin Vogt", "Rasmus Holt", Tie.Kind.KNOWS, "", Tie.Strength.SLIGHT),
)
_TOPICS = (
    ("Miriam Kessler", "seeks", Text("an illustrator for a picture book", "eine Illustratorin für ein Bilderbuch")),
    ("Ole Brandt", "offers", Text("illustrations for books", "Illustrationen für Bücher")),
    (
        "Tomasz Bielak",
        "seeks",
        Text("answers to tax questions of freelancers", "Antworten auf Steuerfragen von Freien"),
    ),
    ("Nele Harms", "offers", Text("taxes for freelancers", "Steuerfragen für Selbstständige")),
    ("Samuel Adjei", "seeks", Text("a room for a workshop", "einen Raum für einen Workshop")),
    ("Vera Lindqvist", "offers", Text("coaching before a hard talk", "Coaching vor einem schweren Gespräch")),
)


def add_giving(*, user: User, contacts: Mapping[str, Contact], today: date) -> None:
    """Write it all down; `contacts` are the people by name."""
    Exchange.objects.bulk_create(_exchange(user, contacts[thing.name], thing, today) for thing in _THINGS)
    Tie.objects.bulk_create(
        _tie(user, Stand(contacts[name].pk, contacts[other].pk, kind, kinship), strength)
        for name, other, kind, kinship, strength in _TIES
    )
    Topic.objects.bulk_create(
        Topic(owner=user, contact=contacts[name], direction=direction, text=text.in_language(user.language))
        for name, direction, text in _TOPICS
    )
    reindex_contacts(owner=user, contact_ids=[contacts[name].pk for name, _direction, _text in _TOPICS])


def _tie(user: User, stand: Stand, strength: int | None) -> Tie:
    first, second, kind, kinship = kept(stand)
    return Tie(owner=user, contact_id=first, other_id=second, kind=kind, kinship=kinship, strength=strength)


def _exchange(user: User, contact: Contact, thing: _Thing, today: date) -> Exchange:
    return Exchange(
        owner=user,
        contact=contact,
        direction=thing.direction,
        kind=thing.kind,
        text=thing.text.in_language(user.language),
        happened_on=today - timedelta(days=thing.days),
        due_on=None if thing.due_in is None else today + timedelta(days=thing.due_in),
        done_on=None if thing.done is None else today - timedelta(days=thing.done),
    )
