"""What a column can be: a word, and where there may be several of it a dot and which one.

`email.work` is an address at work; `email.2` the second one, whose kind stands in the column `email_kind.2`.
"""

from __future__ import annotations

# In the order in which they are offered.
NAMES = (
    "name", "prefix", "given_name", "additional_names", "family_name", "suffix", "nickname", "former_name",
    "phonetic_name", "phonetic_given", "phonetic_family",
)  # fmt: skip
WORK = ("organisation", "unit", "title")
CHANNELS = ("email", "phone", "link", "messenger")
ADDRESS = ("street", "po_box", "postal_code", "city", "region", "country", "address")
DATES = ("birthday", "birth_day", "birth_month", "birth_year", "anniversary")
MEETING = ("met_on", "met_through", "how_met", "where_met")
OTHER = ("place", "languages", "tags", "note")
# How a column without a field is kept: in the note, behind its heading.
KEPT_IN_NOTE = "note.named"
LEFT_OUT = ""
SINGLE = frozenset((*NAMES, *WORK, *DATES, *MEETING, *OTHER, KEPT_IN_NOTE, LEFT_OUT))

EMAIL_KINDS = ("home", "work", "other")
PHONE_KINDS = ("mobile", "home", "work", "main", "fax", "pager", "other")
LINK_KINDS = ("home", "work", "other")
ADDRESS_KINDS = ("home", "work", "other")
# Columns that say what kind another one is; a program writes them, nobody chooses them.
COMPANIONS = ("email_kind", "email_format", "phone_kind", "link_kind", "messenger_kind", "address_kind")
# What a program numbers and the product has no field for: its heading stands in a column beside it.
PAIRS = ("event", "event_kind", "relation", "relation_kind", "extra", "extra_kind")
HIGHEST_NUMBER = 99

_KINDS: dict[str, tuple[str, ...]] = {
    "email": EMAIL_KINDS,
    "phone": PHONE_KINDS,
    "link": LINK_KINDS,
    "messenger": (),
    **dict.fromkeys(ADDRESS, ADDRESS_KINDS),
}
_NUMBERED = frozenset((*CHANNELS, *ADDRESS, *COMPANIONS, *PAIRS))
# Alone they say nothing about anybody: a row with nothing else is passed over.
EMPTY_ALONE = frozenset((*COMPANIONS, "met_on", "met_through", "tags", "event_kind", "relation_kind", "extra_kind"))


def is_field(key: str) -> bool:
    """Whether a column can be this."""
    base, dot, which = key.partition(".")
    if key in SINGLE or (base in _NUMBERED and not dot):
        return True
    if base == "messenger" and 0 < len(which) <= 40:
        return True
    return which in _KINDS.get(base, ()) or (base in _NUMBERED and is_number(which))


def is_number(which: str) -> bool:
    """Whether it says which of several, rather than of what kind."""
    return which.isascii() and which.isdigit() and 0 < int(which[:3]) <= HIGHEST_NUMBER and len(which) < 3


def common_fields() -> list[str]:
    """Return every field that a user may choose, in the order in which they are offered."""
    channels = [key for base in CHANNELS for key in (base, *(f"{base}.{kind}" for kind in _KINDS[base]))]
    addresses = [f"{base}{kind}" for kind in ("", ".home", ".work", ".other") for base in ADDRESS]
    return [*NAMES, *WORK, *channels, *addresses, *DATES, *MEETING, *OTHER]
