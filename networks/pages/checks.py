"""What is shown of checks: the fit of a network for each goal, earlier checks, and what changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from accounts.models import User
from goals.models import Goal
from networks.models import Check, Network, Stage
from networks.pages.fits import FitRow, fit_rows
from networks.queries.checks import GoalFit, begun_checks, fits_of
from networks.queries.fits import NetworkFit
from networks.queries.snapshots import Snapshot, state_of
from networks.rules.changes import Change, changes_between, score_change
from networks.rules.fit import CHECK
from networks.words.changes import ChangeWords, change_words
from netzwerk.core.models import Draft

# What somebody said, and what they did not say but is another now.
SAID = ("levels", "texts", "evidence")
# The stage that a verdict asks for, and the stages from which it is a step ahead.
_BEFORE = (Stage.IDEA, Stage.RESEARCHING, Stage.CHECKING)
STAGE_AFTER: Mapping[str, tuple[Stage, tuple[Stage, ...]]] = {
    Check.Verdict.TRY: (Stage.TRYING, _BEFORE),
    Check.Verdict.JOIN: (Stage.MEMBER, (*_BEFORE, Stage.TRYING)),
    Check.Verdict.LEAVE: (Stage.LEFT, (Stage.MEMBER,)),
    Check.Verdict.DECLINE: (Stage.DECLINED, (*_BEFORE, Stage.TRYING)),
}


@dataclass(frozen=True, slots=True)
class FitCard:
    """How a network fits one goal: its rows, the draft of a check that is begun, and the checks before the newest."""

    goal: Goal
    found: NetworkFit
    rows: list[FitRow]
    draft: Draft | None
    earlier: tuple[Check, ...]
    is_due: bool

    @property
    def check(self) -> Check | None:
        """The newest check."""
        return self.found.check

    @property
    def next_stage(self) -> Stage | None:
        """Where the verdict of the newest check brings the network, while it is not there."""
        stage, before = STAGE_AFTER.get(self.check.verdict, (None, ())) if self.check else (None, ())
        return stage if self.found.network.stage in before else None


@dataclass(frozen=True, slots=True)
class Differences:
    """What changed from one state of the fit to another: the score, what was said, and what it rests on."""

    score: ChangeWords | None
    said: list[ChangeWords]
    facts: list[ChangeWords]

    @property
    def is_empty(self) -> bool:
        """Whether all is the same."""
        return not (self.score or self.said or self.facts)


def fit_cards(owner: User, network: Network, *, now: datetime, today: date) -> list[FitCard]:
    """Return a card for each goal that is pursued, the leading one first; eight queries for any number of them."""
    goals = list(Goal.objects.for_user(owner).active())
    begun = begun_checks(owner, [network], now)
    return [_card(fit, begun, network, today) for fit in fits_of(owner, network, goals)]


def _card(fit: GoalFit, begun: Mapping[tuple[UUID, UUID], Draft], network: Network, today: date) -> FitCard:
    check = fit.found.check
    due = check.review_on if check else None
    return FitCard(
        goal=fit.goal,
        found=fit.found,
        rows=fit_rows(fit.found),
        draft=begun.get((network.pk, fit.goal.pk)),
        earlier=fit.checks[1:],
        is_due=due is not None and due <= today,
    )


def kept_rows(shot: Snapshot) -> list[FitRow]:
    """Return the criteria as they were; of a check that kept nothing, those that were answered in it."""
    rows = fit_rows(shot.found)
    return rows if shot.is_whole else [row for row in rows if row.criterion in CHECK]


def differences(before: Snapshot, after: Snapshot) -> Differences:
    """Return what changed between two states of the fit, in words."""
    old, new = state_of(before.found), state_of(after.found)
    changes = changes_between(old, new)
    score = score_change(old, new) if before.is_whole and after.is_whole else None
    return Differences(
        score=change_words(score) if score else None,
        said=[change_words(change) for change in changes if change.part in SAID],
        facts=_facts(changes, before, after),
    )


def _facts(changes: list[Change], before: Snapshot, after: Snapshot) -> list[ChangeWords]:
    """Return changes of what a fit rests on; of a check that kept nothing there is nothing to compare."""
    if not before.is_whole or not after.is_whole:
        return []
    return [
        change_words(change, currency=_currency(change, before), new_currency=_currency(change, after))
        for change in changes
        if change.part not in SAID and not change.name.endswith("currency")
    ]


def _currency(change: Change, shot: Snapshot) -> str:
    if change.part == "profile" and shot.found.profile:
        return shot.found.profile.fee_currency
    return shot.found.network.fee_currency
