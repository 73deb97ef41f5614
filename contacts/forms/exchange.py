"""Give and take as a form: which way, what sort and when are filled in, so that a few words are enough."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from contacts.forms.extras import ExtrasForm
from contacts.forms.lines import LineField
from contacts.forms.list_filters import ListFilterForm
from contacts.forms.picking import PickingForm
from contacts.models import Contact, Exchange, Moment
from contacts.services.exchanges import SETTLED_LATER
from contacts.wording import day_words
from netzwerk.core.form_extras import exchange_extras
from netzwerk.core.ids import read_id
from netzwerk.core.widgets import DayInput

OLDEST_YEAR = 1900
SHOWN_MOMENTS = 10
FACTS = ("direction", "kind", "text", "happened_on", "due_on", "done_on", "moment")


class ExchangeForm(PickingForm, ExtrasForm):
    """Which way it went, what it was, and when; by when, of a promise; where it `asks_who`, with whom."""

    extras_of = exchange_extras
    direction = forms.ChoiceField(label=gettext_lazy("Which way"), choices=Exchange.Direction.choices)
    text = LineField(label=gettext_lazy("What it is about"), required=False, max_length=300)
    kind = forms.ChoiceField(label=gettext_lazy("What sort"), choices=Exchange.Kind.choices)
    happened_on = forms.DateField(label=gettext_lazy("Date"), widget=DayInput)
    due_on = forms.DateField(label=gettext_lazy("By when, if you said so"), required=False, widget=DayInput)
    done_on = forms.DateField(label=gettext_lazy("Done on"), required=False, widget=DayInput)
    moment = forms.ModelChoiceField(
        label=gettext_lazy("Part of a moment"), queryset=Moment.objects.none(), required=False
    )

    def __init__(
        self,
        *args: Any,
        user: User,
        today: date,
        contact: Contact | None,
        asks_who: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, user=user, **kwargs)
        self.add_extras(user)
        self.today, self.contact, self.asks_who = today, contact, asks_who
        if not asks_who:
            self.let_nobody_be_picked()
            self.fields["text"].widget.attrs["autofocus"] = True
        for name in ("happened_on", "done_on"):
            self.fields[name].widget.attrs["max"] = today.isoformat()
        self.initial = {
            "direction": Exchange.Direction.GIVEN,
            "kind": Exchange.Kind.HELP,
            "happened_on": today,
            **self.initial,
        }
        self._offer_moments()

    def _offer_moments(self) -> None:
        """Let the newest moments with the contact be picked, and the one that is linked already."""
        field = self.fields["moment"]
        assert isinstance(field, forms.ModelChoiceField)
        if self.contact is None:
            del self.fields["moment"]
            return
        moments = Moment.objects.for_user(self.user).present().with_contact(self.contact)
        field.queryset = moments
        shown = list(moments[:SHOWN_MOMENTS])
        linked = str(self["moment"].value() or "")
        if linked and linked not in {str(moment.pk) for moment in shown}:
            shown += moments.filter(pk=linked)[:1] if read_id(linked) else []
        field.choices = [("", "–"), *((moment.pk, _moment_label(moment)) for moment in shown)]

    def clean_happened_on(self) -> date:
        """Refuse a day that is still to come, or from before anybody lived."""
        return self._past("happened_on")

    def clean_done_on(self) -> date | None:
        """Refuse a day that is still to come."""
        return self._past("done_on") if self.cleaned_data["done_on"] else None

    def _past(self, name: str) -> date:
        day: date = self.cleaned_data[name]
        if day > self.today:
            raise forms.ValidationError(_("That day is still to come."))
        if day.year < OLDEST_YEAR:
            raise forms.ValidationError(_("That is too long ago."))
        return day

    def clean(self) -> dict[str, Any]:
        """Want the dates of what is settled later in their order; those of the rest mean nothing."""
        self.check_extras()
        self._want_somebody()
        data = super().clean()
        day = data.get("happened_on")
        if day is None or data.get("direction") not in SETTLED_LATER:
            return data
        for name in ("due_on", "done_on"):
            if data.get(name) and data[name] < day:
                self.add_error(name, _("That is before it was said."))
        return data

    def _want_somebody(self) -> None:
        """Refuse to leave what was with a network alone with nobody at all."""
        is_alone = not self.asks_who and self.contact is None
        if is_alone and self.extra_names and not self.stands_for_a_person():
            self.add_error(self.extra_names[0], _("With whom or with what was it?"))

    def _found(self, who: str) -> list[Contact]:
        return [] if not who and self.stands_for_a_person() else super()._found(who)

    def facts(self) -> dict[str, Any]:
        """Return what the services want to know of an exchange."""
        return {name: self.cleaned_data.get(name) for name in FACTS}

    @staticmethod
    def initial_of(exchange: Exchange) -> dict[str, Any]:
        """Return the values of an existing exchange."""
        return {name: getattr(exchange, name) for name in FACTS if name != "moment"} | {"moment": exchange.moment_id}


class ExchangeFilterForm(ListFilterForm):
    """Which part of give and take to look at."""

    filters = ("way", "kind", "who")
    way = forms.ChoiceField(
        label=gettext_lazy("Which way"),
        required=False,
        choices=[
            ("", gettext_lazy("All")),
            ("given", gettext_lazy("Given")),
            ("received", gettext_lazy("Received")),
            ("promised", gettext_lazy("Promised, open")),
            ("asked", gettext_lazy("Asked for, open")),
        ],
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("What sort"), required=False, choices=[("", gettext_lazy("All")), *Exchange.Kind.choices]
    )
    who = forms.CharField(label=gettext_lazy("Person"), required=False, max_length=200)
    after = forms.UUIDField(required=False)


def _moment_label(moment: Moment) -> str:
    return f"{moment.get_kind_display()}, {day_words(moment.happened_on, moment.precision)}"
