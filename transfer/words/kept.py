"""What columns of JSON say about somebody, in words: what was read from a file, and what a change found and left."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, replace
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.functional import Promise
from django.utils.timezone import is_aware
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from contacts.languages import language_name
from contacts.models import BulkItem, Contact, Merge, Moment, Tie
from contacts.rules.cadence import Cadence
from contacts.rules.messengers import service_name
from contacts.rules.partial_dates import AnnualDate
from contacts.wording import annual_words, cadence_words, day_words, dotted, kind_label
from contacts.words.bulk import change_words
from transfer.models import ImportRow
from transfer.records import PersonRecord, PostalRecord
from transfer.words.coming import date_label
from transfer.words.findings import field_label, kept_sentence
from transfer.words.report import LABELS, label_of
from transfer.words.stored import Line, column_words, lines_of, words_of

Said = Mapping[str, Any]
# Ids of rows, which tell nothing about anybody.
_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", re.IGNORECASE)
# Photos and files stand in raw texts as so many letters, which nobody reads: from so many on they are only counted.
_ENCODED = re.compile(r"(?:[A-Za-z0-9+/=]{20,}+(?:\\n|\s)*+)++")
_ENCODED_FROM = 200
# What is told by its row, or about others.
_UNSAID = frozenset(
    {"people", "person", "other", "precision", "has_photo", "cadence_unit", "photo_name", "folded_name", "link"}
)
_PLACES: Mapping[str, int] = {field.name: place for place, field in enumerate(fields(PersonRecord))}
_NAMES: Mapping[str, str | Promise] = {
    "additional_names": gettext_lazy("Further given names"),
    "prefix": gettext_lazy("Title"),
    "suffix": gettext_lazy("Name suffix"),
    "unit": gettext_lazy("Department"),
    "title": gettext_lazy("Role"),
    "emails": gettext_lazy("Mail address"),
    "phones": gettext_lazy("Phone number"),
    "links": gettext_lazy("Link"),
    "addresses": gettext_lazy("Postal address"),
    "messengers": gettext_lazy("Messenger"),
    "own_dates": gettext_lazy("Day to remember"),
    "birthday": gettext_lazy("Birthday"),
    "tags": gettext_lazy("Tag"),
    "positions": gettext_lazy("Position"),
    "cadence_count": gettext_lazy("Cadence of their own"),
    "met_through": pgettext_lazy("where somebody was met", "Met through"),
    "met_on": gettext_lazy("In touch since"),
    "is_archived": gettext_lazy("In the archive"),
    # Of changes of many, and of merges.
    "standing": gettext_lazy("Whether there are reminders"),
    "cadence": gettext_lazy("Cadence of their own"),
    "archive": LABELS["archived_at"],
    "bin": LABELS["deleted_at"],
    "rest": LABELS["is_resting"],
    "snooze": LABELS["snoozed_until"],
}


def all_lines_of(row: models.Model) -> list[Line]:
    """Return all that a row says, its columns of JSON too."""
    match row:
        case ImportRow():
            return [*_without_codes(_own(row)), *_record(row), *_differing(row), *_trail(row.trail)]
        case BulkItem():
            what = Line(_("What was done"), change_words(row.change), is_bare=True)
            return [what, *lines_of(row), *_change(row.before, row.after)]
        case Merge():
            return [*lines_of(row), *_change(row.before, row.after)]
    return _without_codes(lines_of(row))


def readable(raw: str) -> str:
    """Return a raw text without the letters that stand for pictures and files."""
    return _ENCODED.sub(_counted, raw)


def _counted(found: re.Match[str]) -> str:
    if len(found[0]) < _ENCODED_FROM:
        return found[0]
    return _("[a picture or file, %(count)s letters]") % {"count": len(found[0])}


def _own(row: ImportRow) -> list[Line]:
    """Return what the columns of an entry say; the name of one about what happened is who else took part."""
    names = {label_of(row._meta.label, "name")}
    lines = [replace(line, is_bare=False) if line.label in names else line for line in lines_of(row)]
    return lines if row.subject != ImportRow.Subject.MOMENT else [line for line in lines if line.label not in names]


def _without_codes(lines: list[Line]) -> list[Line]:
    return [replace(line, text=readable(line.text)) if line.is_raw else line for line in lines]


def _record(row: ImportRow) -> Iterator[Line]:
    """Yield what was read from an entry; who else is named in it is not told."""
    # The database keeps no order of keys.
    for key, value in sorted(row.record.items(), key=lambda item: _PLACES.get(item[0], 0)):
        if key in _UNSAID or value in (None, "", [], {}, False):
            continue
        try:
            texts = list(_texts(row, key, value))
        except (TypeError, ValueError, KeyError, IndexError, AttributeError):
            texts = list(_plain(value))  # as no reader of today keeps it
        yield from (Line(_label(key), text) for text in texts if text)


def _texts(row: ImportRow, key: str, value: Any) -> Iterator[str]:
    if key in ("kind", "initiator", "kinship"):
        yield str(_CHOICES[row.subject, key].get(value, ""))
    elif key == "happened_on" and (day := parse_date(str(value))):
        yield day_words(day, row.record.get("precision") or "day")
    elif key == "cadence_count":
        yield cadence_words(Cadence(value, row.record.get("cadence_unit") or "month"))
    elif key == "birthday":
        yield annual_words(AnnualDate(*value))
    elif key in _PIECES:
        yield from (_PIECES[key](each) for each in value)
    else:
        yield from _plain(value)


def _typed(said: list[Any]) -> str:
    return dotted(said[0], kind_label(said[1]) if len(said) > 1 else "")


def _postal(said: Said) -> str:
    parts = [(field.name, said.get(field.name, "")) for field in fields(PostalRecord)]
    return dotted(*(kind_label(text) if part == "kind" else text for part, text in parts))


_PIECES: Mapping[str, Callable[[Any], str]] = {
    **dict.fromkeys(("emails", "phones", "links"), _typed),
    "addresses": _postal,
    "messengers": lambda said: dotted(service_name(said[0]), said[1]),
    "languages": language_name,
    "own_dates": lambda said: dotted(date_label(said[0]), annual_words(AnnualDate(*said[1]))),
}
_CHOICES: Mapping[tuple[str, str], Mapping[Any, Any]] = {
    ("moment", "kind"): dict(Moment.Kind.choices),
    ("moment", "initiator"): dict(Moment.Initiator.choices),
    ("tie", "kind"): dict(Tie.Kind.choices),
    ("tie", "kinship"): dict(Tie.Kinship.choices),
}


def _differing(row: ImportRow) -> Iterator[Line]:
    for column in ("differing", "chosen"):
        if keys := getattr(row, column):
            yield Line(label_of(row._meta.label, column), ", ".join(map(_field, keys)))


def _field(key: str) -> str:
    try:
        return field_label(key)
    except FieldDoesNotExist:
        return key


def _trail(trail: Said) -> Iterator[Line]:
    """Yield what an import changed: what was before, and what it added."""
    for key, value in trail.items():
        match key, value:
            case "fields", dict():
                yield from _change({name: both[0] for name, both in value.items()},
                                   {name: both[1] for name, both in value.items()})  # fmt: skip
            case "added", dict():
                yield from _added(value)
            case "positions", dict():
                for before, after in value.values():
                    yield Line(_label("positions"), _arrow(before[-1], after[-1]))
            case "kept", list():
                yield Line(_("Why it stayed"), kept_sentence(value))
            case _, bool():
                continue  # that a photo came, or that somebody new did, is told by the row
            case _:
                yield from (Line(LABELS["trail"], text) for text in _plain(value))


def _added(added: Said) -> Iterator[Line]:
    for relation, rows in added.items():
        if relation not in ("moments", "ties"):
            yield from (Line(_label(relation), text) for said in rows.values() for text in _plain(said))


def _change(before: Said, after: Said) -> Iterator[Line]:
    """Yield each column that a change found or left, with what it said before and says after."""
    found, left = dict(_columns(before)), dict(_columns(after))
    for column in dict.fromkeys([*found, *left]):
        if text := _arrow(found.get(column, ""), left.get(column, "")):
            yield Line(_label(column), text)


def _arrow(before: str, after: str) -> str:
    return f"{before} → {after}" if before and after and before != after else before or after


def _columns(held: Said) -> Iterator[tuple[str, str]]:
    """Yield the columns of what was held before or after a change, whether by group or alone, each in words.

    A merge comes back by an export, which somebody may have edited: what is no such value is told as it is.
    """
    for key, value in held.items() if isinstance(held, dict) else ():
        if isinstance(value, dict):
            yield from _columns(value)
        elif key not in _UNSAID:
            try:
                text = _held(key, value)
            except (TypeError, ValueError, KeyError, AttributeError):
                text = ", ".join(_plain(value))
            if text:
                yield key, text


def _held(key: str, value: Any) -> str:
    values = value if isinstance(value, list) else [value]
    if key == "cadence" and len(values) == 2 and all(values):
        return cadence_words(Cadence(*values))
    try:
        field = Contact._meta.get_field(key)
    except FieldDoesNotExist:
        return ", ".join(text for each in values for text in _plain(each))
    if isinstance(value, list) and key in ("languages", "date_lead_days"):
        return column_words(field, value) if value else ""
    texts = [column_words(field, each) for each in values if isinstance(each, str | int) and _is_said(each)]
    return ", ".join(_dated(text) for text in texts)


def _is_said(value: Any) -> bool:
    return value not in (None, "", False) and not (isinstance(value, str) and _ID.fullmatch(value))


def _plain(value: Any) -> Iterator[str]:
    """Yield each text that a value holds, however deep; ids tell nothing."""
    if isinstance(value, dict):
        for each in value.values():
            yield from _plain(each)
    elif isinstance(value, list):
        for each in value:
            yield from _plain(each)
    elif _is_said(value):
        yield _dated(words_of(value))


def _dated(text: str) -> str:
    """Return a day or an instant as a day is written, and any other text as it is."""
    try:
        instant = parse_datetime(text)
        day = (timezone.localdate(instant) if is_aware(instant) else instant.date()) if instant else parse_date(text)
    except ValueError:
        return text
    return words_of(day) if day else text


def _label(key: str) -> str | Promise:
    return _NAMES.get(key) or LABELS.get(key) or _("Further")
