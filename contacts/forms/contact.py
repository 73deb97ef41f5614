"""A new person, as a form."""

from __future__ import annotations

from typing import Any, Self

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contacts.forms.birthday import BirthdayFields
from contacts.forms.channels import ChannelsField, check_mail, check_phone
from contacts.forms.completing import completed
from contacts.forms.lines import LineField
from contacts.forms.quick_marks import QuickMarkFields
from contacts.models import Closeness, LastInTouch, Origin
from contacts.models.contact import NAME_LENGTH
from contacts.rules.states import QuickMarks
from contacts.services import NewContact


class ContactForm(BirthdayFields, QuickMarkFields):
    """A person: only the name is needed. What is known is changed detail by detail (`contacts.details`)."""

    name = LineField(label=gettext_lazy("Name"), max_length=NAME_LENGTH)
    given_name = LineField(label=gettext_lazy("Given name"), max_length=NAME_LENGTH, required=False)
    family_name = LineField(label=gettext_lazy("Family name"), max_length=NAME_LENGTH, required=False)
    nickname = LineField(label=gettext_lazy("Nickname"), max_length=NAME_LENGTH, required=False)
    organisation = LineField(
        label=gettext_lazy("Organisation"),
        max_length=200,
        required=False,
        widget=completed("contacts:organisation-names"),
    )
    role = LineField(label=gettext_lazy("What they do there"), max_length=200, required=False)
    place = LineField(label=gettext_lazy("Place"), max_length=120, required=False)
    emails = ChannelsField(
        label=gettext_lazy("Mail addresses"),
        check=check_mail,
        help_text=gettext_lazy("One a line, the best first. After a comma what it is: ruth@example.org, work"),
    )
    phones = ChannelsField(
        label=gettext_lazy("Phone numbers"),
        check=check_phone,
        help_text=gettext_lazy("One a line, the best first. After a comma what it is: 040 555 01 42, mobile"),
    )
    origin = forms.ChoiceField(label=gettext_lazy("How you know each other"), choices=Origin.choices, required=False)
    closeness = forms.ChoiceField(label=gettext_lazy("Closeness"), choices=Closeness.choices, required=False)
    last_in_touch = forms.ChoiceField(
        label=gettext_lazy("Last in touch, roughly"), choices=LastInTouch.choices, required=False
    )
    is_interesting = forms.BooleanField(
        label=gettext_lazy("Interesting"),
        help_text=gettext_lazy("You would like to know more about them."),
        required=False,
    )
    is_close_to_heart = forms.BooleanField(
        label=gettext_lazy("Close to the heart"),
        help_text=gettext_lazy("Suggested without any goal."),
        required=False,
    )
    ended_in_conflict = forms.BooleanField(
        label=gettext_lazy("Ended in conflict"),
        help_text=gettext_lazy("Never suggested."),
        required=False,
    )
    note = forms.CharField(
        label=gettext_lazy("Note"), max_length=100_000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    # The ids of people who may be the same, whom the user has been shown.
    namesake_seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].error_messages["required"] = _("A name is all it takes, but it takes that.")
        for name in ("name", "given_name", "family_name", "nickname", "organisation", "role", "place"):
            self.fields[name].widget.attrs["autocomplete"] = "off"
        self.fields["name"].widget.attrs["autofocus"] = True
        self.initial.setdefault("last_in_touch", LastInTouch.NOT_SURE)
        self.initial.setdefault("origin", Origin.OTHER)
        self.initial.setdefault("closeness", Closeness.NOT_PLACED)

    @classmethod
    def for_new(cls, query: Any) -> Self:
        """Return an empty form; origin, last touch and name may come along in the address."""
        known = {"origin": Origin.values, "last_in_touch": LastInTouch.values, "closeness": Closeness.values}
        initial = {field: query.get(field) for field, values in known.items() if query.get(field) in values}
        return cls(initial={**initial, "name": query.get("name", "")[:NAME_LENGTH]})

    def clean(self) -> dict[str, Any]:
        """Put the birthday together, and fill in choices that were left out."""
        self.cleaned_data["birthday"] = self.clean_birthday()
        defaults = {
            "origin": Origin.OTHER,
            "closeness": Closeness.NOT_PLACED,
            "last_in_touch": LastInTouch.NOT_SURE,
        }
        for field, default in defaults.items():
            self.cleaned_data[field] = self.cleaned_data.get(field) or default
        return self.cleaned_data

    def details(self) -> NewContact:
        """Return what was typed as the services want it."""
        left_out = {"namesake_seen", "birthday_day", "birthday_month", "birthday_year"}
        return NewContact(**{field: value for field, value in self.cleaned_data.items() if field not in left_out})

    @property
    def has_more_to_show(self) -> bool:
        """Whether something was typed below the fold, or is wrong there."""
        first = {"name", "organisation", "origin", "last_in_touch", "closeness", "namesake_seen", *QuickMarks._fields}
        others = (self[field] for field in self.fields if field not in first)
        return self.has_marks or any(field.errors or field.value() for field in others)
