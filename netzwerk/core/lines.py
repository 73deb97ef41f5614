"""Text as one line without what nobody sees."""

import re
import unicodedata

# Control characters, and marks that turn the direction of all that follows on the page. NUL stays: forms refuse it.
_UNSEEN = re.compile(r"[\x01-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff]")
# Fillers, joiners and an empty braille cell, which Unicode counts among letters, marks and signs.
_BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
_BLANK_CATEGORIES = frozenset({"Cc", "Cf", "Zl", "Zp", "Zs"})


def one_line(text: str) -> str:
    """Return the words with one space between them; of a text in which there is nothing to see, nothing."""
    line = " ".join(_UNSEEN.sub("", " ".join(text.split())).split())
    return line if "\0" in line or any(_is_seen(sign) for sign in line) else ""


def _is_seen(sign: str) -> bool:
    return sign not in _BLANK and unicodedata.category(sign) not in _BLANK_CATEGORIES
