"""Which program wrote a table, told by its headings; such a table needs no questions."""

from __future__ import annotations

from collections.abc import Sequence

from transfer.tables.dates import DAY_FIRST, MONTH_FIRST
from transfer.tables.fields import KEPT_IN_NOTE
from transfer.tables.headings import field_of, folded_heading

GOOGLE, OUTLOOK, LINKEDIN, THUNDERBIRD = "google", "outlook", "linkedin", "thunderbird"
NETZWERK = "netzwerk"  # our own tables (`transfer.exporting.columns`)

# Headings that only this program writes together; the first that fits is it.
_TELLTALES: tuple[tuple[str, frozenset[str]], ...] = (
    (NETZWERK, frozenset(("name", "former name", "phonetic name", "how we met"))),
    (NETZWERK, frozenset(("name", "geburtsname", "phonetischer name", "wie wir uns kennengelernt haben"))),
    (LINKEDIN, frozenset(("first name", "last name", "connected on"))),
    (LINKEDIN, frozenset(("vorname", "nachname", "verbunden am"))),
    (GOOGLE, frozenset(("given name", "family name", "group membership"))),
    (GOOGLE, frozenset(("first name", "last name", "labels"))),
    (GOOGLE, frozenset(("name", "given name", "e mail 1 value"))),
    (OUTLOOK, frozenset(("first name", "last name", "e mail address"))),
    (OUTLOOK, frozenset(("e mail address", "e mail 2 address"))),
    (OUTLOOK, frozenset(("vorname", "nachname", "e mail adresse", "telefon privat"))),
    (OUTLOOK, frozenset(("vorname", "nachname", "e mail adresse", "e mail typ"))),
    (OUTLOOK, frozenset(("vorname", "nachname", "e mail adresse", "e mail 2 adresse"))),
    (THUNDERBIRD, frozenset(("display name", "primary email"))),
    (THUNDERBIRD, frozenset(("primary email", "screen name"))),
    (THUNDERBIRD, frozenset(("anzeigename", "primaere e mail adresse"))),
)
_BY_PROGRAM: dict[str, dict[str, str]] = {
    # Outlook's Title is Mr or Mrs.
    OUTLOOK: {"title": "prefix", "titel": "prefix", "anrede": "prefix", "profession": KEPT_IN_NOTE,
              "beruf": KEPT_IN_NOTE, "location": "place", "ort": "place"},
    THUNDERBIRD: {"geburtstag": "birth_day", "webseite 1": "link.home", "webseite 2": "link.work",
                  "web page 1": "link.work", "web page 2": "link.home"},
    GOOGLE: {"name": "name", "location": "place"},
}  # fmt: skip
_GERMAN = frozenset((
    "vorname", "nachname", "telefon", "geburtstag", "geburtsdatum", "strasse", "ort", "firma", "anrede", "notizen",
    "plz", "kategorien", "e mail adresse",
))  # fmt: skip


def program_of(headings: Sequence[str]) -> str:
    """Return the program whose headings these are, or nothing."""
    there = {folded_heading(heading) for heading in headings}
    return next((program for program, telltales in _TELLTALES if telltales <= there), "")


def columns_of(headings: Sequence[str], program: str) -> dict[int, str]:
    """Return what each column is; one that is not known is kept in the note with its heading."""
    folded = [folded_heading(heading) for heading in headings]
    own = _BY_PROGRAM.get(program, {})
    found = {at: own.get(words) or _or_in_note(field_of(words)) for at, words in enumerate(folded) if words}
    if program == OUTLOOK:
        # What Google calls the type of an address is its kind, here it is its format: SMTP or EX.
        found = {at: key.replace("email_kind", "email_format") for at, key in found.items()}
    _settle_title(found, folded)
    return found


def usual_order(headings: Sequence[str], program: str) -> str:
    """Return how dates with slashes are usually meant: a program that speaks English writes the month first."""
    is_german = bool(_GERMAN & {folded_heading(heading) for heading in headings})
    return MONTH_FIRST if program in {OUTLOOK, GOOGLE, LINKEDIN} and not is_german else DAY_FIRST


def _or_in_note(key: str | None) -> str:
    return KEPT_IN_NOTE if key is None else key


def _settle_title(found: dict[int, str], folded: list[str]) -> None:
    """*Title* is what stands before a name where another column tells the role, and the role where none does."""
    has_role = "title" in found.values()
    for at, words in enumerate(folded):
        if words in {"title", "titel"} and found.get(at) == KEPT_IN_NOTE:
            found[at] = "prefix" if has_role else "title"
