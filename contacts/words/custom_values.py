"""What fields of the user's own say, in words."""

from __future__ import annotations

from contacts.models import CustomValue
from contacts.wording import day_words, number_words


def value_words(value: CustomValue) -> str:
    """Return a date, a number or a text as the reader's language writes it."""
    if value.day:
        return day_words(value.day)
    return value.text if value.number is None else number_words(value.number)
