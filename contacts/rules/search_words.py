"""Words as the search sees them: one key for all spellings, word forms by their stems, typing errors by distance."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

import Stemmer
from phonenumbers import COUNTRY_CODE_TO_REGION_CODE
from rapidfuzz import process
from rapidfuzz.distance import OSA

from netzwerk.core.folding import fold

LONGEST_WORD, LONGEST_SEARCH, MOST_TERMS = 40, 200, 8
# Shorter words have too many neighbours to guess, and their stems say too little.
SHORTEST_STEM, SHORTEST_GUESS, LONG_WORD = 3, 4, 8
MOST_GUESSES = 12
# So many words are looked up one by one; of more, all that begin alike are read.
MOST_LISTED = 200
_WORD = re.compile(r"[^\W_]+")
_NUMBER = re.compile(r"[+(]*\d[\d\s()/.\-]{2,}")
# ä and ae, å and aa, are one letter here; after q the u belongs to it (Quelle).
_UMLAUT = re.compile(r"(?<!q)(a|o|u)e|(a)a")
# Words that are in most notes, and so tell none of them apart.
STOP_WORDS = frozenset(
    """aber als am an auch auf aus bei bin bis da das dass dem den der des die doch du ein eine einem einen einer er es
    fur hat hatte ich ihm ihn ihr im in ins ist ja kann mich mir mit nach nicht noch nur ob oder schon sein seine sich
    sie sind so um und uns von vom vor war wegen wenn wie will wir wird zu zum zur uber
    a about all and are as at be been but by can did do for from had has have he her him his i if into is it its me my
    no not of on or our she so than that the their them then there they this to up was we were what when which who
    with would you your""".split()  # noqa: SIM905 - one word a line would fill the screen
)


@dataclass(frozen=True, slots=True)
class Term:
    """One word that is looked for, with those of the owner's words that fit it.

    They begin like it or are forms of it; where none is, they are guesses. Without `words` whatever begins like it
    fits: there are too many to list.
    """

    key: str
    words: frozenset[str] | None = None

    @property
    def end(self) -> str:
        """The first word after all those that begin like this one."""
        return end_of(self.key)

    def fits(self, word: str) -> bool:
        """Tell whether a word is what is looked for."""
        return word.startswith(self.key) or word in (self.words or ())


def end_of(beginning: str) -> str:
    """Return what follows, in the order of the signs' numbers, on all words with this beginning."""
    return f"{beginning}\U0010ffff"


def words_of(*texts: str) -> list[str]:
    """Return the keys of all words of some texts, in order, each once."""
    return list(dict.fromkeys(key for text in texts if text for key in _keys(text)))


def words_of_number(number: str, e164: str) -> list[str]:
    """Return what a phone number is found by: as written, with its country's code, and without."""
    digits, whole = _digits(number), e164.removeprefix("+")
    lengths = (length for length in (1, 2, 3) if whole and int(whole[:length]) in COUNTRY_CODE_TO_REGION_CODE)
    national = [whole[length:] for length in lengths][:1]
    found = [digits, whole, *national, *(f"0{each}" for each in national)]
    return [each[:LONGEST_WORD] for each in dict.fromkeys(found) if each]


def wanted_words(text: str) -> list[str]:
    """Return the keys that a search asks for: few, and without words that say nothing unless there is no other."""
    text = text[:LONGEST_SEARCH].strip()
    if _NUMBER.fullmatch(text):
        return [_digits(text.replace("(0)", ""))[:LONGEST_WORD]]
    words = words_of(text)
    telling = [word for word in words if word not in STOP_WORDS]
    return (telling or words)[:MOST_TERMS]


def beginning_of_forms(word: str) -> str:
    """Return what all forms of a word begin with: the stem, without a last letter that changes (company, companies)."""
    base = word
    for stem in _stems(word):
        while not stem.startswith(base):
            base = base[:-1]
    base = base.rstrip("iy")
    return base if len(base) >= SHORTEST_STEM else word


def is_form_of(word: str, other: str) -> bool:
    """Tell whether two words have the same stem in German or in English."""
    return any(one == two for one, two in zip(_stems(word), _stems(other), strict=True))


def term_of(word: str, known: Sequence[str]) -> Term:
    """Return the term for a word, given the known words that begin like its forms."""
    if len(word) < SHORTEST_STEM or len(known) > MOST_LISTED:
        return Term(word)
    return Term(word, frozenset(each for each in known if each.startswith(word) or is_form_of(word, each)))


