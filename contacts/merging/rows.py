"""Which rows of contacts belong to a person, and when two of them say the same."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import partial

from django.utils.translation import ngettext

from contacts.models import (
    BulkItem,
    Contact,
    ContactWord,
    CustomValue,
    DeclinedPair,
    DuplicatePair,
    EmailAddress,
    Exchange,
    Link,
    Merge,
    Messenger,
    OwnDate,
    Participation,
    PhoneNumber,
    Position,
    PostalAddress,
    Tagging,
    Tie,
    Topic,
)
from contacts.rules.pairs import pair_of
from contacts.rules.ties import INTRODUCED, Stand, kept
from netzwerk.core.belonging import Belonging, Columns
from netzwerk.core.folding import fold

# How choices are called of a field of the user's own: this and the id of the field.
OWN_FIELD = "custom-"


def _folded(*columns: str) -> Callable[[Columns], Hashable]:
    return partial(_fold_all, columns)


def _fold_all(columns: tuple[str, ...], row: Columns) -> Hashable:
    return tuple(fold(value) if isinstance(value := row[column], str) else value for column in columns)


def _same_phone(row: Columns) -> Hashable:
    return row["e164"] or fold(row["number"])


def _same_tie(row: Columns) -> Hashable:
    # Somebody was introduced by one person; all else is a tie between the two, from whichever end.
    if row["kind"] == INTRODUCED:
        return (INTRODUCED, row["other_id"])
    return (row["kind"], frozenset((row["contact_id"], row["other_id"])))


def _arrange_tie(row: Columns) -> Columns:
    stand = kept(Stand(row["contact_id"], row["other_id"], row["kind"], row["kinship"]))
    return {**row, "contact_id": stand.first, "other_id": stand.second, "kinship": stand.kinship}


def _arrange_pair(row: Columns) -> Columns:
    if row["about"] == DeclinedPair.About.INTRODUCTION:
        return row
    pair = pair_of(row["first_id"], row["second_id"])
    return {**row, "first_id": pair.first, "second_id": pair.second}


def _choice_of_value(row: Columns) -> str:
    return f"{OWN_FIELD}{row['field_id']}"


def _other_value(_kept: Columns, other: Columns) -> Columns:
    return {name: other[name] for name in _VALUE}


def _moments(count: int) -> str:
    return ngettext("%(count)s moment", "%(count)s moments", count) % {"count": count}


def _exchanges(count: int) -> str:
    return ngettext("%(count)s given or received", "%(count)s given or received", count) % {"count": count}


def _ties(count: int) -> str:
    return ngettext("%(count)s tie", "%(count)s ties", count) % {"count": count}


def _tags(count: int) -> str:
    return ngettext("%(count)s tag", "%(count)s tags", count) % {"count": count}


def _mails(count: int) -> str:
    return ngettext("%(count)s mail address", "%(count)s mail addresses", count) % {"count": count}


def _phones(count: int) -> str:
    return ngettext("%(count)s phone number", "%(count)s phone numbers", count) % {"count": count}


def _addresses(count: int) -> str:
    return ngettext("%(count)s postal address", "%(count)s postal addresses", count) % {"count": count}


def _links(count: int) -> str:
    return ngettext("%(count)s link", "%(count)s links", count) % {"count": count}


def _messengers(count: int) -> str:
    return ngettext("%(count)s messenger", "%(count)s messengers", count) % {"count": count}


def _positions(count: int) -> str:
    return ngettext("%(count)s position", "%(count)s positions", count) % {"count": count}


def _dates(count: int) -> str:
    return ngettext("%(count)s date", "%(count)s dates", count) % {"count": count}


def _topics(count: int) -> str:
    return ngettext("%(count)s sought or offered", "%(count)s sought or offered", count) % {"count": count}


_OF_CONTACT = ("contact",)
_VALUE = ("text", "number", "day")
_SPAN = ("role", "organisation_id", "started_on", "ended_on", "has_ended")

BELONGINGS: tuple[Belonging, ...] = (
    Belonging(model=Participation, fields=_OF_CONTACT, words=_moments, when_anonymous={}),
    Belonging(model=Exchange, fields=_OF_CONTACT, words=_exchanges, when_anonymous={"text": ""}),
    Belonging(
        model=Tie,
        fields=("contact", "other"),
        words=_ties,
        reads=("kind", "kinship"),
        same=_same_tie,
        arrange=_arrange_tie,
    ),
    Belonging(
        model=EmailAddress,
        fields=_OF_CONTACT,
        words=_mails,
        reads=("address",),
        same=_folded("address"),
        order="position",
    ),
    Belonging(
        model=PhoneNumber,
        fields=_OF_CONTACT,
        words=_phones,
        reads=("number", "e164"),
        same=_same_phone,
        order="position",
    ),
    Belonging(
        model=PostalAddress,
        fields=_OF_CONTACT,
        words=_addresses,
        reads=("street", "postal_code", "city"),
        same=_folded("street", "postal_code", "city"),
        order="position",
    ),
    Belonging(model=Link, fields=_OF_CONTACT, words=_links, order="position"),
    Belonging(model=Messenger, fields=_OF_CONTACT, words=_messengers, order="position"),
    Belonging(model=Position, fields=_OF_CONTACT, words=_positions, reads=_SPAN, same=_folded(*_SPAN)),
    Belonging(
        model=OwnDate,
        fields=_OF_CONTACT,
        words=_dates,
        reads=("label", "month", "day"),
        same=_folded("label", "month", "day"),
    ),
    Belonging(
        model=Topic,
        fields=_OF_CONTACT,
        words=_topics,
        reads=("direction", "text"),
        same=_folded("direction", "text"),
        order="position",
    ),
    Belonging(model=Tagging, fields=_OF_CONTACT, words=_tags),
    # Of a field that both have, the value is chosen in the preview.
    Belonging(model=CustomValue, fields=_OF_CONTACT, reads=_VALUE, combine=_other_value, asks=_choice_of_value),
    Belonging(model=DeclinedPair, fields=("first", "second"), reads=("about",), arrange=_arrange_pair),
    # Looked for or written anew, and records of what was done to one of the two.
    Belonging(model=DuplicatePair, fields=("first", "second"), is_moved=False),
    Belonging(model=ContactWord, fields=_OF_CONTACT, is_moved=False),
    Belonging(model=BulkItem, fields=_OF_CONTACT, is_moved=False),
    Belonging(model=Merge, fields=("survivor", "absorbed"), is_moved=False),
    Belonging(model=Contact, fields=("merged_into",), is_moved=False),
)
