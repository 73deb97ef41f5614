"""Choices of a field as cards, for `components/_choice_card.html`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import cast

from django import forms

from goals.labels import Look


@dataclass(frozen=True, slots=True)
class Card:
    """One choice with all that its card shows."""

    id: str
    name: str
    value: str
    label: str
    text: str
    icon: str
    is_checked: bool


def cards_of(field: forms.BoundField, looks: Mapping[str, Look]) -> list[Card]:
    """Return a card for each choice that has a look, checked as the form stands."""
    chosen = field.value() or []
    values = {str(one) for one in (chosen if isinstance(chosen, list | tuple) else [chosen])}
    choices = cast(Iterable[tuple[str, str]], cast(forms.ChoiceField, field.field).choices)
    return [
        Card(
            id=f"{field.auto_id}_{place}",
            name=field.html_name,
            value=str(value),
            label=str(label),
            text=str(looks[str(value)].text),
            icon=looks[str(value)].icon,
            is_checked=str(value) in values,
        )
        for place, (value, label) in enumerate(choices)
        if str(value) in looks
    ]
