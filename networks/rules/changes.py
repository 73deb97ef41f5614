"""What changed from one state of a check to another: levels, words, evidence, the profile, the network, the weights."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

Value = str | int | float | None
# What a check says, part by part, in the order in which it is told.
PARTS = ("levels", "texts", "evidence", "profile", "facts", "weights")


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckState:
    """All that a fit rests on, and what it came to; each part is by name, and what is open is None or not there."""

    levels: Mapping[str, float | None] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    evidence: Mapping[str, str] = field(default_factory=dict)
    profile: Mapping[str, str] = field(default_factory=dict)
    facts: Mapping[str, str] = field(default_factory=dict)
    weights: Mapping[str, int] = field(default_factory=dict)
    score: int | None = None
    answered: int = 0


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is another now; `part` is one of `PARTS`, or "score"."""

    part: str
    name: str
    before: Value
    after: Value

    @property
    def direction(self) -> str:
        """Which way a number went: "up", "down", "answered" (it was open), "opened"; nothing where it is no number."""
        if isinstance(self.before, str) or isinstance(self.after, str):
            return ""
        if self.before is None or self.after is None:
            return "answered" if self.before is None else "opened"
        return "up" if self.after > self.before else "down"


def changes_between(before: CheckState, after: CheckState) -> list[Change]:
    """Return what is another in the later state, part by part and in the order of the names there; none when equal."""
    return [change for part in PARTS for change in _part(part, getattr(before, part), getattr(after, part))]


def score_change(before: CheckState, after: CheckState) -> Change | None:
    """Return how the score changed, None when it did not."""
    return None if before.score == after.score else Change("score", "score", before.score, after.score)


def _part(part: str, before: Mapping[str, Value], after: Mapping[str, Value]) -> list[Change]:
    names = [*after, *(name for name in before if name not in after)]
    pairs = ((name, _said(before.get(name)), _said(after.get(name))) for name in names)
    return [Change(part, name, old, new) for name, old, new in pairs if old != new]


def _said(value: Value) -> Value:
    """Return None for what says nothing: an empty text is as open as a missing one."""
    return None if value == "" else value
