"""What rows about moments and ties say before they come in."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.text import Truncator

from contacts.models import Moment, Tie
from contacts.wording import day_words, dotted
from transfer.models import ImportRow

EXCERPT = 100


def happening_words(row: ImportRow) -> str:
    """Return what it was, when, and how its note begins; or how one stands to the other."""
    return _moment(row.record) if row.subject == ImportRow.Subject.MOMENT else _tie(row.record)


def _moment(record: dict[str, Any]) -> str:
    kind = dict(Moment.Kind.choices).get(record.get("kind", ""), "")
    day = record.get("happened_on")
    when = day_words(date.fromisoformat(day), record.get("precision", "day")) if day else ""
    return dotted(str(kind), when, Truncator(" ".join(record.get("note", "").split())).chars(EXCERPT))


def _tie(record: dict[str, Any]) -> str:
    kind = dict(Tie.Kind.choices).get(record.get("kind", ""), "")
    return dotted(str(kind), str(dict(Tie.Kinship.choices).get(record.get("kinship", ""), "")))
