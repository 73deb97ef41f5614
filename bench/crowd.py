"""Millions of rows of thousands of users, written by the tables' owner in a few statements.

What a note or a name is found by comes from the code of the application; only the copying is SQL.
"""

# ruff: noqa: S608 - no value of a user's comes near these statements
from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import accumulate
from typing import Any

from django.db import connection

from accounts.models import User
from contacts.models import ContactWord
from contacts.rules.search_words import STOP_WORDS, words_of

NOTES, NAMES, PLACES, WORDS = 100_000, 20_000, 400, 30_000
WORDS_A_NOTE = 12
# An ordinary user's contacts and moments; the large one's.
ORDINARY, LARGE = (100, 900), (10_000, 100_000)
SYLLABLES = """
    ver be ge an auf ein aus ab zu lei ter tung haus ar beit ler ner zen trum schaft lich keit ung tel fon mar ket
    ing pro jekt kun de ta gung mes se buch lek tor at lag druck er ei pa pier ber lin ham burg kon fer enz edi tion
    ma ri a tho mas kes sler mu net work meet lunch talk bel sam ro sen win dig ital gar ten vor trag rei
    """.split()  # noqa: SIM905 - one syllable a line would fill the screen
GIVEN = "Anna Ben Clara David Eva Felix Greta Hans Ines Jan Karla Leo Miriam Nora Otto Paul Ruth Sven Tomasz Ute Zoe"
# Filled by millions: their indexes are built afterwards.
LEAVES = ("contacts_contactword", "contacts_momentword", "contacts_participation", "contacts_word")
FILLED = (*LEAVES, "contacts_contact", "contacts_moment", "contacts_organisation", "contacts_position")


def vocabulary(seed: random.Random) -> list[str]:
    """Return words of one to four syllables, as the search spells them."""
    words: dict[str, None] = {}
    while len(words) < WORDS:
        word = "".join(seed.choices(SYLLABLES, k=seed.choice((1, 2, 2, 3, 3, 4))))
        words.update(dict.fromkeys(words_of(word)))
    return list(words)[:WORDS]


