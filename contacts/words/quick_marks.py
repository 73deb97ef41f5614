"""The four quick marks in words."""

from __future__ import annotations

from contacts.labels import QUICK_MARKS
from contacts.rules.states import QuickMarks
from contacts.wording import dotted

SIGNS = {1: "+", -1: "−"}


def quick_mark_words(marks: QuickMarks) -> str:
    """Return what is marked, each with its sign; nothing when nothing is: Trust + · Shared time −."""
    marked = ((QUICK_MARKS[name], mark) for name, mark in marks._asdict().items() if mark)
    return dotted(*(f"{label} {SIGNS[mark]}" for label, mark in marked))
