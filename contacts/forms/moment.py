"""A moment as a form: kind and date are filled in, so that saving is enough."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from contacts.forms.birthday import month_choices
from contacts.forms.completing import completed
from contacts.forms.extras import ExtrasForm
from contacts.forms.lines import LineField
from contacts.forms.picking import PickedForm, PickingForm
from contacts.models import Moment
from contacts.rules.partial_dates import Precision, begins_on
from netzwerk.core.form_extras import moment_extras
from netzwerk.core.widgets import DayInput

OLDEST_YEAR = 1900


class MomentForm(PickedForm, ExtrasForm):
    """What happened, when (a day, or roughly), who else was there."""

    extras_of = moment_extras
    kind = forms.ChoiceField(label=gettext_lazy("What it was"), choices=Moment.Kind.choices)
    happened_on = forms.DateField(
        label=gettext_lazy("Date"),
        required=False,
        widget=DayInput,
    )
    rough_month = forms.TypedChoiceField(
        label=gettext_lazy("Month"), required=False, choices=month_choices, coerce=int, empty_value=None
    )
    rough_year = forms.IntegerField(label=gettext_lazy("Year"), required=False, min_value=OLDEST_YEAR)
    initiator = forms.ChoiceField(
        label=gettext_lazy("Who got in touch"), required=False, choices=Moment.Initiator.choices
    )
    note = forms.CharField(
        label=gettext_lazy("Note"), required=False, max_length=20_000, widget=forms.Textarea(attrs={"rows": 2})
    )
    organisation = LineField(
        label=gettext_lazy("Organisation"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Where it was, or whom it was about."),
        widget=completed("contacts:organisation-names"),
    )

    def __init__(self, *args: Any, user: User, today: date, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        self.add_extras(user)
        self.today = today
        self.fields["happened_on"].widget.attrs["max"] = today.isoformat()
        self.initial = {"kind": Moment.Kind.CALL, "happened_on": today, "initiator": "", **self.initial}

    def clean(self) -> dict[str, Any]:
        """Find out how exactly the date is known, and refuse one that lies ahead."""
        data = self.cleaned_data
        year, month = data.get("rough_year"), data.get("rough_month")
        if year is None and month is not None and "rough_year" not in self.errors:
            self.add_error("rough_year", _("Of which year?"))
        elif year is not None:
            data["precision"] = Precision.YEAR if month is None else Precision.MONTH
            data["happened_on"] = self._first_day(year, month)
        else:
            data["precision"] = Precision.DAY
        if not self.errors:
            self._check_day(data)
        self.check_extras()
        return super().clean()

    def _first_day(self, year: int, month: int | None) -> date | None:
        try:
            return date(year, month or 1, 1)
        except (ValueError, OverflowError):
            self.add_error("rough_year", _("There is no such year."))
            return None

    def _check_day(self, data: dict[str, Any]) -> None:
        field = "happened_on" if data["precision"] is Precision.DAY else "rough_year"
        day = data.get("happened_on")
        if day is None:
            self.add_error(field, _("When was it? Roughly is enough."))
        elif begins_on(day, data["precision"]) > self.today:
            self.add_error(field, _("That day is still to come. A moment is something that has happened."))
        elif day.year < OLDEST_YEAR:
            self.add_error(field, _("That is too long ago."))

    def facts(self) -> dict[str, Any]:
        """Return what the services want to know of a moment."""
        wanted = ("kind", "happened_on", "precision", "initiator", "note", "organisation")
        return {name: self.cleaned_data[name] for name in wanted}

    @property
    def has_more(self) -> bool:
        """Whether one of the fields that are folded away is filled in, or wrong."""
        names = ("rough_month", "rough_year", "initiator", "organisation", *self.extra_names)
        return any(self[name].value() or self[name].errors for name in names)

    @classmethod
    def initial_of(cls, moment: Moment) -> dict[str, Any]:
        """Return the values of an existing moment."""
        values: dict[str, Any] = {"kind": moment.kind, "initiator": moment.initiator, "note": moment.note}
        values["organisation"] = moment.organisation.name if moment.organisation else ""
        if moment.precision == Precision.DAY:
            return {**values, "happened_on": moment.happened_on}
        month = moment.happened_on.month if moment.precision == Precision.MONTH else None
        return {**values, "happened_on": None, "rough_month": month, "rough_year": moment.happened_on.year}


class LogForm(MomentForm, PickingForm):
    """A moment with anybody."""

    question: ClassVar[str | Promise] = gettext_lazy("With whom was it?")
