"""Languages that people speak: ISO 639 codes, and their names in the reader's language."""

from __future__ import annotations

from functools import lru_cache

from babel import Locale
from django.utils.translation import get_language

from netzwerk.core.folding import fold

# Beside those of two letters: what is spoken around here and has three.
_MORE = ("ckb", "dsb", "fil", "gsw", "hsb", "nds", "yue")


def language_name(code: str) -> str:
    """Return the name of a language; an unknown code stays as it is."""
    return _names(_reader()).get(code, code)


def language_names() -> list[str]:
    """Return all names, in order."""
    return sorted(_names(_reader()).values(), key=fold)


def language_code(name: str) -> str:
    """Return the code for a name in the reader's language, in English or German, or for a code; else nothing."""
    folded = fold(name)
    found = (_codes(language).get(folded) for language in (_reader(), "en", "de"))
    return next(filter(None, found), "")


def _reader() -> str:
    return (get_language() or "en")[:2]


@lru_cache(maxsize=8)
def _names(language: str) -> dict[str, str]:
    known = {str(code): str(name) for code, name in Locale.parse(language).languages.items()}
    return {code: name for code, name in sorted(known.items()) if len(code) == 2 or code in _MORE}


@lru_cache(maxsize=8)
def _codes(language: str) -> dict[str, str]:
    names = _names(language)
    return {code: code for code in names} | {fold(name): code for code, name in names.items()}
