"""Columns of an export: what a value of each may be, said as a check and as JSON Schema."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from math import isfinite
from typing import Any
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import connection, models
from django.db.models import NOT_PROVIDED, Field

# Longer ones no page shows, and no database index takes.
LONGEST_TEXT = 10_000_000
LONGEST_LIST = 10_000
DEEPEST_JSON = 40
MOST_DIGITS = 30
FIRST_YEAR, LAST_YEAR = 2, 9998
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_SURROGATE = re.compile("[\ud800-\udfff]")
_NO_DEFAULT = object()

# Texts that programs write and read, by their columns: what is not of this shape would break them.
SHAPES = {
    "contacts.phonenumber.e164": r"(\+[1-9][0-9]{1,14})?",
    "core.draft.step": "[-a-zA-Z0-9_]{0,30}",
    "transfer.sourcecard.fingerprint": "[0-9a-f]{64}",
    "transfer.columnmapping.signature": "[0-9a-f]{64}",
}

Check = Callable[[Any], bool]


@dataclass(frozen=True)
class Column:
    """One column: its name, what it may hold, and what it holds where a file of an older version lacks it."""

    name: str
    kind: str
    is_null: bool
    fits: Check
    schema: dict[str, Any]
    default: Any = field(default=_NO_DEFAULT)

    @property
    def is_required(self) -> bool:
        """Whether a row without it cannot be read."""
        return self.default is _NO_DEFAULT

    def accepts(self, value: Any) -> bool:
        """Tell whether the value may stand here."""
        return self.is_null if value is None else self.fits(value)


def column_of(of: Field[Any, Any]) -> Column:
    """Return the column of a model's field."""
    kind, fits, schema = _shape(of)
    if of.choices and kind not in ("json", "list"):
        fits, schema = _chosen(of, fits, schema)
    if of.null:
        schema = {"anyOf": [schema, {"type": "null"}]}
    return Column(of.attname, kind, of.null, fits, schema, _default(of))


def is_storable(text: str) -> bool:
    """Tell whether the database takes a text: no NUL, and no half of a pair of UTF-16."""
    return "\0" not in text and (text.isascii() or not _SURROGATE.search(text))


def _default(of: Field[Any, Any]) -> Any:
    if of.primary_key:
        return _NO_DEFAULT
    if of.default is not NOT_PROVIDED:
        value = of.get_default()
        return str(value) if isinstance(value, UUID | Decimal) else _plain(value)
    if of.null:
        return None
    return "" if of.empty_strings_allowed and of.blank else _NO_DEFAULT


def _shape(of: Field[Any, Any]) -> tuple[str, Check, dict[str, Any]]:
    if of.is_relation or isinstance(of, models.UUIDField):
        return "id", _is_id, {"type": "string", "format": "uuid"}
    if isinstance(of, ArrayField):
        return _list(of)
    for kind, make in _KINDS:
        if isinstance(of, kind):
            return make(of)
    raise NotImplementedError(f"{of} has no form in an export yet")


def _chosen(of: Field[Any, Any], fits: Check, schema: dict[str, Any]) -> tuple[Check, dict[str, Any]]:
    values = [value for value, _label in of.flatchoices]
    if of.blank and isinstance(of, models.CharField) and "" not in values:
        values.append("")
    known = frozenset(values)
    # False is 0 to Python, and no choice.
    return lambda value: fits(value) and value in known, {**schema, "enum": [_plain(value) for value in values]}


def _plain(value: Any) -> Any:
    return value.value if hasattr(value, "value") else value


def _text(of: Field[Any, Any]) -> tuple[str, Check, dict[str, Any]]:
    # What is a limit of forms alone is none here: whatever the product has stored comes back.
    longest = of.max_length if isinstance(of, models.CharField) and of.max_length else LONGEST_TEXT

    if shape := _shape_of(of):
        return "text", lambda value: isinstance(value, str) and bool(shape.fullmatch(value)), _shaped(shape.pattern)

    def fits(value: Any) -> bool:
        return isinstance(value, str) and len(value) <= longest and is_storable(value)

    return "text", fits, {"type": "string", "maxLength": longest}


def _shape_of(of: Field[Any, Any]) -> re.Pattern[str] | None:
    # The field of a list belongs to no model.
    model = getattr(of, "model", None)
    shape = SHAPES.get(f"{model._meta.label_lower}.{of.name}") if model else None
    return re.compile(shape) if shape else None


def _shaped(shape: str) -> dict[str, Any]:
    return {"type": "string", "pattern": f"^{shape}$"}


