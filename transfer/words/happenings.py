"""What rows about moments and ties say before they come in."""

from __future__ import annotations

from datetime import date
from typing import Any

from contacts.models import Moment, Tie
from contacts.wording import day_words, dotted
from transfer.models import ImportRow


def happening_words(row: ImportRow) -> str:
    """Return when and what, or how one stands to the other."""
    return _moment(row.record) if row.subject == ImportRow.Subject.MOMENT else _tie(row.record)


def _moment(record: dict[str, Any]) -> str:
    kind = dict(Moment.Kind.choices).get(record.get("kind", ""), "")
    day = record.get("happened_on")
    return dotted(str(kind), day_words(date.fromisoformat(day), record.get("precision", "day")) if day else "")


def _tie(record: dict[str, Any]) -> str:
    return str(dict(Tie.Kind.choices).get(record.get("kind", ""), ""))
