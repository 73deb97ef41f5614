"""Fields that the user made: one of them as a form, and what all of them say about a person."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.formats import get_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contacts.forms.lines import LineField
from contacts.models import CustomField, CustomValue
from contacts.services.custom_fields import CustomFacts
from contacts.wording import number_words
from netzwerk.core.folding import fold
from netzwerk.core.widgets import DayInput

LABEL_LENGTH, CHOICE_LENGTH, MOST_CHOICES = 60, 80, 50


class CustomFieldForm(forms.Form):
    """Name and kind of a field, and what one chooses from."""

    label = LineField(
        label=gettext_lazy("Name"), max_length=LABEL_LENGTH, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=CustomField.Kind.choices)
    choices = forms.CharField(
        label=gettext_lazy("Choices"),
        help_text=gettext_lazy("One a line; only for a field of the kind “Choice”."),
        max_length=10_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, field: CustomField | None = None, **kwargs: Any) -> None:
        if field is not None:
            kwargs["initial"] = {"label": field.label, "choices": "\n".join(field.choices)}
        super().__init__(*args, **kwargs)
        self.known_kind = field.kind if field else None
        if field is not None:
            del self.fields["kind"]
            self.fields["choices"].help_text = _("One a line. Who has a choice that you take away here keeps it.")
            if field.kind != CustomField.Kind.CHOICE:
                del self.fields["choices"]

    def clean_label(self) -> str:
        """Want a name that can be told from others."""
        label: str = self.cleaned_data["label"]
        if not fold(label):
            raise forms.ValidationError(_("This name has no letter and no digit."))
        return label

    def clean_choices(self) -> list[str]:
        """Return the lines, each once."""
        lines = (" ".join(line.split()) for line in self.cleaned_data["choices"].splitlines())
        choices = list(dict.fromkeys(line for line in lines if line))
        if len(choices) > MOST_CHOICES:
            raise forms.ValidationError(_("That is more than %(count)s choices.") % {"count": MOST_CHOICES})
        if any(len(choice) > CHOICE_LENGTH for choice in choices):
            raise forms.ValidationError(_("A choice may have %(count)s characters.") % {"count": CHOICE_LENGTH})
        return choices

    def clean(self) -> dict[str, Any]:
        """Want something to choose from."""
        kind = self.known_kind or self.cleaned_data.get("kind")
        if kind == CustomField.Kind.CHOICE and not self.cleaned_data.get("choices") and not self.errors:
            self.add_error("choices", _("Please write down at least one choice."))
        return self.cleaned_data


class CustomValuesForm(forms.Form):
    """An input for each field, by its kind."""

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        custom_fields: Sequence[CustomField],
        values: Mapping[UUID, CustomValue],
    ) -> None:
        super().__init__(data)
        self.custom_fields = custom_fields
        for field in custom_fields:
            value = values.get(field.pk)
            self.fields[str(field.pk)] = _input(field, value)
            self.initial[str(field.pk)] = plain_value(field, value)

    def facts(self) -> dict[UUID, CustomFacts]:
        """Return what was typed, by field."""
        return {field.pk: _facts(field, self.cleaned_data[str(field.pk)]) for field in self.custom_fields}


def plain_value(field: CustomField, value: CustomValue | None) -> Any:
    """Return what a field says, in the part of its kind."""
    if value is None:
        return None
    match CustomField.Kind(field.kind):
        case CustomField.Kind.NUMBER:
            return None if value.number is None else number_words(value.number)
        case CustomField.Kind.DATE:
            return value.day
        case _text:
            return value.text


def _facts(field: CustomField, said: Any) -> CustomFacts:
    match CustomField.Kind(field.kind):
        case CustomField.Kind.NUMBER:
            return CustomFacts(number=said)
        case CustomField.Kind.DATE:
            return CustomFacts(day=said)
        case _text:
            return CustomFacts(text=said or "")


def _input(field: CustomField, value: CustomValue | None) -> forms.Field:
    match CustomField.Kind(field.kind):
        case CustomField.Kind.NUMBER:
            return _Number(label=field.label, required=False, max_digits=18, decimal_places=4, localize=True)
        case CustomField.Kind.DATE:
            return forms.DateField(label=field.label, required=False, widget=DayInput)
        case CustomField.Kind.CHOICE:
            # What was once among the choices stays for whoever has it.
            offered = list(dict.fromkeys([*field.choices, *([value.text] if value and value.text else [])]))
            choices = [("", "—"), *((choice, choice) for choice in offered)]
            return forms.ChoiceField(label=field.label, required=False, choices=choices)
        case _text:
            return LineField(label=field.label, required=False, max_length=500)


class _Number(forms.DecimalField):
    """A number as it is written in the reader's language."""

    widget = forms.TextInput

    def to_python(self, value: Any) -> Any:
        """Read a number also when its thousands are set apart, as the language does it."""
        text = str(value or "").strip()
        apart, comma = str(get_format("THOUSAND_SEPARATOR")), str(get_format("DECIMAL_SEPARATOR"))
        groups = rf"[-+]?\d{{1,3}}(?:[{re.escape(apart)} \u202f]\d{{3}})+(?:{re.escape(comma)}\d+)?"
        if re.fullmatch(groups, text):
            text = re.sub(rf"[{re.escape(apart)} \u202f]", "", text)
        return super().to_python(text)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Ask phones for their keys with a comma."""
        return {**super().widget_attrs(widget), "inputmode": "decimal", "autocomplete": "off"}
