"""The people of the sample who have a story."""

from __future__ import annotations

from transfer.sample.people import LEAP_DAY, Birthday, SamplePerson
from transfer.sample.texts import both

FREELANCE = both("Freelance editor", "Freie Lektorin")

CAST = (
    # --- Inner circle -----------------------------------------------------------
    SamplePerson(
        name="Mareike Sandner", origin="current", closeness="inner", silent=2, moments=24, place="Hamburg",
        organisation="Papierboot Buchhandlung", role=both("Bookseller", "Buchhändlerin"), phone=True,
        note=both("Tells me what people really buy. Saturdays at the market.",
                  "Erzählt mir, was die Leute wirklich kaufen. Samstags auf dem Markt."),
        birthday=Birthday(4, 41), is_close_to_heart=True,
    ),
    SamplePerson(
        name="Jonas Petersen", origin="relatives", closeness="inner", silent=4, moments=20, place="Kiel", phone=True,
        note=both("My brother. Call on Sundays, he cooks then.", "Mein Bruder. Sonntags anrufen, dann kocht er."),
        birthday=Birthday(97, 38), is_close_to_heart=True,
    ),
    SamplePerson(
        name="Leyla Aydın", origin="studies", closeness="inner", silent=12, moments=18, place="Leipzig",
        role=both("Translator from Turkish", "Übersetzerin aus dem Türkischen"), phone=True,
        note=both("We shared a flat for four years. Daughter Elif starts school this year.",
                  "Vier Jahre zusammen gewohnt. Tochter Elif kommt dieses Jahr in die Schule."),
        birthday=LEAP_DAY, is_close_to_heart=True,
    ),
    SamplePerson(
        name="Hanna Petersen", origin="relatives", closeness="inner", silent=1, moments=26, place="Kiel", phone=True,
        note=both("Mum. Reads every book I have worked on.", "Mama. Liest jedes Buch, an dem ich mitgearbeitet habe."),
        birthday=Birthday(151, 70), is_close_to_heart=True,
    ),
    SamplePerson(
        name="Ole Brandt", origin="current", closeness="inner", silent=5, moments=16, place="Hamburg",
        role=both("Illustrator", "Illustrator"), phone=True,
        note=both("Shares the office with me on Tuesdays and Thursdays.",
                  "Teilt dienstags und donnerstags das Büro mit mir."),
        birthday=Birthday(233, 44),
    ),
    # --- For the leading goal -----------------------------------------------------
    SamplePerson(
        name="Miriam Kessler", origin="studies", closeness="good", silent=1155, moments=5, place="Hamburg",
        organisation="Nordlicht Verlag", role=both("Head of Editorial", "Programmleitung"), phone=True,
        note=both("Builds a list of freelance editors each spring. Asked me about the style sheet back then.",
                  "Baut jedes Frühjahr eine Liste freier Lektorinnen auf. Fragte damals nach dem Stilblatt."),
        birthday=Birthday(20, 43),
    ),
    SamplePerson(
        name="Tomasz Bielak", origin="acquaintance", closeness="good", silent=124, moments=6, place="Berlin",
        role=both("Freelance developer", "Freier Entwickler"), phone=True,
        note=both("Knows two editors in crime fiction. Likes introductions by mail, short ones.",
                  "Kennt zwei Lektorinnen im Krimi. Mag Vorstellungen per Mail, kurze."),
        birthday=Birthday(71, None),
    ),
    SamplePerson(
        name="Aylin Demir", origin="network", closeness="good", silent=96, moments=5, place="Frankfurt",
        organisation="Verein Frauen im Buch", role=both("Programme", "Programm"),
        note=both("I still want to thank her for the panel in spring.",
                  "Bei ihr möchte ich mich noch für das Podium im Frühjahr bedanken."),
        birthday=Birthday(3, 36),
    ),
    SamplePerson(
        name="Ruth Sommer", origin="former_job", closeness="close", silent=19, moments=12, place="Hamburg",
        organisation="Edition Weißdorn", role=both("Publisher", "Verlegerin"), phone=True,
        note=both("My first boss. Introduced me to half of the people I know in publishing.",
                  "Meine erste Chefin. Hat mich der halben Branche vorgestellt, die ich kenne."),
        birthday=Birthday(44, 61), is_close_to_heart=True,
    ),
    SamplePerson(
        name="Konstantin Vogt", origin="former_job", closeness="good", silent=131, moments=6, place="München",
        organisation="Kranich & Söhne", role=both("Non-fiction editor", "Lektor Sachbuch"),
        note=both("Plans two history titles for next autumn.", "Plant zwei Geschichtstitel für den nächsten Herbst."),
        birthday=Birthday(12, None),
    ),
    SamplePerson(
        name="Friederike Lang", origin="training", closeness="good", silent=1390, moments=3, place="Stuttgart",
        organisation="Lindenblatt Verlag", role=both("Head of production", "Leiterin Herstellung"),
        note=both("Best seat neighbour of the editing course. Honest to the bone.",
                  "Beste Sitznachbarin im Lektoratskurs. Grundehrlich."),
        birthday=Birthday(180, 47),
    ),
    SamplePerson(
        name="Henrik Maas", origin="acquaintance", closeness="wide", silent=420, moments=2, place="Köln",
        organisation="Verlag Seitenwind", role=both("Managing editor", "Cheflektor"), is_interesting=True,
        note=both("Ten minutes at the book fair, about first novels. Would like to know more.",
                  "Zehn Minuten auf der Buchmesse, über Debüts. Möchte ich besser kennenlernen."),
    ),
    SamplePerson(
        name="Sabine Overbeck", origin="network", closeness="wide", silent=65, moments=4, place="Hamburg",
        organisation="Lektorenrunde Nord", role=both("Chair", "Vorsitzende"), phone=True,
        note=both("Sends round the requests from publishers. Needs somebody for the summer meeting.",
                  "Schickt die Anfragen der Verlage herum. Sucht jemanden fürs Sommertreffen."),
        birthday=Birthday(6, None),
    ),
    SamplePerson(
        name="Gregor Wiśniewski", origin="former_job", closeness="good", silent=500, moments=4, place="Berlin",
        organisation="Hörwerk Audio", role=both("Rights", "Lizenzen"),
        note=both("Used to sit opposite me. Moved to audio books two years ago.",
                  "Saß mir früher gegenüber. Vor zwei Jahren zum Hörbuch gewechselt."),
    ),
    SamplePerson(
        name="Dorothee Amann", origin="network", closeness="good", silent=38, moments=7, place="Bremen",
        organisation="Frei im Text", role=FREELANCE,
        note=both("Takes over when I am full, and I for her.", "Übernimmt, wenn ich voll bin, und umgekehrt."),
        birthday=Birthday(118, 52),
    ),
    SamplePerson(
        name="Yusuf Karaca", origin="acquaintance", closeness="not_placed", silent=33, moments=1, place="Hamburg",
        organisation="Leselotsen", role=both("Podcast host", "Podcaster"), is_interesting=True,
        note=both("Makes the podcast on books for teenagers. Curious and quick.",
                  "Macht den Podcast über Jugendbücher. Neugierig und schnell."),
    ),
    # --- Support and everyday life -----------------------------------------------
    SamplePerson(
        name="Nele Harms", origin="current", closeness="close", silent=9, moments=14, place="Hamburg",
        role=both("Tax adviser", "Steuerberaterin"), organisation="Harms & Kollegen", phone=True,
        note=both("Runs with me on Wednesdays.", "Läuft mittwochs mit mir."), birthday=Birthday(62, 40),
    ),
    SamplePerson(
        name="Samuel Adjei", origin="current", closeness="close", silent=41, moments=9, place="Hamburg",
        role=both("Copywriter", "Texter"), organisation="Büro Hafenblick",
        note=both("Knows how to write an invoice that gets paid.",
                  "Weiß, wie eine Rechnung aussieht, die bezahlt wird."),
        birthday=Birthday(9, 39),
    ),
    SamplePerson(
        name="Clara Winterfeld", origin="studies", closeness="close", silent=22, moments=11, place="Wien",
        role=both("Dramaturge", "Dramaturgin"), organisation="Theater am Fluss", is_close_to_heart=True,
        note=both("Comes to Hamburg every October.", "Kommt jeden Oktober nach Hamburg."), birthday=Birthday(204, 41),
    ),
    SamplePerson(
        name="Vera Lindqvist", origin="training", closeness="close", silent=52, moments=8, place="Lübeck",
        role=both("Coach", "Coach"), phone=True,
        note=both("Taught the course on fees. Asks the right questions.",
                  "Leitete den Kurs über Honorare. Stellt die richtigen Fragen."),
    ),
    SamplePerson(
        name="Benedikt Faller", origin="former_job", closeness="wide", silent=900, moments=3, place="München",
        organisation="Kranich & Söhne", role=both("Sales", "Vertrieb"), ended_in_conflict=True,
        note=both("The matter with the unpaid correction. Not again.",
                  "Die Sache mit der unbezahlten Korrektur. Nicht noch einmal."),
    ),
    SamplePerson(
        name="Ingrid Petersen", origin="relatives", closeness="good", silent=58, moments=8, place="Flensburg",
        phone=True, mail=False, birthday=Birthday(15, 74),
        note=both("Aunt. Prefers letters.", "Tante. Mag Briefe lieber."),
    ),
    SamplePerson(
        name="Rasmus Holt", origin="relatives_kin", closeness="wide", silent=210, moments=2, place="Aarhus",
        organisation="Forlaget Fyr", role=both("Publisher", "Verleger"), is_interesting=True,
        note=both("Cousin of my sister-in-law, publishes Nordic poetry.",
                  "Cousin meiner Schwägerin, verlegt nordische Lyrik."),
    ),
    SamplePerson(
        name="Anneliese Graf", origin="studies", closeness="wide", silent=2600, moments=2, place="Leipzig",
        organisation="Institut für Buchwissenschaft", role=both("Professor, retired", "Professorin im Ruhestand"),
        note=both("Supervised my thesis. Said I should write to her.",
                  "Hat meine Abschlussarbeit betreut. Ich solle ihr schreiben, sagte sie."),
    ),
    SamplePerson(
        name="Philipp Reuter", origin="former_job", closeness="good", silent=160, moments=5, place="Berlin",
        organisation="Druckhaus Spree", role=both("Printer", "Drucker"), snoozed_days=45,
        note=both("On parental leave until spring.", "Bis zum Frühjahr in Elternzeit."),
    ),
    SamplePerson(
        name="Charlotte Nguyen", origin="network", closeness="close", silent=75, moments=6, place="Hannover",
        role=FREELANCE, snoozed_days=20, phone=True,
        note=both("Finishes a big manuscript this month.", "Gibt diesen Monat ein großes Manuskript ab."),
        birthday=Birthday(27, 34),
    ),
    SamplePerson(
        name="Torben Iversen", origin="current", closeness="close", silent=140, moments=6, place="Hamburg",
        role=both("Photographer", "Fotograf"), is_resting=True,
        note=both("We have both let it rest, on good terms.", "Wir lassen es beide ruhen, im Guten."),
    ),
    SamplePerson(
        name="Magda Nowak", origin="acquaintance", closeness="wide", silent=800, moments=2, place="Dresden",
        organisation="Literaturhaus am Wall", role=both("Events", "Veranstaltungen"), is_resting=True,
    ),
    SamplePerson(
        name="Wilhelm Ostertag", origin="training", closeness="wide", silent=1900, moments=1, place="Kassel",
        role=both("Lecturer", "Dozent"), is_archived=True,
        note=both("Has given up the course.", "Gibt den Kurs nicht mehr."),
    ),
    SamplePerson(
        name="Ellen Jacobi", origin="former_job", closeness="not_placed", silent=1200, moments=1, place="Mainz",
        organisation="Verlag Seitenwind", role=both("Trainee", "Volontärin"), is_archived=True,
    ),
)  # fmt: skip
