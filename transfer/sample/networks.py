"""The networks of the sample: one that earns its fee, one being tried out, one half checked, and the others."""

from __future__ import annotations

from dataclasses import dataclass

from transfer.sample.texts import NOTHING, Text


@dataclass(frozen=True, slots=True)
class SampleAnswer:
    """An answer of a check: level, a few words, and how one can tell."""

    criterion: str
    level: int
    text: Text
    evidence: Text = NOTHING


@dataclass(frozen=True, slots=True)
class SampleCheck:
    """A check of a network for the leading goal, so many days ago; reviewed in so many days."""

    days_ago: int
    answers: tuple[SampleAnswer, ...]
    verdict: str = ""
    reason: Text = NOTHING
    review_in: int | None = None


@dataclass(frozen=True, slots=True)
class SampleNetwork:
    """A network with its way over the board: the stages it came to, and how many days ago."""

    key: str
    name: Text
    moves: tuple[tuple[str, int], ...]
    facts: dict[str, object]
    note: Text = NOTHING
    source: Text = NOTHING
    # The organisation whose people are members.
    organisation: str = ""
    wished: tuple[str, ...] = ()
    ideas: tuple[Text, ...] = ()
    checks: tuple[SampleCheck, ...] = ()
    links: tuple[tuple[Text, str], ...] = ()


