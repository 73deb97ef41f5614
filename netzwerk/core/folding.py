"""Folded text: what names are sorted and recognised by."""

import re
import unicodedata
from functools import lru_cache

# German names are written with or without umlauts: Müller is Mueller (DIN 5007, variant 2, orders them so).
_LETTERS = str.maketrans({
    "ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "œ": "oe", "ø": "oe", "å": "aa",
    "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i",
})  # fmt: skip
_NOT_A_WORD = re.compile(r"[^\w@+.]+")
# Names and the like, which an import asks for again and again; longer texts are met once.
_SHORT = 60


def fold(text: str) -> str:
    """Return the text in lower case, umlauts written out, accents dropped, runs of other signs as one space."""
    return _fold_short(text) if len(text) <= _SHORT else _fold(text)


def _fold(text: str) -> str:
    if text.isascii():
        return _NOT_A_WORD.sub(" ", text.lower()).strip()
    return _clean(_lower(text).translate(_LETTERS))


_fold_short = lru_cache(maxsize=2**14)(_fold)


def _lower(text: str) -> str:
    # Letters for mathematics, full width and the like become plain ones before case is dropped, or keep it.
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold()).casefold()


def _clean(text: str) -> str:
    letters = (sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))
    return _NOT_A_WORD.sub(" ", "".join(letters)).strip()
