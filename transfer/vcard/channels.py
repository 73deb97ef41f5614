"""The mail addresses and phone numbers of a card: each once, with its kind, the preferred one marked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from operator import itemgetter

from transfer.cleaning import KIND_LENGTH, MAX_CHANNELS, clean_line, clean_mail, clean_phone, digits_of
from transfer.records import Typed
from transfer.vcard.content import LEAST_PREFERRED, CardContent, rank_of
from transfer.vcard.properties import Property
from transfer.vcard.values import unescape

# The first that applies names the kind: of a fax at work one wants to know first that it is a fax.
_KINDS = {
    "fax": "fax",
    "homefax": "fax",
    "workfax": "fax",
    "cell": "mobile",
    "mobile": "mobile",
    "iphone": "mobile",
    "pager": "pager",
    "main": "main",
    "home": "home",
    "work": "work",
    "school": "school",
    "other": "other",
}


def kind_of(found: Property, labels: dict[str, str]) -> str:
    """Return the kind; a label of the same group (Apple, Google: item1.X-ABLabel) goes before the types."""
    label = clean_line(labels.get(found.group.lower(), ""), KIND_LENGTH) if found.group else ""
    # Labels that Apple translates are written _$!<Work>!$_
    types = [label.removeprefix("_$!<").removesuffix(">!$_").lower()] if label else found.types()
    return next((_KINDS[known] for known in _KINDS if known in types), label)


def read_emails(content: CardContent) -> tuple[Typed, ...]:
    """Return the mail addresses; what has no @ is none."""
    return _channels(content, "EMAIL", _mail_of, str.lower)


def read_phones(content: CardContent) -> tuple[Typed, ...]:
    """Return the phone numbers as they are written; the same digits are the same number."""
    return _channels(content, "TEL", _phone_of, digits_of)


def _mail_of(value: str) -> str:
    """Take the address out of a URI too (RFC 6068)."""
    if value[:7].lower() == "mailto:":
        value = value[7:].partition("?")[0]
    return clean_mail(value)


def _phone_of(value: str) -> str:
    """Take the number out of a URI too (RFC 3966, RFC 6350 section 6.4.1)."""
    if value[:4].lower() != "tel:":
        return clean_phone(value)
    number, _, rest = value[4:].partition(";")
    extension = rest[4:].partition(";")[0] if rest[:4].lower() == "ext=" else ""
    return clean_phone(f"{number} ext. {extension}" if extension else number)


def _channels(
    content: CardContent, name: str, read: Callable[[str], str], key_of: Callable[[str], str]
) -> tuple[Typed, ...]:
    found: dict[str, Typed] = {}
    best_rank, best_key = LEAST_PREFERRED, ""
    for each in content.all(name):
        value = read(unescape(each.text()).strip())
        key = key_of(value)
        if not value or (key not in found and len(found) == MAX_CHANNELS):
            continue
        found.setdefault(key, Typed(value, kind_of(each, content.labels)))
        best_rank, best_key = min((best_rank, best_key), (rank_of(each), key), key=itemgetter(0))
    if best_key:
        found[best_key] = replace(found[best_key], is_preferred=True)
    return tuple(found.values())
