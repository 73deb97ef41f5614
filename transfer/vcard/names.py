"""What a card says about somebody's name beside the name itself."""

from __future__ import annotations

from transfer.cleaning import clean_line
from transfer.vcard.content import CardContent
from transfer.vcard.dates import ANDROID, android_nickname
from transfer.vcard.values import split, unescape

FORMER_NAMES = ("X-MAIDENNAME", "X-MAIDEN-NAME", "X-EVOLUTION-MAIDEN-NAME", "X-BIRTHNAME")
PHONETIC_GIVEN, PHONETIC_MIDDLE, PHONETIC_FAMILY = (
    "X-PHONETIC-FIRST-NAME",
    "X-PHONETIC-MIDDLE-NAME",
    "X-PHONETIC-LAST-NAME",
)
PHONETIC_NAMES = (PHONETIC_GIVEN, PHONETIC_MIDDLE, PHONETIC_FAMILY)
# Scripts that do not say how they are pronounced begin here: Chinese, Japanese, Korean.
_FIRST_IDEOGRAPH = "\u2e80"


def nickname_of(content: CardContent) -> str:
    """Return all nicknames as one text."""
    named = content.listed("NICKNAME") or [content.line("X-NICKNAME")]
    if not any(named):
        named = [android_nickname(found) for found in content.all(ANDROID)]
    return clean_line(", ".join(filter(None, named)))


def former_name_of(content: CardContent) -> str:
    """Return the name at birth or before a marriage."""
    return content.line(*FORMER_NAMES)


def phonetic_name_of(content: CardContent, name: str) -> str:
    """Return how the name is pronounced.

    What it is sorted by (SORT-AS of 4.0, SORT-STRING of 3.0) says so too where the name is written in ideographs,
    and nothing where it is not.
    """
    parts = [text for each in PHONETIC_NAMES if (text := content.line(each))]
    if parts or not any(sign >= _FIRST_IDEOGRAPH for sign in name):
        return clean_line(" ".join(parts))
    return content.line("X-PHONETIC-NAME") or _sorted_as(content)


def _sorted_as(content: CardContent) -> str:
    for found in (*content.by_preference("N"), *content.by_preference("FN")):
        family, *given = (*split(",".join(found.params.get("SORT-AS", ())), ","), "")
        if text := clean_line(" ".join((*map(unescape, given), family))):
            return text
    return content.line("SORT-STRING")
