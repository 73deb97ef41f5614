"""What is said about meetings, in both languages."""

from __future__ import annotations

from datetime import date, time

import pytest
from django.utils import translation

from networks.models import Event, Network
from networks.queries.events import Meeting
from networks.words.events import repeat_words, title_for, when_words
from networks.words.lengths import length_words


@pytest.mark.parametrize(
    ("repeats", "starts_on", "english", "german"),
    [
        ("", date(2026, 4, 14), "", ""),
        ("weekly", date(2026, 4, 14), "Every week, on Tuesday", "Jede Woche am Dienstag"),
        ("fortnightly", date(2026, 4, 14), "Every two weeks, on Tuesday", "Alle zwei Wochen am Dienstag"),
        ("monthly", date(2026, 4, 14), "Every month, on day 14", "Jeden Monat am 14."),
        (
            "monthly_weekday",
            date(2026, 4, 14),
            "Every month, on the second Tuesday",
            "Jeden Monat am zweiten Dienstag",
        ),
        ("monthly_weekday", date(2026, 3, 31), "Every month, on the last Tuesday", "Jeden Monat am letzten Dienstag"),
        ("quarterly", date(2026, 4, 14), "Every quarter", "Jedes Quartal"),
        ("yearly", date(2026, 4, 14), "Every year", "Jedes Jahr"),
    ],
)
def test_how_a_meeting_comes_again(repeats: str, starts_on: date, english: str, german: str) -> None:
    event = Event(starts_on=starts_on, repeats=repeats)

    assert repeat_words(event) == english
    with translation.override("de"):
        assert repeat_words(event) == german


def test_until_when_it_comes_again() -> None:
    event = Event(starts_on=date(2026, 4, 14), repeats="weekly", repeats_until=date(2026, 12, 31))

    assert repeat_words(event) == "Every week, on Tuesday, until 31 Dec 2026"


@pytest.mark.parametrize(
    ("starts_at", "minutes", "english", "german"),
    [
        (None, None, "Tue, 14 Apr 2026", "Di, 14. April 2026"),
        (time(18, 30), None, "Tue, 14 Apr 2026, 18:30", "Di, 14. April 2026, 18:30 Uhr"),
        (time(18, 30), 90, "Tue, 14 Apr 2026, 18:30 to 20:00", "Di, 14. April 2026, 18:30 bis 20:00 Uhr"),
        (time(23, 30), 90, "Tue, 14 Apr 2026, 23:30 to 01:00", "Di, 14. April 2026, 23:30 bis 01:00 Uhr"),
    ],
)
def test_when_a_meeting_is(starts_at: time | None, minutes: int | None, english: str, german: str) -> None:
    meeting = Meeting(Event(starts_at=starts_at, minutes=minutes), date(2026, 4, 14))

    assert when_words(meeting) == english
    with translation.override("de"):
        assert when_words(meeting) == german


def test_a_meeting_is_called_by_the_kind_of_its_network() -> None:
    assert title_for(Network(name="Text crafts", kind="round")) == "Regulars' table: Text crafts"
    assert title_for(Network(name="100 % Text", kind="")) == "Meeting: 100 % Text"


@pytest.mark.parametrize(
    ("minutes", "words"), [(1, "1 minute"), (45, "45 minutes"), (60, "1 hour"), (120, "2 hours"), (90, "90 minutes")]
)
def test_how_long_something_takes(minutes: int, words: str) -> None:
    assert length_words(minutes) == words