def can_be_guessed(word: str) -> bool:
    """Tell whether a word may be a typing error of another: long enough, and no number."""
    return len(word) >= SHORTEST_GUESS and not word.isdigit()


def guesses_for(word: str, known: Sequence[str]) -> frozenset[str]:
    """Return the known words that somebody may have meant who mistyped, also in the middle of typing."""
    if not can_be_guessed(word):
        return frozenset()
    most, length = 2 if len(word) >= LONG_WORD else 1, len(word)
    # Whatever is near when cut to the word's own length is at most one further away with one letter more.
    cut = [each[: length + 1] for each in known]
    near = process.extract(word, cut, scorer=OSA.distance, score_cutoff=most + 1, limit=None)
    ranked = sorted((min(distance, OSA.distance(word, each[:length])), known[index]) for each, distance, index in near)
    return frozenset(each for distance, each in ranked[:MOST_GUESSES] if distance <= most)


def terms_among(text: str, known: Sequence[str]) -> list[Term]:
    """Return what a text looks for among a few known words, with guesses where none fits."""
    terms = [term_of(word, known) for word in wanted_words(text)]
    return [term if term.words != frozenset() else Term(term.key, guesses_for(term.key, known)) for term in terms]


def holds(text: str, terms: Sequence[Term]) -> bool:
    """Tell whether a text has a word for each term."""
    words = words_of(text)
    return bool(terms) and all(any(term.fits(word) for word in words) for term in terms)


def segments_of(text: str, terms: Sequence[Term]) -> list[tuple[str, bool]]:
    """Cut a text into pieces, each with whether it is a hit; together they are the text."""
    pieces: list[tuple[str, bool]] = []
    end = 0
    for match in _WORD.finditer(text):
        if _is_hit(match[0], terms):
            pieces += [(text[end : match.start()], False), (match[0], True)]
            end = match.end()
    pieces.append((text[end:], False))
    return [piece for piece in pieces if piece[0]]


def snippet_of(text: str, terms: Sequence[Term], length: int = 140) -> list[tuple[str, bool]]:
    """Return a piece of a text around its first hit, cut like `segments_of`; the beginning where there is none."""
    text = " ".join(text[:20_000].split())
    first = next((match.start() for match in _WORD.finditer(text) if _is_hit(match[0], terms)), 0)
    start = 0 if first < length // 2 else text.rfind(" ", 0, first - length // 3) + 1
    piece = text[start : start + length]
    if start + length < len(text):
        piece = piece.rpartition(" ")[0] or piece
    before, after = "… " if start else "", " …" if start + len(piece) < len(text) else ""
    return segments_of(f"{before}{piece}{after}", terms)


def _is_hit(word: str, terms: Sequence[Term]) -> bool:
    return any(term.fits(key) for key in _keys(word) for term in terms)


def _keys(text: str) -> Sequence[str]:
    return _keys_of_short(text) if len(text) <= LONGEST_WORD else _keys_of_long(text)


@lru_cache(maxsize=2**13)
def _keys_of_short(text: str) -> tuple[str, ...]:
    # A page of hits asks for a thousand words, an import for as many names, most of them several times.
    return tuple(_keys_of_long(text))


def _keys_of_long(text: str) -> list[str]:
    # One sign may stand for eighteen letters: a long text of nothing else would keep a request busy for seconds.
    plain = text if text.isascii() else unicodedata.normalize("NFKC", text)[: 2 * len(text) + LONGEST_WORD]
    folded = _UMLAUT.sub(_first_letter, fold(plain))
    return [word[:LONGEST_WORD] for word in _WORD.findall(folded)]


def _first_letter(umlaut: re.Match[str]) -> str:
    # A function, as a template is read anew for each match.
    return umlaut[1] or umlaut[2]


def _digits(text: str) -> str:
    digits = "".join(sign for sign in text if sign in "0123456789")
    return digits.removeprefix("00") if text.lstrip("( ").startswith("00") else digits


@cache
def _stemmers() -> tuple[Any, Any]:
    return Stemmer.Stemmer("german"), Stemmer.Stemmer("english")


def _stems(word: str) -> tuple[str, str]:
    german, english = _stemmers()
    return german.stemWord(word), english.stemWord(word)
