"""What one calls somebody: as one would among friends, or by the first name alone."""

from __future__ import annotations

from contacts.models import Contact
from netzwerk.core.folding import fold
from netzwerk.core.lines import one_line

NAME_LENGTH = 40
_TITLES = frozenset({
    "herr", "frau", "mr", "mrs", "ms", "miss", "sir", "madame", "monsieur",
    "dr", "prof", "professor", "doktor", "doctor",
})  # fmt: skip
# Phil and Ing are names, too, unless a full stop makes them short for something.
_WITH_STOP = frozenset({"hr", "fr", "mag", "ing", "dipl", "med", "phil", "jur", "rer", "nat", "habil"})


def short_name(contact: Contact) -> str:
    """Return what one calls somebody: the given name or, of a plain name, its first word."""
    name = one_line(contact.given_name) or _first_word(one_line(contact.name))
    return name[:NAME_LENGTH]


def first_name(contact: Contact) -> str:
    """Return the first name alone; of somebody whose surname alone is known, its first letter."""
    return first_name_in(contact.given_name) or first_name_in(contact.name)


def first_name_in(name: str) -> str:
    """Return the first name in a name as it was written: Miriam of *Dr. Miriam Kessler* and of *Kessler, Miriam*."""
    plain = one_line(name)
    surname, comma, given = plain.partition(",")
    words = [word for word in (given.strip() or surname).split() if not _is_title(word)]
    if not words:
        return plain[:1] and f"{plain[:1]}."
    is_surname = len(words) == 1 and not given.strip() and (bool(comma) or _has_title(plain))
    if is_surname or "@" in words[0]:
        return f"{words[0][:1]}."
    return words[0][:NAME_LENGTH]


def _first_word(name: str) -> str:
    """Return the first word, unless more of the name than that is needed to make a name."""
    first = name.split(" ", maxsplit=1)[0]
    return name if first.endswith((".", ",")) or _is_title(first) else first


def _has_title(name: str) -> bool:
    return any(_is_title(word) for word in name.split())


def _is_title(word: str) -> bool:
    parts = {part for part in fold(word).replace("-", ".").split(".") if part}
    return not parts.isdisjoint(_TITLES) or ("." in word and not parts.isdisjoint(_WITH_STOP))
