"""A field for a date of which one may know the year, the month or the day."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from django import forms
from django.utils.dates import MONTHS, MONTHS_3, MONTHS_ALT
from django.utils.translation import gettext as _

from contacts.forms.lines import LineField
from contacts.rules.partial_dates import Precision
from contacts.rules.written_dates import read_date, write_date

OLDEST_YEAR, NEWEST_YEAR = 1900, 2100
EXAMPLE = "3/2019"
_ENGLISH = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip


class WrittenDate(NamedTuple):
    """The first day of what was written, and how exact it is."""

    day: date
    precision: str


class WrittenDateField(LineField):
    """One line: 2019, 3/2019, March 2019 or 14.3.2019; empty is None."""

    def __init__(self, **options: Any) -> None:
        widget = forms.TextInput(attrs={"autocomplete": "off", "placeholder": EXAMPLE})
        super().__init__(**{"required": False, "max_length": 40, "widget": widget, **options})

    def prepare_value(self, value: Any) -> Any:
        """Return a stored date as it is written."""
        return write_date(*value) if isinstance(value, WrittenDate) else value

    def clean(self, value: Any) -> Any:
        """Return a `WrittenDate`, or None."""
        text = super().clean(value)
        if not text:
            return None
        try:
            day, precision = read_date(text, _month_names())
        except ValueError as error:
            raise forms.ValidationError(
                _("“%(text)s” is no date that can be read. A year is enough: 2019, 3/2019 or 14.3.2019.")
                % {"text": text}
            ) from error
        if not OLDEST_YEAR <= day.year <= NEWEST_YEAR:
            words = {"from": OLDEST_YEAR, "to": NEWEST_YEAR}
            raise forms.ValidationError(_("Please give a year from %(from)s to %(to)s.") % words)
        return WrittenDate(day, precision.value)


def written(day: date | None, precision: str) -> WrittenDate | None:
    """Return a stored date as the field has it."""
    return WrittenDate(day, Precision(precision).value) if day else None


def _month_names() -> dict[str, int]:
    """Return the months by name, in the reader's language and in English, whole and short."""
    names = {name: month for month, name in enumerate(_ENGLISH, 1)}
    names |= {name[:3]: month for month, name in enumerate(_ENGLISH, 1)}
    for months in (MONTHS, MONTHS_ALT, MONTHS_3):
        names |= {str(name).rstrip(".").lower(): month for month, name in months.items()}
    return names
