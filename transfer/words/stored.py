"""What a row says about somebody, line by line: each column with what it is called, in plain words."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from contacts.languages import language_name
from contacts.models import Contact, Moment, OwnDate, Participation
from contacts.rules.states import QuickMarks
from contacts.wording import annual_words, cadence_words, day_words, kind_label
from matching.models import Review
from networks.models import Occurrence
from transfer.words.report import is_said, label_of

# From here on a text stands in a line of its own.
LONG = 80
# How exactly a day is known stands in another column, and is told with the day.
PRECISIONS = {"happened_on": "precision", "started_on": "started_precision", "ended_on": "ended_precision"}
# What is one thing in several columns is told once, by `_together`.
TOGETHER: dict[type[models.Model], frozenset[str]] = {
    Contact: frozenset({"birthday_month", "birthday_day", "birthday_year", "own_cadence_count", "own_cadence_unit"}),
    OwnDate: frozenset({"month", "day", "year"}),
    # A participation is told by its moment, which stands beside it.
    Participation: frozenset({"moment"}),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that is stored, and what it is called."""

    label: str | Promise
    text: str

    @property
    def is_long(self) -> bool:
        """Whether it wants room of its own, as it was written."""
        return len(self.text) > LONG


def lines_of(row: models.Model) -> list[Line]:
    """Return what a row says in the columns that are about somebody; those that are empty say nothing."""
    model, told = row._meta.label, TOGETHER.get(type(row), frozenset()) | set(PRECISIONS.values())
    said = [field for field in row._meta.concrete_fields if field.name not in told and is_said(model, field.name)]
    lines = [Line(label_of(model, field.name), text) for field in said if (text := _text(row, field))]
    return [*lines, *_together(row)]


def words_of(value: Any) -> str:
    """Return a value in words."""
    if value is True:
        return _("yes")
    if isinstance(value, Moment | Occurrence | Review):
        return words_of(_day_of(value))
    if isinstance(value, datetime | date):
        day = timezone.localdate(value) if isinstance(value, datetime) else value
        return date_format(day, "DATE_FORMAT")
    if isinstance(value, dict):
        return "\n".join(_flattened(value))
    if isinstance(value, list | tuple):
        return ", ".join(words_of(each) for each in value if each not in (None, ""))
    return str(value)


def _together(row: models.Model) -> Iterator[Line]:
    if isinstance(row, Contact):
        if row.birthday:
            yield Line(_("Birthday"), annual_words(row.birthday))
        if row.own_cadence:
            yield Line(_("Cadence of their own"), cadence_words(row.own_cadence))
    elif isinstance(row, OwnDate):
        yield Line(_("When"), annual_words(row.annual))


def _text(row: Any, field: Any) -> str:
    value = getattr(row, field.name)
    if value in (None, "", [], {}) or value is False or (value == 0 and not isinstance(value, bool)):
        return ""
    if field.choices:
        return str(getattr(row, f"get_{field.name}_display")())
    if field.name in PRECISIONS and hasattr(row, PRECISIONS[field.name]):
        return day_words(value, getattr(row, PRECISIONS[field.name]))
    if field.name == "languages":
        return ", ".join(language_name(code) for code in value)
    if field.name == "kind":
        return kind_label(value)
    return f"{value:+d}" if field.name in QuickMarks._fields else words_of(value)


def _day_of(row: Moment | Occurrence | Review) -> date | None:
    match row:
        case Moment():
            return row.happened_on
        case Occurrence():
            return row.moved_to or row.planned_on
    return row.finished_on


def _flattened(value: dict[str, Any], above: str = "") -> Iterable[str]:
    """Yield what a record holds, line by line, each with the way to it; what is empty is left out."""
    for key, each in value.items():
        way = f"{above}{key}"
        if isinstance(each, dict):
            yield from _flattened(each, f"{way}.")
        elif each not in (None, "", [], False):
            yield f"{way}: {each if isinstance(each, str) else json.dumps(each, ensure_ascii=False)}"
