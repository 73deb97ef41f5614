"""Positions over time: one a row."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contacts.forms.completing import completed
from contacts.forms.lines import LineField
from contacts.forms.rows import Row, RowForm
from contacts.forms.written_dates import WrittenDateField, written
from contacts.models import Position, fold_name
from contacts.rules.cadence import add_months
from contacts.rules.partial_dates import counts_as
from contacts.services.positions import PositionFacts

# Somebody may tell of a position that begins next year.
PLANNED_MONTHS = 24


class PositionRow(RowForm):
    """What somebody does, or did, and where; a role or an organisation is enough."""

    main: ClassVar[tuple[str, ...]] = ("role", "organisation", "started", "ended", "has_ended")
    has_preferred: ClassVar[bool] = False
    is_long: ClassVar[bool] = True
    role = LineField(
        label=gettext_lazy("What they do there"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    organisation = LineField(
        label=gettext_lazy("Organisation"),
        max_length=200,
        required=False,
        widget=completed("contacts:organisation-names"),
    )
    started = WrittenDateField(label=gettext_lazy("From"))
    ended = WrittenDateField(label=gettext_lazy("To"))
    has_ended = forms.BooleanField(
        label=gettext_lazy("No longer there"),
        required=False,
        widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
    )

    def clean(self) -> Row:
        """Want something to be said, and dates that make sense."""
        row: Row = self.cleaned_data
        if self.errors or not any(row.get(column) for column in self.main):
            return row
        if not (row["organisation"] or row["role"]):
            self.add_error("role", _("What they do, or where: one of the two is needed."))
        if row["organisation"] and not fold_name(row["organisation"]):
            self.add_error("organisation", _("This name has no letter and no digit."))
        self._check_dates(row, timezone.localdate())
        return row

    def _check_dates(self, row: Row, today: date) -> None:
        started, ended = row["started"], row["ended"]
        if started and started.day > add_months(today, PLANNED_MONTHS):
            self.add_error("started", _("That is more than two years away."))
        if ended and ended.day > today:
            self.add_error("ended", _("This end is still to come. Please leave it empty until then."))
        elif started and ended and counts_as(ended.day, ended.precision) < started.day:
            self.add_error("ended", _("This end is before the beginning."))


def facts_of_row(row: Row) -> PositionFacts:
    """Return what a row says as the service wants it."""
    started, ended = row["started"], row["ended"]
    return PositionFacts(
        role=row["role"],
        organisation=row["organisation"],
        started_on=started.day if started else None,
        started_precision=started.precision if started else Position.Precision.MONTH,
        ended_on=ended.day if ended else None,
        ended_precision=ended.precision if ended else Position.Precision.MONTH,
        has_ended=row["has_ended"] or ended is not None,
    )


def row_of(position: Position) -> dict[str, Any]:
    """Return a stored position as its row has it."""
    return {
        "role": position.role,
        "organisation": position.organisation_name,
        "started": written(position.started_on, position.started_precision),
        "ended": written(position.ended_on, position.ended_precision),
        "has_ended": position.has_ended,
    }
