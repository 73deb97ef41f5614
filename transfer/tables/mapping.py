"""What the columns of a table mean: data, which is kept with the file and by its headings."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from transfer.tables.dates import DAY_FIRST, MONTH_FIRST
from transfer.tables.fields import is_field
from transfer.tables.limits import DEFAULT_LIMITS


@dataclass(frozen=True, slots=True)
class TableMapping:
    """What each column is, by its place from 0; whether the first row is the header, and how dates are meant."""

    columns: dict[int, str] = field(default_factory=dict)
    has_header: bool = True
    program: str = ""
    date_order: str = DAY_FIRST

    def as_json(self) -> dict[str, Any]:
        """Return it as it is stored; `from_json` reads it back."""
        return {
            "columns": {str(at): key for at, key in self.columns.items()},
            "has_header": self.has_header,
            "program": self.program,
            "date_order": self.date_order,
        }

    @classmethod
    def from_json(cls, stored: object) -> TableMapping | None:
        """Read a stored mapping; None when nothing is stored, and what makes no sense in it is passed over."""
        if not isinstance(stored, dict) or not isinstance(stored.get("columns"), dict):
            return None
        columns = {
            int(at): key
            for at, key in stored["columns"].items()
            if isinstance(key, str) and is_field(key) and _is_place(at)
        }
        order = MONTH_FIRST if stored.get("date_order") == MONTH_FIRST else DAY_FIRST
        return cls(columns, stored.get("has_header") is not False, str(stored.get("program", ""))[:20], order)


def _is_place(text: object) -> bool:
    return (
        isinstance(text, str)
        and text.isascii()
        and text.isdigit()
        and len(text) < 4
        and int(text) < DEFAULT_LIMITS.columns
    )
