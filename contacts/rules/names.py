"""Names made comparable: one alphabet, no titles, one spelling where several are usual."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import JaroWinkler

from contacts.rules.nicknames import are_nicknames
from netzwerk.core.folding import fold

# Nobody has more words in a name that tell anything, and each costs a comparison with each.
MOST_WORDS = 6

# Cyrillic and Greek as passports and German and English press commonly write them; close is enough, near names match.
_ALPHABETS = str.maketrans({
    "а": "a", "б": "b", "в": "v", "г": "g", "ґ": "g", "д": "d", "е": "e", "ё": "e", "є": "e", "ж": "zh", "з": "z",
    "и": "i", "і": "i", "ї": "i", "й": "i", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r",
    "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "",
    "ы": "y", "ь": "", "э": "e", "ю": "yu", "я": "ya", "ђ": "d", "ј": "j", "љ": "lj", "њ": "nj", "ћ": "c", "џ": "dz",
    "α": "a", "β": "v", "γ": "g", "δ": "d", "ε": "e", "ζ": "z", "η": "i", "θ": "th", "ι": "i", "κ": "k", "λ": "l",
    "μ": "m", "ν": "n", "ξ": "x", "ο": "o", "π": "p", "ρ": "r", "σ": "s", "ς": "s", "τ": "t", "υ": "y", "φ": "f",
    "χ": "ch", "ψ": "ps", "ω": "o",
})  # fmt: skip
_TITLES = """
    dr doktor doctor prof professor mag magister dipl ing dipling med phil jur rer nat habil hc msc bsc mba llm phd
    frau herr hr mr mrs ms miss mx sir madame monsieur
"""
_PARTICLES = "von vom van zu zum zur de der den del della di da dos du la le el al bin ibn ter ten af"
_YOUNGER, _OLDER = frozenset(("jr", "jun", "junior")), frozenset(("sr", "sen", "senior"))
_NOT_TELLING = {*_TITLES.split(), *_YOUNGER, *_OLDER}
_LITTLE = {*_PARTICLES.split()}
_UMLAUTS = re.compile(r"([aou])e")
# Spellings that sound alike in German and English: Stephan, Stefan; Meyer, Maier; Carl, Karl; Günther, Günter.
_SOUNDS = (
    ("sch", "s"), ("tsch", "c"), ("ph", "f"), ("th", "t"), ("ck", "k"), ("chr", "kr"), ("dt", "t"), ("tz", "z"),
    ("ay", "ei"), ("ai", "ei"), ("ey", "ei"), ("y", "i"), ("w", "v"), ("c", "k"), ("ie", "i"), ("ah", "a"), ("oh", "o"),
    ("uh", "u"), ("eh", "e"),
)  # fmt: skip
_DOUBLED = re.compile(r"(.)\1+")
_PARTS = re.compile(r"[\s._+\-]+")


@dataclass(frozen=True, slots=True)
class NameWords:
    """The words of a name that tell people apart; `generation` is -1 for a junior, 1 for a senior."""

    words: tuple[str, ...]
    generation: int = 0

    @property
    def sorted_key(self) -> str:
        """The same for the same words in any order."""
        return " ".join(sorted(self.words))


def name_words(name: str) -> NameWords:
    """Return a name as comparable words: Dr. Jürgen Müller, MÜLLER JUERGEN and Jurgen Muller have the same ones.

    Of a mail address that stands where a name belongs, the part before the @ is the name.
    """
    if "@" in name:
        name = name.partition("@")[0]
    words = [word for word in _PARTS.split(fold(name).translate(_ALPHABETS)) if word]
    generation = (not _OLDER.isdisjoint(words)) - (not _YOUNGER.isdisjoint(words))
    telling = [word for word in words if word not in _NOT_TELLING] or words
    without = [word for word in telling if word not in _LITTLE]
    plain = (_UMLAUTS.sub(r"\1", word) for word in without or telling)
    return NameWords(tuple(plain)[:MOST_WORDS], generation)


# As many as there are in the names of a large account. Whole names are not kept: they hardly come twice in a search,
# and processes that live for months would fill up with those of everybody.
@lru_cache(maxsize=2**13)
def sound_of(word: str) -> str:
    """Return how a word of a name sounds, roughly."""
    for spelling, sound in _SOUNDS:
        word = word.replace(spelling, sound)
    return _DOUBLED.sub(r"\1", word)


EQUAL, ALIKE, SHORT, NEAR, INITIAL = 1.0, 0.95, 0.94, 0.9, 0.7
_CLOSE_ENOUGH = 0.92


def word_likeness(one: str, other: str) -> float:
    """Return how much two words of names are the same word: 0 for different ones."""
    if one == other:
        return EQUAL
    if len(one) == 1 or len(other) == 1:
        return INITIAL if one[:1] == other[:1] else 0.0
    if sound_of(one) == sound_of(other):
        return ALIKE
    if are_nicknames(one, other):
        return SHORT
    likeness = JaroWinkler.similarity(one, other, score_cutoff=_CLOSE_ENOUGH)
    # Of short words one letter is half the word: Ina and Ida, Jan and Jana are different people.
    return NEAR if likeness and min(len(one), len(other)) > 4 else 0.0
