"""What a row says about somebody, line by line: each column with what it is called, in plain words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from contacts.languages import language_name
from contacts.models import Contact, Moment, OwnDate, Participation, Position, Tie
from contacts.rules.messengers import service_name
from contacts.rules.states import QuickMarks
from contacts.wording import annual_words, cadence_words, day_words, kind_label
from contacts.words.lead_days import lead_days_words
from contacts.words.positions import time_words
from contacts.words.quick_marks import quick_mark_words
from matching.models import Review
from networks.models import Occurrence
from transfer.words.codes import code_words
from transfer.words.report import BARE, is_said, label_of

# From here on a text stands in a paragraph of its own.
LONG = 120
# How exactly a day is known stands in another column, and is told with the day.
PRECISIONS = {"happened_on": "precision", "started_on": "started_precision", "ended_on": "ended_precision"}
# Told behind all else.
LAST = frozenset({"created_at", "updated_at", "undone_at"})
# What is one thing in several columns is told once, by `_together`.
TOGETHER: dict[type[models.Model], frozenset[str]] = {
    Contact: frozenset(
        {"birthday_month", "birthday_day", "birthday_year", "own_cadence_count", "own_cadence_unit"}
        | {*QuickMarks._fields}
    ),
    OwnDate: frozenset({"month", "day", "year"}),
    Position: frozenset({"started_on", "ended_on", "has_ended"}),
    # A tie is told with both its ends.
    Tie: frozenset({"kind"}),
    # A participation is told by its moment, which stands beside it.
    Participation: frozenset({"moment"}),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that is stored, and what it is called."""

    label: str | Promise
    text: str
    # Tells by itself what it is: an address, a day, what happened.
    is_bare: bool = False
    # As it stands in a file that was imported, and not in words.
    is_raw: bool = False
    # Says only when it was written down.
    is_last: bool = False

    @property
    def is_long(self) -> bool:
        """Whether it wants room of its own, as it was written."""
        return len(self.text) > LONG or "\n" in self.text


def lines_of(row: models.Model) -> list[Line]:
    """Return what a row says in the columns that are about somebody, the day first; those that are empty say nothing.

    Columns of JSON are left to `transfer.words.kept`.
    """
    model, told = row._meta.label, TOGETHER.get(type(row), frozenset()) | set(PRECISIONS.values())
    said = [field for field in row._meta.concrete_fields if field.name not in told and is_said(model, field.name)]
    said = sorted(said, key=lambda field: field.name not in PRECISIONS)
    bare = frozenset() if isinstance(row, Contact) else BARE
    lines = [
        Line(
            label_of(model, field.name),
            text,
            is_bare=field.name in bare,
            is_raw=field.name == "raw",
            is_last=field.name in LAST,
        )
        for field in said
        if not isinstance(field, models.JSONField) and (text := _text(row, field))
    ]
    last = [line for line in lines if line.is_last]
    return [*(line for line in lines if not line.is_last), *_together(row), *last]


def words_of(value: Any) -> str:
    """Return a value in words."""
    if value is True:
        return _("yes")
    if isinstance(value, Moment | Occurrence | Review):
        return words_of(_day_of(value))
    if isinstance(value, datetime | date):
        day = timezone.localdate(value) if isinstance(value, datetime) else value
        return date_format(day, "DATE_FORMAT")
    if isinstance(value, list | tuple):
        return ", ".join(words_of(each) for each in value if each not in (None, ""))
    return str(value)


def _together(row: models.Model) -> Iterator[Line]:
    if isinstance(row, Contact):
        if row.birthday:
            yield Line(_("Birthday"), annual_words(row.birthday))
        if row.own_cadence:
            yield Line(_("Cadence of their own"), cadence_words(row.own_cadence))
        if marks := quick_mark_words(row.quick_marks):
            yield Line(_("Quick marks"), marks)
    elif isinstance(row, OwnDate):
        yield Line(_("When"), annual_words(row.annual), is_bare=True)
    elif isinstance(row, Position) and (time := time_words(row)):
        yield Line(_("When"), time, is_bare=True)


def _text(row: Any, field: Any) -> str:
    value = getattr(row, field.name)
    if value in (None, "", [], {}) or value is False or (value == 0 and not isinstance(value, bool)):
        return ""
    if field.name in PRECISIONS and hasattr(row, PRECISIONS[field.name]):
        return day_words(value, getattr(row, PRECISIONS[field.name]))
    return column_words(field, value)


def column_words(field: Any, value: Any) -> str:
    """Return what a column says with this value, in words and never as a code."""
    words = code_words(f"{field.model._meta.label}.{field.name}", value)
    if words is not None:
        return words
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    return _SPOKEN[field.name](value) if field.name in _SPOKEN else words_of(value)


_SPOKEN: Mapping[str, Callable[[Any], str]] = {
    "languages": lambda codes: ", ".join(language_name(code) for code in codes),
    "date_lead_days": lead_days_words,
    "kind": kind_label,
    "service": service_name,
    "score": lambda percent: f"{percent}\u00a0%",
    "betweenness": lambda share: f"{share:.0%}".replace("%", "\u00a0%"),
}


def _day_of(row: Moment | Occurrence | Review) -> date | None:
    match row:
        case Moment():
            return row.happened_on
        case Occurrence():
            return row.moved_to or row.planned_on
    return row.finished_on