WOMEN = SampleNetwork(
    key="women",
    name=Text("Women in Books", "Frauen im Buch"),
    moves=(("idea", 900), ("checking", 860), ("trying", 800), ("member", 700)),
    facts={
        "kind": "association", "sphere": "business", "reach": "supraregional", "size": 90, "format": "both",
        "rhythm": "half_yearly", "fee_amount": 96, "languages": ["de"], "url": "https://frauen-im-buch.example.org",
    },
    note=Text("The list of members is worth the fee alone.", "Allein das Mitgliederverzeichnis ist den Beitrag wert."),
    source=Text("Aylin brought me along.", "Aylin hat mich mitgenommen."),
    organisation="Verein Frauen im Buch",
    wished=("Aylin Demir", "Charlotte Nguyen"),
    ideas=(
        Text("A workshop on style sheets", "Ein Workshop über Stilblätter"),
        Text("A page on editing for their newsletter", "Eine Seite übers Lektorat für den Rundbrief"),
    ),
    checks=(
        SampleCheck(
            days_ago=820,
            answers=(
                SampleAnswer("members", 4, Text("Some: 4 noted", "Einige: 4 notiert"),
                             Text("Four of them answered my first mail.",
                                  "Vier haben auf meine erste Mail geantwortet.")),
                SampleAnswer("tone", 4, Text("Friendly", "Freundlich"),
                             Text("Two introduced me round on my first evening.",
                                  "Zwei haben mich am ersten Abend vorgestellt.")),
                SampleAnswer("value", 3, Text("Mentoring", "Mentoring")),
            ),
            verdict="try",
            reason=Text("Two meetings, then decide.", "Zwei Treffen, dann entscheiden."),
        ),
        SampleCheck(
            days_ago=40,
            answers=(
                SampleAnswer("members", 5, Text("Yes: 11 noted", "Ja: 11 notiert"),
                             Text("Eleven names from the list, three of them decide on editors.",
                                  "Elf Namen aus dem Verzeichnis, drei davon vergeben Lektorate.")),
                SampleAnswer("tone", 4, Text("Warm, generous", "Herzlich, großzügig"),
                             Text("Newcomers get a godmother for a year.",
                                  "Neue bekommen für ein Jahr eine Patin.")),
                SampleAnswer("value", 4, Text("2 commissions, mentoring", "2 Aufträge, Mentoring"),
                             Text("Two publishers found me in the list.",
                                  "Zwei Verlage haben mich im Verzeichnis gefunden.")),
                SampleAnswer("giving", 4, Text("Workshop on style sheets", "Workshop über Stilblätter"),
                             Text("Nine people came to the first one.", "Zum ersten kamen neun Leute.")),
            ),
            verdict="give_more",
            reason=Text("It pays for itself, and they ask for workshops.",
                        "Es trägt sich, und Workshops sind gefragt."),
            review_in=320,
        ),
    ),
    links=((Text("Statutes", "Satzung"), "https://frauen-im-buch.example.org/satzung.pdf"),),
)  # fmt: skip
EDITORS = SampleNetwork(
    key="editors",
    name=Text("Free in Text, association of editors", "Frei im Text, Lektorenverband"),
    moves=(("researching", 210), ("checking", 120), ("trying", 75)),
    facts={
        "kind": "association", "sphere": "knowledge", "reach": "supraregional", "size": 280, "format": "online",
        "rhythm": "monthly", "fee_amount": 45, "fee_period": "quarter", "languages": ["de"],
        "url": "https://frei-im-text.example.org",
    },
    organisation="Frei im Text",
    wished=("Dorothee Amann",),
    ideas=(Text("A regular table for the north", "Ein Stammtisch für den Norden"),),
    checks=(
        SampleCheck(
            days_ago=60,
            answers=(
                SampleAnswer("members", 3, Text("Some: 4 noted", "Einige: 4 notiert")),
                SampleAnswer("tone", 3, Text("Formal", "Förmlich")),
                SampleAnswer("value", 4, Text("Rate survey, legal help", "Honorarumfrage, Rechtshilfe"),
                             Text("The survey settled two of my quotes.",
                                  "Mit der Umfrage standen zwei meiner Angebote.")),
                SampleAnswer("giving", 3, Text("Regional table", "Regionaler Stammtisch")),
            ),
            verdict="later",
            reason=Text("Wait for the winter meeting.", "Das Wintertreffen abwarten."),
            review_in=-2,
        ),
    ),
)  # fmt: skip
CHAMBER = SampleNetwork(
    key="chamber",
    name=Text("Chamber breakfast", "Frühstück der Kammer"),
    moves=(("idea", 90), ("checking", 20)),
    facts={
        "kind": "chamber", "sphere": "business", "reach": "regional", "place": "Hamburg", "size": 40,
        "format": "in_person", "rhythm": "weekly", "fee_amount": 0, "languages": ["de"],
    },
    source=Text("Nele goes there.", "Nele geht hin."),
)  # fmt: skip
ROUND = SampleNetwork(
    key="round",
    name=Text("Northern editors' round", "Lektorenrunde Nord"),
    moves=(("member", 1500),),
    facts={
        "kind": "round", "sphere": "social", "reach": "regional", "place": "Hamburg", "size": 25, "format": "in_person",
        "rhythm": "monthly", "fee_amount": 0, "extra_costs": 60, "languages": ["de"],
    },
    organisation="Lektorenrunde Nord",
    wished=("Sabine Overbeck",),
    ideas=(Text("Help with the summer meeting", "Hilfe beim Sommertreffen"),),
)  # fmt: skip
TABLE = SampleNetwork(
    key="table",
    name=Text("Text crafts table", "Stammtisch Texthandwerk"),
    moves=(("idea", 35),),
    facts={"kind": "round", "reach": "regional", "place": "Hamburg", "format": "in_person"},
    organisation="Stammtisch Texthandwerk",
)
FORUM = SampleNetwork(
    key="forum",
    name=Text("Book market forum", "Forum Buchmarkt"),
    moves=(("idea", 50), ("researching", 15)),
    facts={
        "kind": "community", "sphere": "business", "reach": "international", "size": 3000, "format": "online",
        "fee_amount": 15, "fee_period": "month", "fee_currency": "EUR", "languages": ["en", "de"],
    },
    source=Text("An article in the trade press.", "Ein Artikel in der Fachpresse."),
)  # fmt: skip
CRIME = SampleNetwork(
    key="crime",
    name=Text("Crime writers' mailing list", "Mailingliste Krimi"),
    moves=(("member", 1900), ("left", 400)),
    facts={"kind": "online_group", "sphere": "knowledge", "reach": "supraregional", "size": 600, "format": "online",
           "fee_amount": 0},
    note=Text("More noise than talk in the end.", "Zuletzt mehr Lärm als Gespräch."),
)  # fmt: skip
MEDIA = SampleNetwork(
    key="media",
    name=Text("Media business club", "Wirtschaftsclub Medien"),
    moves=(("checking", 300), ("declined", 260)),
    facts={"kind": "club", "sphere": "business", "reach": "regional", "place": "Hamburg", "size": 400,
           "format": "in_person", "fee_amount": 900, "rhythm": "monthly"},
)  # fmt: skip

NETWORKS: tuple[SampleNetwork, ...] = (WOMEN, EDITORS, CHAMBER, ROUND, TABLE, FORUM, CRIME, MEDIA)
