"""What a form of the goal wizard says, as labels and readable values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.formats import date_format, number_format


@dataclass(frozen=True, slots=True)
class Answer:
    """One question with what was answered."""

    label: str
    values: list[str]


@dataclass(frozen=True, slots=True)
class Section:
    """The answers of one step, and where to change them."""

    step: str
    label: str
    url: str
    answers: list[Answer]
    is_in_order: bool


def section_of(*, step: str, label: str, url: str, form: forms.Form) -> Section:
    """Return the answers of a step; what was left open is not listed."""
    is_valid = form.is_valid()
    cleaned = form.cleaned_data if is_valid else {}
    answers = [
        Answer(str(field.label), [_readable(field, value) for value in _as_list(cleaned.get(name))])
        for name, field in form.fields.items()
        if cleaned.get(name) not in (None, "", [])
    ]
    return Section(step=step, label=label, url=url, answers=answers, is_in_order=is_valid)


def _as_list(value: Any) -> list[Any]:
    return list(value) if isinstance(value, list | tuple) else [value]


def _readable(field: forms.Field, value: Any) -> str:
    if isinstance(field, forms.ChoiceField):
        return str(dict(field.choices).get(value, value))  # type: ignore[arg-type]  # no groups in our forms
    if isinstance(field, forms.DateField):
        return date_format(value, "DATE_FORMAT")
    if isinstance(field, forms.DecimalField):
        return f"{number_format(value.normalize() if value == value.to_integral() else value)} €"
    return str(value)
