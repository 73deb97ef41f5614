"""What to look for when one looks for networks: search words made from a goal, its field and its place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

LONGEST = 200
# A field like "publishing, science and media" is searched for by its first parts.
MOST_PARTS = 2
# A part longer than this is a sentence, and finds nothing.
LONGEST_PART = 60
_BETWEEN = re.compile(r"\s*[,;/|·]\s*|\s+(?:and|und|&|\+)\s+", re.IGNORECASE)
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """Search words with room for field and place: "{field} association {place}".

    `purposes` are those of a goal that it is for, none for any; `meeting` is the way to meet that it is for: "online",
    "in_person", or nothing for both. Without a place what mentions it stands without, unless `needs_place`.
    """

    key: str
    kind: str
    words: str
    purposes: frozenset[str] = frozenset()
    meeting: str = ""
    needs_place: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What is looked for: the field, the place of the ideal network, its way to meet, the purposes of the goal."""

    field: str
    place: str = ""
    meeting: str = ""
    purposes: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Phrase:
    """Search words to use; `key` tells which pattern and part of the field they come from, in any language."""

    key: str
    kind: str
    text: str


def parts_of(field: str) -> list[str]:
    """Return the first parts of a field, each once: "publishing and media" is two; nothing that is a whole sentence."""
    parts = (_SPACES.sub(" ", part).strip(" .") for part in _BETWEEN.split(field))
    found = dict.fromkeys(part for part in parts if part and len(part) <= LONGEST_PART)
    return list(found)[:MOST_PARTS]


def phrases_for(about: About, patterns: Sequence[Pattern]) -> list[Phrase]:
    """Return search words for a goal: each fitting pattern with each part of the field, no text twice.

    All patterns come with the first part of the field before any comes with the second.
    """
    fitting = [pattern for pattern in patterns if _fits(pattern, about)]
    found = [
        Phrase(f"{pattern.key}:{place}", pattern.kind, _filled(pattern.words, part, about.place))
        for place, part in enumerate(parts_of(about.field))
        for pattern in fitting
    ]
    return list(_once(found))


def _fits(pattern: Pattern, about: About) -> bool:
    is_for = not pattern.purposes or bool(pattern.purposes & about.purposes)
    is_met = not pattern.meeting or about.meeting in ("", "both", pattern.meeting)
    return is_for and is_met and bool(about.place or not pattern.needs_place)


def _filled(words: str, field: str, place: str) -> str:
    # Not by `format`: what the user wrote may hold braces.
    text = words.replace("{field}", field).replace("{place}", place)
    return _SPACES.sub(" ", text).strip()[:LONGEST].strip()


def _once(phrases: Iterable[Phrase]) -> Iterable[Phrase]:
    seen: set[tuple[str, str]] = set()
    for phrase in phrases:
        said = (phrase.kind, phrase.text.casefold())
        if phrase.text and said not in seen:
            seen.add(said)
            yield phrase
