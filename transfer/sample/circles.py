"""Where the other people of the sample come from: names, places, organisations and roles by circle of life."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from transfer.sample.texts import Text

WOMEN = (
    "Anja", "Ayşe", "Barbara", "Birte", "Carla", "Christiane", "Daniela", "Derya", "Elif", "Eva", "Fatma", "Franziska",
    "Gesa", "Helene", "Imke", "Ines", "Johanna", "Katharina", "Kirsten", "Lena", "Lina", "Luisa", "Marie", "Mina",
    "Nadia", "Nina", "Olga", "Paula", "Rahel", "Sara", "Silke", "Sofia", "Svenja", "Theresa", "Wiebke", "Yara",
)  # fmt: skip
MEN = (
    "Arne", "Bastian", "Carsten", "Cem", "David", "Emil", "Fabian", "Finn", "Georg", "Hauke", "Jakob", "Jens", "Julian",
    "Lars", "Levin", "Malte", "Markus", "Mehmet", "Moritz", "Nils", "Oskar", "Paul", "Robert", "Simon", "Stefan",
    "Tilman", "Uwe", "Vincent",
)  # fmt: skip
FAMILY_NAMES = (
    "Albers", "Arslan", "Baumann", "Becker", "Behrens", "Bergmann", "Böhm", "Brückner", "Carstensen", "Dietz", "Dogan",
    "Ebert", "Engel", "Fischer", "Fuchs", "Gerlach", "Groß", "Günther", "Haas", "Hansen", "Hartwig", "Heinrich",
    "Hoffmann", "Huber", "Jäger", "Janssen", "Kaya", "Keller", "Klein", "Koch", "König", "Kowalski", "Krüger", "Kuhn",
    "Lehmann", "Lorenz", "Martens", "Mayr", "Moser", "Müller", "Neumann", "Öztürk", "Paulsen", "Pohl", "Rabe",
    "Richter", "Ritter", "Roth", "Schäfer", "Schmitt", "Schröder", "Schuster", "Seidel", "Stein", "Thomsen", "Ullrich",
    "Voss", "Wagner", "Weiß", "Wendt", "Yılmaz", "Ziegler",
)  # fmt: skip
PLACES = (
    "Hamburg", "Hamburg", "Hamburg", "Berlin", "Berlin", "Leipzig", "München", "Köln", "Frankfurt", "Kiel", "Bremen",
    "Hannover", "Dresden", "Wien", "Zürich", "Lüneburg", "",
)  # fmt: skip


class Job(NamedTuple):
    """What somebody is: in English, and in German for a woman and for a man."""

    en: str
    woman: str
    man: str

    def of(self, is_woman: bool) -> Text:
        """Return it for one of the two."""
        return Text(self.en, self.woman if is_woman else self.man)


@dataclass(frozen=True, slots=True)
class Circle:
    """A circle of life: where its people work, as what, and what Jana remembers of them."""

    organisations: tuple[str, ...]
    jobs: tuple[Job, ...]
    notes: tuple[Text, ...]


NO_JOB = Job("", "", "")
AUTHOR = Job("Author", "Autorin", "Autor")
TEACHER = Job("Teacher", "Lehrerin", "Lehrer")
EDITOR = Job("Editor", "Lektorin", "Lektor")
FREELANCE_EDITOR = Job("Freelance editor", "Freie Lektorin", "Freier Lektor")

CIRCLES = {
    "current": Circle(
        ("Büro Hafenblick", "Papierboot Buchhandlung", "Chor Elbklang", "Café Zeilensprung", ""),
        (
            Job("Designer", "Gestalterin", "Gestalter"),
            TEACHER,
            Job("Bookseller", "Buchhändlerin", "Buchhändler"),
            Job("Neighbour", "Nachbarin", "Nachbar"),
        ),
        (
            Text("Two floors down.", "Zwei Stockwerke tiefer."),
            Text("Sings beside me.", "Singt im Chor neben mir."),
            Text("Waters my plants in summer.", "Gießt im Sommer meine Pflanzen."),
        ),
    ),
    "acquaintance": Circle(
        ("Verlag Seitenwind", "Literaturhaus am Wall", "Leselotsen", "Agentur Federkiel", ""),
        (
            Job("Agent", "Agentin", "Agent"),
            AUTHOR,
            Job("Reviewer", "Rezensentin", "Rezensent"),
            Job("Press officer", "Pressesprecherin", "Pressesprecher"),
        ),
        (
            Text("Met at the book fair, hall 4.", "Auf der Buchmesse kennengelernt, Halle 4."),
            Text("Sat beside me in the train to Leipzig.", "Saß im Zug nach Leipzig neben mir."),
            Text("Gave me a card and a good joke.", "Gab mir eine Karte und einen guten Witz."),
        ),
    ),
    "studies": Circle(
        ("Institut für Buchwissenschaft", "Stadtarchiv", "Lindenblatt Verlag", "Schule am Kanal", ""),
        (
            Job("Archivist", "Archivarin", "Archivar"),
            TEACHER,
            EDITOR,
            Job("Journalist", "Journalistin", "Journalist"),
        ),
        (
            Text("Same seminar on exile literature.", "Dasselbe Seminar über Exilliteratur."),
            Text("Made the student paper with me.", "Hat mit mir die Studierendenzeitung gemacht."),
            Text("Always had the better notes.", "Hatte immer die besseren Mitschriften."),
        ),
    ),
    "training": Circle(
        ("Akademie für Textarbeit", "Frei im Text", "Lindenblatt Verlag", ""),
        (FREELANCE_EDITOR, Job("Proofreader", "Korrektorin", "Korrektor"), Job("Lecturer", "Dozentin", "Dozent")),
        (
            Text("Weekend course on contracts.", "Wochenendkurs Vertragsrecht."),
            Text("Swapped sample edits with me.", "Hat mit mir Probelektorate getauscht."),
        ),
    ),
    "former_job": Circle(
        ("Edition Weißdorn", "Kranich & Söhne", "Hörwerk Audio", "Druckhaus Spree", "Nordlicht Verlag"),
        (
            EDITOR,
            Job("Production", "Herstellerin", "Hersteller"),
            Job("Marketing", "Marketing", "Marketing"),
            Job("Rights", "Lizenzen", "Lizenzen"),
        ),
        (
            Text("We did the spring programme together.", "Wir haben zusammen das Frühjahrsprogramm gemacht."),
            Text("Remembers the colour of every cover.", "Weiß die Farbe jedes Umschlags noch."),
            Text("Left a year before me.", "Ging ein Jahr vor mir."),
        ),
    ),
    "relatives": Circle(
        ("",),
        (NO_JOB,),
        (
            Text("From my father's side.", "Aus der Familie meines Vaters."),
            Text("We meet at the summer party.", "Wir sehen uns beim Sommerfest."),
        ),
    ),
    "relatives_kin": Circle(
        ("Praxis am Markt", "Stadtwerke", "Verlag Seitenwind", ""),
        (
            Job("Doctor", "Ärztin", "Arzt"),
            Job("Engineer", "Ingenieurin", "Ingenieur"),
            Job("Accountant", "Buchhalterin", "Buchhalter"),
        ),
        (
            Text("Related to my brother's wife.", "Mit meiner Schwägerin verwandt."),
            Text("Met at the wedding in Kiel.", "Auf der Hochzeit in Kiel kennengelernt."),
        ),
    ),
    "network": Circle(
        ("Lektorenrunde Nord", "Verein Frauen im Buch", "Frei im Text", "Stammtisch Texthandwerk"),
        (FREELANCE_EDITOR, Job("Translator", "Übersetzerin", "Übersetzer"), AUTHOR),
        (
            Text("Comes to every second meeting.", "Kommt zu jedem zweiten Treffen."),
            Text("Asked for my fee table.", "Fragte nach meiner Honorartabelle."),
            Text("Gave a talk on dialogue.", "Hielt einen Vortrag über Dialoge."),
        ),
    ),
    "other": Circle(
        ("", "Yogaraum Nord", "Ferienhof Deich"),
        (NO_JOB, Job("Gardener", "Gärtnerin", "Gärtner"), Job("Carpenter", "Tischlerin", "Tischler")),
        (
            Text("From the holiday at the sea.", "Aus dem Urlaub am Meer."),
            Text("Built my shelves.", "Hat meine Regale gebaut."),
        ),
    ),
}
