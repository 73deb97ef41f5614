"""What kind of address, number or link it is: by its types, or by the label of its group."""

from __future__ import annotations

from collections.abc import Mapping

from transfer.cleaning import KIND_LENGTH, clean_line
from transfer.vcard.properties import Property

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
KINDS = frozenset(_KINDS.values())
# How a kind is written as a type; the others are their own word.
TYPES = {"mobile": "cell"}
Labels = Mapping[str, str]


def label_of(found: Property, labels: Labels, length: int = KIND_LENGTH) -> str:
    """Return the label of its group (Apple, Google: item1.X-ABLabel); those that Apple translates are _$!<Work>!$_."""
    label = labels.get(found.group.lower(), "") if found.group else ""
    return clean_line(label.strip().removeprefix("_$!<").removesuffix(">!$_"), length)


def kind_of(found: Property, labels: Labels) -> str:
    """Return the kind; a label goes before the types."""
    label = label_of(found, labels)
    if not label and "TYPE" not in found.params:
        return ""
    types = [label.lower()] if label else found.types()
    return next((_KINDS[known] for known in _KINDS if known in types), label)
