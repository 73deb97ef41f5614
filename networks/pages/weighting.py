"""How much each criterion counts, for the page where that is changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.forms import BoundField, Form

from networks.models import ANSWERED, Criterion
from networks.rules.fit import CRITERIA, DEFAULT_WEIGHTS
from networks.rules.shares import shares_of


@dataclass(frozen=True, slots=True)
class WeightRow:
    """A criterion with its field, what it usually counts, and its share of the score in percent."""

    criterion: Criterion
    field: BoundField
    usual: int
    share: int


@dataclass(frozen=True, slots=True)
class WeightGroup:
    """The criteria of the ideal network, or those of the check, and their share together."""

    is_check: bool
    rows: Sequence[WeightRow]

    @property
    def share(self) -> int:
        """What they count together, in percent."""
        return sum(row.share for row in self.rows)


def weight_groups(form: Form, weights: Mapping[str, int]) -> list[WeightGroup]:
    """Return the two groups of criteria; the shares are those of the weights that are stored."""
    shares = dict(zip(CRITERIA, shares_of([weights[name] for name in CRITERIA]), strict=True))
    rows = [WeightRow(Criterion(name), form[name], DEFAULT_WEIGHTS[name], shares[name]) for name in CRITERIA]
    return [
        WeightGroup(is_check, [row for row in rows if (row.criterion in ANSWERED) is is_check])
        for is_check in (False, True)
    ]
