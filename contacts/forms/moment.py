"""A moment as a form: kind and date are filled in, so that saving is enough."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from contacts.forms.birthday import month_choices
from contacts.forms.lines import LineField, LinesField
from contacts.models import Contact, Moment, fold_name
from contacts.models.contact import NAME_LENGTH
from contacts.queries import people_named
from contacts.rules.partial_dates import Precision, begins_on
from netzwerk.core.widgets import DayInput

OLDEST_YEAR = 1900
MOST_NEWCOMERS = 20


def _completion() -> dict[str, str]:
    """Return what makes the browser offer the organisations that fit."""
    return {
        "list": "moment-organisations",
        "autocomplete": "off",
        "hx-get": reverse("contacts:moment-organisations"),
        "hx-trigger": "input changed delay:150ms",
        "hx-target": "#moment-organisations",
        "hx-swap": "innerHTML",
        "hx-sync": "this:replace",
    }


class MomentForm(forms.Form):
    """What happened, when (a day, or roughly), who else was there."""

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
    )
    contacts = forms.ModelMultipleChoiceField(queryset=Contact.objects.none(), required=False)
    # Names of people who are not among the contacts yet.
    newcomers = LinesField(required=False, max_length=NAME_LENGTH, most=MOST_NEWCOMERS)

    def __init__(self, *args: Any, user: User, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user, self.today = user, today
        people = self.fields["contacts"]
        assert isinstance(people, forms.ModelMultipleChoiceField)
        people.queryset = Contact.objects.for_user(user).present().prefetch_related("positions__organisation")
        self.fields["happened_on"].widget.attrs["max"] = today.isoformat()
        self.fields["organisation"].widget.attrs.update(_completion())
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
        return data

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
        names = ("rough_month", "rough_year", "initiator", "organisation")
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

    def picked_newcomers(self) -> list[str]:
        """Return the names of people to be entered, also where something else is wrong."""
        try:
            return list(self.fields["newcomers"].clean(self["newcomers"].value()))
        except forms.ValidationError:
            return []

    def picked_people(self) -> list[Contact]:
        """Return the people that are ticked, also where something else is wrong; ids of nobody are left out."""
        field = self.fields["contacts"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        try:
            return sorted(field.clean(self["contacts"].value() or []), key=lambda contact: contact.folded_name)
        except forms.ValidationError:
            return []


class LogForm(MomentForm):
    """A moment with anybody: ticked, found by part of the name when only one person has it, or not known yet."""

    who = forms.CharField(label=gettext_lazy("With whom"), required=False, max_length=200)

    def clean(self) -> dict[str, Any]:
        """Take the one person who has the name; with several, let the user choose."""
        data = super().clean()
        if (
            not data.get("contacts")
            and not data.get("newcomers")
            and not {"contacts", "newcomers"} & self.errors.keys()
        ):
            data["contacts"] = self._found(data.get("who", ""))
        return data

    def _found(self, who: str) -> list[Contact]:
        found = people_named(self.user, who)
        best = best_of(found, who)
        if best and (len(found) == 1 or best.folded_name == fold_name(who)):
            return [best]
        self.add_error("who", self._question(who, len(found)))
        return found

    def _question(self, who: str, count: int) -> str:
        if not who:
            return _("With whom was it?")
        if count:
            return _("More than one person has that name. Which one was it?")
        return _("Nobody here has that name.")


def best_of(found: list[Contact], who: str) -> Contact | None:
    """Return whom the text means beyond doubt: the only one who has exactly that name, or has it in a name at all."""
    folded = fold_name(who)
    if not folded:
        return None
    exact = [contact for contact in found if contact.folded_name == folded]
    named = [contact for contact in found if f" {contact.folded_name}".find(f" {folded}") >= 0]
    for fitting in (exact, named, found):
        if fitting:
            return fitting[0] if len(fitting) == 1 else None
    return None
