"""A check from its first question to its end: begun on a draft, finished once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from accounts.models import User
from contacts.models import Contact, Origin
from contacts.services import NewContact, add_contacts
from goals.models import Goal, IdealNetwork, Offer
from networks.models import ANSWERED, Check, CheckAnswer, Network, Stage, StageMove
from networks.queries.checks import WIZARD
from networks.queries.fits import profile_of, score, weights_of
from networks.queries.snapshots import write_snapshot
from networks.services.ideas import add_idea
from networks.services.members import add_member
from networks.services.stages import move_network, undo_move
from networks.services.verdicts import set_verdict
from netzwerk.core.models import Draft
from netzwerk.core.wizards import DRAFT_LIFE, living_drafts, start_draft

# From here a check brings a network forward.
BEFORE_CHECKING = (Stage.IDEA, Stage.RESEARCHING)
FIRST_STEP = "members"


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenAnswer:
    """What was said about one of the four criteria; without a level it is open."""

    level: int | None = None
    text: str = ""
    evidence: str = ""
    evidence_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckPlan:
    """All that the check wizard asks: answers by criterion, whom to get to know, what to give, and what follows."""

    answers: Mapping[str, GivenAnswer] = field(default_factory=dict)
    contacts: Sequence[Contact] = ()
    newcomers: Sequence[str] = ()
    offers: Sequence[Offer] = ()
    ideas: Sequence[str] = ()
    verdict: str = ""
    reason: str = ""
    review_on: date | None = None


@transaction.atomic
def begin_check(*, network: Network, goal: Goal, now: datetime, today: date) -> Draft:
    """Return the draft of a check to go on with, a new one where there is none.

    With a new one all checks go that were begun and left until their draft had grown too old.
    """
    # Two tabs meet here, and the second sees what the first has begun.
    Network.objects.for_user(network.owner).select_for_update().get(pk=network.pk)
    living = living_drafts(owner=network.owner, wizard=WIZARD, now=now).filter(finished_at=None)
    unfinished = Check.objects.for_user(network.owner).filter(finished_at=None)
    draft = living.filter(object_id__in=_begun(network, goal)).order_by("-updated_at").first()
    if draft:
        return draft
    unfinished.exclude(pk__in=living.values("object_id")).delete()
    check = Check.objects.create(owner=network.owner, network=network, goal=goal, checked_on=today)
    return start_draft(owner=network.owner, wizard=WIZARD, object_id=check.pk, step=FIRST_STEP, now=now)


@transaction.atomic
def drop_check(*, network: Network, goal: Goal, now: datetime) -> Check | None:
    """Let the check that is begun be as good as forgotten, and return it, if there is one.

    Its draft counts as too old from now on, so that it goes when another begins, and can be taken up until then.
    """
    living = living_drafts(owner=network.owner, wizard=WIZARD, now=now).filter(finished_at=None)
    begun = Check.objects.for_user(network.owner).filter(pk__in=_begun(network, goal))
    check = begun.filter(pk__in=living.values("object_id")).order_by("-created_at").first()
    living.filter(object_id__in=_begun(network, goal)).update(updated_at=now - DRAFT_LIFE)
    return check


@transaction.atomic
def take_up_check(*, network: Network, goal: Goal, now: datetime) -> bool:
    """Take up the check that was dropped last, as if nobody had; return whether it was still there."""
    drafts = Draft.objects.for_user(network.owner).filter(wizard=WIZARD, object_id__in=_begun(network, goal))
    newest = drafts.filter(finished_at=None).order_by("-updated_at").values("pk")[:1]
    return bool(Draft.objects.for_user(network.owner).filter(pk__in=newest).update(updated_at=now))


def _begun(network: Network, goal: Goal) -> QuerySet[Check, Any]:
    return Check.objects.for_user(network.owner).filter(finished_at=None, network=network, goal=goal).values("pk")


@transaction.atomic
def move_to_checking(*, network: Network, today: date) -> StageMove | None:
    """Bring a network that is an idea or looked into to *checking*; one that is further stays where it is."""
    if network.stage not in BEFORE_CHECKING:
        return None
    return move_network(network=network, stage=Stage.CHECKING, on=max(today, network.staged_on))


@transaction.atomic
def move_back_from_checking(*, network: Network, dropped: Check, now: datetime) -> bool:
    """Take the move to *checking* back that came with a check that is dropped now; return whether that was so.

    A network that has moved on, or for which another check is begun, stays where it is.
    """
    living = living_drafts(owner=network.owner, wizard=WIZARD, now=now).filter(finished_at=None)
    newest = StageMove.objects.for_user(network.owner).filter(network=network).first()
    others = Check.objects.for_user(network.owner).filter(network=network, pk__in=living.values("object_id"))
    if newest is None or newest.stage != Stage.CHECKING or newest.created_at < dropped.created_at or others.exists():
        return False
    newest.owner = network.owner
    before = undo_move(move=newest)
    network.stage, network.staged_on = before.stage, before.staged_on
    return True


@transaction.atomic
def finish_check(*, owner: User, draft: Draft, plan: CheckPlan, now: datetime, today: date) -> Check:
    """Write down all that a draft says and return its check; a draft that is finished changes nothing more.

    People become members whom the user wants to know better, what to give becomes ideas, and the check keeps how the
    network fitted today.
    """
    locked = Draft.objects.for_user(owner).select_for_update().get(pk=draft.pk)
    check = Check.objects.for_user(owner).select_related("network", "goal").get(pk=str(locked.object_id))
    if locked.finished_at:
        return check
    check.owner = check.network.owner = check.goal.owner = owner
    _write_answers(check, plan.answers)
    _note_people(check.network, plan, today)
    _note_ideas(check.network, plan)
    set_verdict(check=check, verdict=plan.verdict, reason=plan.reason, review_on=plan.review_on)
    check.checked_on, check.finished_at = today, now
    check.save(update_fields=["checked_on", "finished_at"])
    keep_snapshot(check=check)
    move_to_checking(network=check.network, today=today)
    locked.finished_at, locked.data = now, {}
    locked.save(update_fields=["finished_at", "data", "updated_at"])
    return check


def _write_answers(check: Check, answers: Mapping[str, GivenAnswer]) -> None:
    given = {criterion: answers.get(criterion, GivenAnswer()) for criterion in ANSWERED}
    CheckAnswer.objects.bulk_create(
        CheckAnswer(
            owner=check.owner,
            check_of=check,
            criterion=criterion,
            level=answer.level,
            text=answer.text,
            evidence=answer.evidence,
            evidence_on=answer.evidence_on,
        )
        for criterion, answer in given.items()
    )


def _note_people(network: Network, plan: CheckPlan, today: date) -> None:
    new = [NewContact(name=name, origin=Origin.NETWORK) for name in plan.newcomers]
    added = add_contacts(owner=network.owner, people=new, today=today) if new else []
    for contact in [*plan.contacts, *added]:
        add_member(network=network, contact=contact, is_wished=True)


def _note_ideas(network: Network, plan: CheckPlan) -> None:
    for offer in plan.offers:
        add_idea(network=network, offer=offer)
    for text in plan.ideas:
        add_idea(network=network, text=text)


def keep_snapshot(*, check: Check) -> None:
    """Note in a check how the network fits with its answers, as all else stands now."""
    profile = profile_of(IdealNetwork.objects.for_user(check.owner).filter(goal=check.goal).first())
    check.snapshot = write_snapshot(score(check.network, profile, weights_of(check.owner, check.goal), check))
    check.save(update_fields=["snapshot"])
