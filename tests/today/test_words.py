"""The sentences of the day."""

from __future__ import annotations

import pytest
from django.utils import translation

from goals.models import Role
from today.words import gap_words, greeting, people_words, role_words


@pytest.mark.parametrize(
    ("hour", "words"),
    [(5, "Good morning"), (11, "Good morning"), (12, "Good afternoon"), (17, "Good afternoon"),
     (18, "Good evening"), (23, "Good evening"), (0, "Good evening"), (4, "Good evening")],
)  # fmt: skip
def test_the_greeting_fits_the_hour(hour: int, words: str) -> None:
    assert greeting(hour, "Jana") == f"{words}, Jana"
    assert greeting(hour, "") == words


def test_a_name_may_hold_a_percent_sign() -> None:
    assert greeting(9, "100 %s") == "Good morning, 100 %s"


@pytest.mark.parametrize(
    ("count", "words"),
    [(1, "One person is worth a message."), (3, "Three people are worth"), (10, "10 people are worth")],
)
def test_small_numbers_are_words(count: int, words: str) -> None:
    assert people_words(count).startswith(words)


def test_the_day_speaks_german() -> None:
    with translation.override("de"):
        assert greeting(9, "Jana") == "Guten Morgen, Jana"
        assert people_words(3).startswith("Drei Menschen, bei denen sich eine Nachricht lohnt")
        assert role_words(Role.Kind.INSIDER, 1) == "1 aus der Branche"


@pytest.mark.parametrize("kind", list(Role.Kind))
def test_every_role_can_be_counted_and_missed(kind: Role.Kind) -> None:
    assert role_words(kind, 2).startswith("2 ")
    assert str(kind.label) in gap_words(kind)
