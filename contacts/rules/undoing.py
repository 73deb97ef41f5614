"""How long something can be taken back, and what an undo may put back: fields, unless they were edited since."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

# So long what was deleted lies in the bin, and merges and changes of many can be undone.
KEPT_FOR = timedelta(days=30)

# The fields of one person that a change concerns, each with its value as JSON keeps it.
Fields = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What an undo does with one person: fields that come back, and fields about which it has to ask."""

    back: dict[str, Any] = field(default_factory=dict)
    asks: dict[str, Any] = field(default_factory=dict)


def judge_undo(before: Fields, after: Fields, current: Fields) -> Verdict:
    """Compare each field that the change has changed with what holds now.

    As the change left it: it comes back. As it was before, or never changed: there is nothing to do. Anything else was
    edited since, and asks. `current` without a field says that it cannot come back: its person, tag or goal is gone.
    """
    verdict = Verdict()
    for name, old in before.items():
        if name not in current or name not in after or old in (after[name], current[name]):
            continue
        now = current[name]
        (verdict.back if now == after[name] else verdict.asks)[name] = old
    return verdict