class Crowd:
    """Fills the database; `large` and `ordinary` are the users that are measured."""

    def __init__(self, rows: int) -> None:
        self.seed = random.Random(5)  # noqa: S311 - the same rows each time
        self.owners = max(5, (rows - sum(LARGE)) // sum(ORDINARY))
        self.words = vocabulary(self.seed)
        # As in a language: the n-th word is about n times as rare as the first.
        self.weights = list(accumulate(1 / (place + 5) ** 0.9 for place in range(WORDS)))

    def fill(self) -> None:
        """Write everything, and let the planner know."""
        with as_owner() as cursor:
            cursor.execute("SET work_mem = '256MB'; SET maintenance_work_mem = '512MB'")
            self._make_users(cursor)
            self._make_texts(cursor)
            with without_keys(cursor):
                self._make_people(cursor)
                self._make_moments(cursor)
            for table in FILLED:
                cursor.execute(f"VACUUM ANALYZE {table}")
            cursor.execute("ANALYZE accounts_user; RESET work_mem; RESET maintenance_work_mem")

    def note(self) -> str:
        """Return the words of a note, the frequent ones often."""
        return " ".join(self.seed.choices(self.words, cum_weights=self.weights, k=WORDS_A_NOTE))

    def _make_users(self, cursor: Any) -> None:
        User.objects.bulk_create(
            [User(email=f"crowd-{n}@example.org", first_name="Alice") for n in range(self.owners + 1)], batch_size=5000
        )
        users = list(User.objects.filter(email__startswith="crowd-").order_by("pk"))
        self.large, self.ordinary = users[0], users[1:6]
        cursor.execute("CREATE TEMP TABLE crowd (owner_id bigint, n int, people int, moments int)")
        rows = [(user.pk, n, *(ORDINARY if n else LARGE)) for n, user in enumerate(users)]
        copy(cursor, "crowd", rows)

    def _make_texts(self, cursor: Any) -> None:
        cursor.execute("CREATE TEMP TABLE notes (n int PRIMARY KEY, note text, words text[])")
        notes = (self.note() for _ in range(NOTES))
        copy(cursor, "notes", ((n, f"{note}.", telling(note)) for n, note in enumerate(notes)))
        cursor.execute("CREATE TEMP TABLE names (n int PRIMARY KEY, name text, words text[])")
        given = GIVEN.split()
        names = [f"{self.seed.choice(given)} {self.seed.choice(self.words).title()}" for _ in range(NAMES)]
        copy(cursor, "names", ((n, name, words_of(name)) for n, name in enumerate(names)))
        cursor.execute("CREATE TEMP TABLE places (n int PRIMARY KEY, name text, words text[])")
        places = [" ".join(self.seed.choices(self.words, k=2)).title() for _ in range(PLACES)]
        copy(cursor, "places", ((n, name, words_of(name)) for n, name in enumerate(places)))

    def _make_people(self, cursor: Any) -> None:
        cursor.execute(f"""
            CREATE TEMP TABLE person AS
            SELECT gen_random_uuid() AS id, owner_id, g, (n * 37 + g) % {NAMES} AS name_n, (n + g) % {PLACES} AS place_n
            FROM crowd, generate_series(0, people - 1) g ORDER BY g % 1000, n;
            CREATE INDEX ON person (owner_id, g); ANALYZE person""")
        cursor.execute(f"""
            INSERT INTO contacts_contact ({", ".join(CONTACT)})
            SELECT {", ".join(CONTACT.values())} FROM person JOIN names ON names.n = name_n""")
        cursor.execute(f"""
            CREATE TEMP TABLE place AS SELECT gen_random_uuid() AS id, owner_id, place_n
            FROM (SELECT DISTINCT owner_id, place_n % 40 AS place_n FROM person) p;
            CREATE INDEX ON place (owner_id, place_n);
            INSERT INTO contacts_organisation (id, owner_id, name, folded_name, industry, url, note)
            SELECT id, owner_id, name, lower(name) || place_n, '', '', '' FROM place JOIN places ON n = place_n;
            INSERT INTO contacts_position (id, owner_id, contact_id, organisation_id, role, started_precision,
                                           ended_precision, has_ended)
            SELECT gen_random_uuid(), p.owner_id, p.id, place.id, '', 'month', 'month', false
            FROM person p JOIN place ON place.owner_id = p.owner_id AND place.place_n = p.place_n % 40;
            INSERT INTO contacts_contactword (owner_id, word, part, contact_id)
            SELECT owner_id, word, min(part), id FROM (
                SELECT owner_id, id, unnest(words) AS word, {ContactWord.Part.NAME} AS part
                FROM person JOIN names ON n = name_n
                UNION ALL SELECT owner_id, id, unnest(words), {ContactWord.Part.STANDING}
                FROM person JOIN places ON n = place_n % 40
                UNION ALL SELECT owner_id, id, unnest(words[1:6]), {ContactWord.Part.TEXT}
                FROM person JOIN notes ON n = name_n) w
            GROUP BY owner_id, word, id""")

    def _make_moments(self, cursor: Any) -> None:
        cursor.execute(f"""
            CREATE TEMP TABLE happened AS
            SELECT gen_random_uuid() AS id, owner_id, g % people AS person_g, (n * 991 + g) % {NOTES} AS note_n,
                   date '2016-01-01' + (g * 7919 % 3700)::int AS day
            FROM crowd, generate_series(0, moments - 1) g ORDER BY g % 1000, n;
            INSERT INTO contacts_moment (id, owner_id, kind, happened_on, precision, initiator, note, created_at)
            SELECT id, owner_id, 'call', day, 'day', '', note, now() FROM happened JOIN notes ON n = note_n;
            INSERT INTO contacts_participation (id, owner_id, moment_id, contact_id)
            SELECT gen_random_uuid(), h.owner_id, h.id, p.id
            FROM happened h JOIN person p ON p.owner_id = h.owner_id AND p.g = h.person_g;
            INSERT INTO contacts_momentword (owner_id, word, happened_on, moment_id)
            SELECT owner_id, unnest(words), day, id FROM happened JOIN notes ON n = note_n;
            INSERT INTO contacts_word (owner_id, word)
            SELECT owner_id, word FROM contacts_momentword UNION SELECT owner_id, word FROM contacts_contactword""")


CONTACT = {
    "id": "id", "owner_id": "owner_id", "name": "name", "given_name": "''", "family_name": "''", "nickname": "''",
    "name_prefix": "''", "name_suffix": "''", "former_name": "''", "phonetic_name": "''", "place": "'Hamburg'",
    "folded_name": "lower(name)", "origin": "'other'", "closeness": "'good'",
    "own_cadence_unit": "''", "last_in_touch": "'not_sure'", "anchor_on": "date '2026-01-01'",
    "last_moment_on": "date '2026-01-01' - g % 1500", "is_resting": "false", "is_close_to_heart": "false",
    "is_interesting": "false", "ended_in_conflict": "false", "trust": "0", "willing_to_help": "0", "standing": "0",
    "shared_time": "0", "languages": "'{}'", "how_met": "''", "where_met": "''",
    "note": "''", "photo_name": "''", "created_at": "now()",
}  # fmt: skip


def telling(text: str) -> list[str]:
    """Return the words of a note that are indexed."""
    return [word for word in words_of(text) if word not in STOP_WORDS]


def copy(cursor: Any, table: str, rows: Any) -> None:
    """Write rows by COPY."""
    with cursor.copy(f"COPY {table} FROM STDIN") as copying:
        for row in rows:
            copying.write_row(row)


@contextmanager
def as_owner() -> Iterator[Any]:
    """Be the owner of the tables, whom no wall stops."""
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE NONE")
        yield cursor
        cursor.execute(f"SET ROLE {connection.settings_dict['OPTIONS']['options'].rpartition('=')[2]}")


@contextmanager
def without_keys(cursor: Any, filled: Sequence[str] = FILLED, leaves: Sequence[str] = LEAVES) -> Iterator[None]:
    """Take foreign keys away, and the indexes of tables that nothing points at; put them back afterwards."""
    cursor.execute(
        """SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid), contype = 'f' FROM pg_constraint
        WHERE conrelid::regclass::text = ANY (%s) AND (contype = 'f' OR contype IN ('p', 'u')
        AND conrelid::regclass::text = ANY (%s))""",
        [list(filled), list(leaves)],
    )
    keys = cursor.fetchall()
    for table, name, _definition, _is_link in keys:
        cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
    cursor.execute("SELECT indexname, indexdef FROM pg_indexes WHERE tablename = ANY (%s)", [list(leaves)])
    indexes = cursor.fetchall()
    for name, _definition in indexes:
        cursor.execute(f'DROP INDEX "{name}"')
    yield
    for _name, definition in indexes:
        cursor.execute(definition)
    for table, name, definition, is_link in keys:
        cursor.execute(f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {definition}{" NOT VALID" if is_link else ""}')
