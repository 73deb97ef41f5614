"""The four quick marks: each no, unmarked, or yes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from contacts.labels import QUICK_MARK_HINTS, QUICK_MARKS
from contacts.rules.states import QuickMarks

# The key that goes through the three of each, where a page has keys.
KEYS = {"trust": "T", "willing_to_help": "H", "standing": "S", "shared_time": "Z"}


@dataclass(frozen=True, slots=True)
class MarkAnswer:
    """One of the three answers: its sign, and the word that says what it means."""

    value: str
    sign: str
    word: str | Promise
    id: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class MarkRow:
    """A quick mark as a form shows it."""

    field: forms.BoundField
    hint: str | Promise
    key: str
    answers: list[MarkAnswer]


UNMARKED = pgettext_lazy("quick mark", "unmarked")
NO, YES = pgettext_lazy("quick mark", "no"), pgettext_lazy("quick mark", "yes")
LITTLE, MUCH = pgettext_lazy("quick mark", "little"), pgettext_lazy("quick mark", "much")


class QuickMarkField(forms.ChoiceField):
    """One mark as a number; left out it is unmarked."""

    def clean(self, value: Any) -> int:
        """Return -1, 0 or 1."""
        return int(super().clean(value) or 0)


def _field(name: str) -> QuickMarkField:
    words = (LITTLE, MUCH) if name == "shared_time" else (NO, YES)
    return QuickMarkField(
        label=QUICK_MARKS[name],
        choices=[("-1", words[0]), ("0", UNMARKED), ("1", words[1])],
        initial="0",
        required=False,
        widget=forms.RadioSelect,
    )


class QuickMarkFields(forms.Form):
    """Four radios, one a mark; a form that asks for more has them as well."""

    trust = _field("trust")
    willing_to_help = _field("willing_to_help")
    standing = _field("standing")
    shared_time = _field("shared_time")

    def mark_rows(self) -> Iterator[MarkRow]:
        """Yield the marks with all that `contacts/_quick_mark_fields.html` shows of them."""
        signs = ("−", "", "+")
        for name in QUICK_MARKS:
            field = self[name]
            answers = [
                MarkAnswer(
                    option.data["value"], sign, option.choice_label, option.id_for_label, _is_chosen(field, option)
                )
                for sign, option in zip(signs, field, strict=True)
            ]
            yield MarkRow(field, QUICK_MARK_HINTS[name], KEYS[name], answers)

    @property
    def has_marks(self) -> bool:
        """Whether something is marked, or wrong."""
        return any(self[name].errors or str(self[name].value() or 0) != "0" for name in QUICK_MARKS)

    def marks(self) -> QuickMarks:
        """Return what the valid form says."""
        return QuickMarks(*(self.cleaned_data[name] for name in QuickMarks._fields))


class QuickMarksForm(QuickMarkFields):
    """The quick marks alone."""


def _is_chosen(field: forms.BoundField, option: Any) -> bool:
    return str(field.value()) == str(option.data["value"])
