"""A fit as it stood when a check was finished: kept as JSON in the check, and read from there again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from networks.models import Check, CheckAnswer, Network
from networks.queries.fits import NetworkFit
from networks.rules.changes import CheckState
from networks.rules.fit import CRITERIA, DEFAULT_WEIGHTS, Fit, Profile

# What of a network a fit rests on, and how that is said; amounts are kept as text, because JSON knows no decimals.
FACTS = (
    "name", "reach", "place", "size", "format", "rhythm", "fee_amount", "fee_period", "extra_costs", "fee_currency",
)  # fmt: skip
AMOUNTS = ("fee_amount", "extra_costs")


@dataclass(frozen=True, slots=True)
class Snapshot:
    """How a network fitted a goal on the day of a check; the network is a copy that was never stored."""

    found: NetworkFit
    # Of a check that kept nothing only the answers are known.
    is_whole: bool = True


def write_snapshot(found: NetworkFit) -> dict[str, Any]:
    """Return what a fit rests on and what it came to, as JSON can hold it."""
    profile = found.profile
    return {
        "profile": None if profile is None else {name: _plain(value) for name, value in asdict(profile).items()},
        "network": {name: _plain(getattr(found.network, name)) for name in FACTS},
        "weights": dict(found.fit.weights),
        "levels": dict(found.fit.levels),
        "score": found.fit.score,
        "answered": found.fit.answered,
    }


def read_snapshot(check: Check) -> Snapshot:
    """Return the fit as it was; of a check without a snapshot nothing but the answers is known; `answers` are asked."""
    kept: Mapping[str, Any] = check.snapshot or {}
    answers = {answer.criterion: answer for answer in check.answers.all()}
    network = Network(
        **{name: _amount(name, value) for name, value in kept.get("network", {}).items() if name in FACTS}
    )
    levels = {**dict.fromkeys(CRITERIA), **{name: answer.level for name, answer in answers.items()}}
    fit = Fit({**levels, **kept.get("levels", {})}, {**DEFAULT_WEIGHTS, **kept.get("weights", {})})
    said = kept.get("profile")
    profile = Profile(**{name: _amount(name, value) for name, value in said.items()}) if said else None
    return Snapshot(NetworkFit(network, profile, fit, check, answers), is_whole=bool(kept))


def state_of(found: NetworkFit) -> CheckState:
    """Return a fit as the rule of changes compares it."""
    profile = found.profile
    return CheckState(
        levels={name: level for name, level in found.fit.levels.items() if name in found.answers},
        texts={name: answer.text for name, answer in found.answers.items()},
        evidence={name: _evidence(answer) for name, answer in found.answers.items()},
        profile={name: str(_plain(value) or "") for name, value in asdict(profile).items()} if profile else {},
        facts={name: str(_plain(getattr(found.network, name)) or "") for name in FACTS},
        weights=found.fit.weights,
        score=found.fit.score,
        answered=found.fit.answered,
    )


def _evidence(answer: CheckAnswer) -> str:
    day = answer.evidence_on.isoformat() if answer.evidence_on else ""
    return f"{day} {answer.evidence}".strip()


def _plain(value: Any) -> Any:
    """Return an amount as text with its two decimals, anything else as it is."""
    return f"{value:.2f}" if isinstance(value, Decimal) else value


def _amount(name: str, value: Any) -> Any:
    return Decimal(value) if name in AMOUNTS and value is not None else value