def _list(of: ArrayField[Any, Any]) -> tuple[str, Check, dict[str, Any]]:
    inner = column_of(of.base_field)

    def fits(value: Any) -> bool:
        return isinstance(value, list) and len(value) <= LONGEST_LIST and all(map(inner.accepts, value))

    return "list", fits, {"type": "array", "items": inner.schema, "maxItems": LONGEST_LIST}


def _whole(of: Field[Any, Any]) -> tuple[str, Check, dict[str, Any]]:
    least, most = connection.ops.integer_field_range(of.get_internal_type())
    for validator in of.validators:
        limit = getattr(validator, "limit_value", None)
        if isinstance(validator, MinValueValidator) and isinstance(limit, int):
            least = max(least, limit)
        if isinstance(validator, MaxValueValidator) and isinstance(limit, int):
            most = min(most, limit)

    def fits(value: Any) -> bool:
        return isinstance(value, int) and not isinstance(value, bool) and least <= value <= most

    return "whole", fits, {"type": "integer", "minimum": least, "maximum": most}


def _decimal(of: Field[Any, Any]) -> tuple[str, Check, dict[str, Any]]:
    places, digits = int(getattr(of, "decimal_places", 0)), int(getattr(of, "max_digits", 0))
    pattern = rf"^-?[0-9]{{1,{digits - places}}}(\.[0-9]{{1,{places}}})?$"
    written = re.compile(pattern)

    def fits(value: Any) -> bool:
        return isinstance(value, str) and len(value) <= MOST_DIGITS and bool(written.fullmatch(value))

    return "decimal", fits, {"type": "string", "pattern": pattern}


def _boolean(_of: Field[Any, Any]) -> tuple[str, Check, dict[str, Any]]:
    return "boolean", lambda value: isinstance(value, bool), {"type": "boolean"}


def _instant(_of: Field[Any, Any]) -> tuple[str, Check, dict[str, Any]]:
    return "instant", _is_instant, {"type": "string", "format": "date-time"}


def _day(_of: Field[Any, Any]) -> tuple[str, Check, dict[str, Any]]:
    return "day", _is_day, {"type": "string", "format": "date"}


def _hour(_of: Field[Any, Any]) -> tuple[str, Check, dict[str, Any]]:
    return "hour", _is_hour, {"type": "string", "pattern": r"^[0-2][0-9]:[0-5][0-9]:[0-5][0-9](\.[0-9]{1,6})?$"}


def _json(of: Field[Any, Any]) -> tuple[str, Check, dict[str, Any]]:
    outer = list if isinstance(of.get_default(), list) else dict

    def fits(value: Any) -> bool:
        return isinstance(value, outer) and _is_plain(value, DEEPEST_JSON)

    return "json", fits, {"type": "array" if outer is list else "object"}


def _is_id(value: Any) -> bool:
    return isinstance(value, str) and bool(_UUID.fullmatch(value))


def _is_day(value: Any) -> bool:
    return isinstance(value, str) and bool(_DATE.fullmatch(value)) and _is_iso(date.fromisoformat, value)


def _is_instant(value: Any) -> bool:
    if not (isinstance(value, str) and 19 < len(value) <= 40 and value.isascii()):
        return False
    if not _is_iso(datetime.fromisoformat, value):
        return False
    found = datetime.fromisoformat(value)
    # Beyond these years it may have no date in another time zone, and then neither database nor pages can say it.
    return found.tzinfo is not None and FIRST_YEAR <= found.year <= LAST_YEAR


def _is_hour(value: Any) -> bool:
    if not (isinstance(value, str) and 8 <= len(value) <= 15 and value.isascii()):
        return False
    return _is_iso(time.fromisoformat, value) and time.fromisoformat(value).tzinfo is None


def _is_iso(read: Callable[[str], object], value: str) -> bool:
    try:
        read(value)
    except ValueError:
        return False
    return True


def _is_plain(value: Any, depth: int) -> bool:
    if isinstance(value, str):
        return is_storable(value)
    if isinstance(value, dict):
        return depth > 0 and all(is_storable(key) and _is_plain(each, depth - 1) for key, each in value.items())
    if isinstance(value, list):
        return depth > 0 and all(_is_plain(each, depth - 1) for each in value)
    return not isinstance(value, float) or isfinite(value)


_KINDS: list[tuple[Any, Callable[[Any], tuple[str, Check, dict[str, Any]]]]] = [
    (models.BooleanField, _boolean),
    (models.DecimalField, _decimal),
    (models.DateTimeField, _instant),
    (models.DateField, _day),
    (models.TimeField, _hour),
    (models.JSONField, _json),
    (models.CharField | models.TextField, _text),
    (models.IntegerField, _whole),
]
