"""The language of the list's address: which conditions it states, and how they are joined.

`origin=studies` must hold, `not.tag=…` must not. Of those that begin with `any.` one is enough, and it comes on top of
what must hold: `closeness=good&any.place=Kiel&any.not.origin=network`. What a field and a value mean is not known here.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from urllib.parse import parse_qsl, urlencode

MOST_CONDITIONS = 30
LONGEST_VALUE = 200
# Longer than anything of ours; the rest is not even looked at.
LONGEST_QUERY = 8000
_ANY, _NOT = "any.", "not."


@dataclass(frozen=True, slots=True)
class Condition:
    """One field and one value, as they stand in the address."""

    key: str
    value: str
    is_negated: bool = False
    # One of these is enough.
    is_alternative: bool = False

    @property
    def parameter(self) -> str:
        """The name of the parameter that states it."""
        return (_ANY if self.is_alternative else "") + (_NOT if self.is_negated else "") + self.key


@dataclass(frozen=True, slots=True)
class Query:
    """What an address asks for."""

    text: str = ""
    sort: str = ""
    conditions: tuple[Condition, ...] = ()
    # There were more conditions, or a longer text, than anybody can have meant.
    is_cut: bool = False

    def __bool__(self) -> bool:
        """Whether anything narrows the list."""
        return bool(self.text or self.conditions or self.is_cut)

    def with_condition(self, condition: Condition) -> Query:
        """Return the query with one condition more; one that is there already stays once."""
        return replace(self, conditions=tuple(dict.fromkeys((*self.conditions, condition))))

    def without(self, condition: Condition) -> Query:
        """Return the query with one condition less."""
        return replace(self, conditions=tuple(each for each in self.conditions if each != condition))

    def replaced(self, condition: Condition, *, value: str) -> Query:
        """Return the query with another value in one condition."""
        changed = (replace(each, value=value) if each == condition else each for each in self.conditions)
        return replace(self, conditions=tuple(dict.fromkeys(changed)))

    def joined(self, *, by_any: bool) -> Query:
        """Return the query with all conditions joined in one way."""
        moved = (replace(each, is_alternative=by_any) for each in self.conditions)
        return replace(self, conditions=tuple(dict.fromkeys(moved)))


@dataclass(slots=True)
class _Reading:
    """An address while it is read."""

    words: dict[str, str] = field(default_factory=dict)
    conditions: list[Condition] = field(default_factory=list)
    is_cut: bool = False


def read_query(address: str, *, ignored: frozenset[str] = frozenset()) -> Query:
    """Return what a query string asks for; never raises.

    A parameter without a value says nothing, `ignored` names those that are about something else. Of a parameter that
    can stand but once the last one counts, as when a form and a link both state it.
    """
    text = address.encode(errors="replace").decode()
    reading = _Reading(is_cut=len(text) > LONGEST_QUERY)
    for name, value in parse_qsl(text[:LONGEST_QUERY]):
        _take(reading, name, " ".join(value.replace("\0", " ").split()), ignored)
    conditions = tuple(dict.fromkeys(reading.conditions))
    return Query(
        text=reading.words.get("q", ""),
        sort=reading.words.get("sort", ""),
        conditions=conditions[:MOST_CONDITIONS],
        is_cut=reading.is_cut or len(conditions) > MOST_CONDITIONS,
    )


def _take(reading: _Reading, name: str, value: str, ignored: frozenset[str]) -> None:
    if not value or name in ignored:
        return
    reading.is_cut |= len(value) > LONGEST_VALUE or len(name) > LONGEST_VALUE
    if name in ("q", "sort"):
        reading.words[name] = value[:LONGEST_VALUE].strip()
    else:
        reading.conditions.append(_condition(name[:LONGEST_VALUE], value[:LONGEST_VALUE].strip()))


def _condition(name: str, value: str) -> Condition:
    is_alternative = name.startswith(_ANY)
    name = name.removeprefix(_ANY)
    is_negated = name.startswith(_NOT)
    return Condition(name.removeprefix(_NOT), value, is_negated, is_alternative)


def write_query(query: Query) -> str:
    """Return the query string that asks for this, without what is the case anyway."""
    conditions = ((condition.parameter, condition.value) for condition in query.conditions)
    return urlencode([(name, value) for name, value in (("q", query.text), *conditions, ("sort", query.sort)) if value])
