"""What one property says in single words: tags and languages."""

from __future__ import annotations

import re
from collections.abc import Iterable

from transfer.cleaning import TAG_LENGTH, clean_line
from transfer.vcard.kinds import Labels
from transfer.vcard.properties import Property
from transfer.vcard.values import cut, unescape

_LANGUAGE = re.compile(r"([A-Za-z]{2,3})(?:[-_][A-Za-z0-9]{1,8}){0,4}")
# Google puts everybody into this group.
_NO_TAGS = frozenset({"mycontacts", "my contacts", "starred"})
# More words than this in one property is a mistake of the source.
_MOST = 100


def tags_of(found: Property, _labels: Labels) -> Iterable[str]:
    """Return the categories (RFC 6350 section 6.7.1), but for those that say nothing."""
    words = (clean_line(unescape(word), TAG_LENGTH) for word in cut(found.text(), ",")[:_MOST])
    return tuple(word for word in words if word and word.lower() not in _NO_TAGS)


def languages_of(found: Property, _labels: Labels) -> Iterable[str]:
    """Return the language without its region: a tag of RFC 5646 begins with a code of ISO 639."""
    language = _LANGUAGE.fullmatch(found.text().strip()[:40])
    return (language[1].lower(),) if language else ()
