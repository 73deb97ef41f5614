"""A check finished: all that the wizard asked is written down, once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction

from accounts.models import User
from contacts.models import Contact, Origin
from contacts.services import NewContact, add_contacts
from goals.models import IdealNetwork, Offer
from networks.models import ANSWERED, Check, CheckAnswer, Network
from networks.queries.fits import profile_of, score, weights_of
from networks.queries.snapshots import write_snapshot
from networks.services.begun_checks import move_to_checking
from networks.services.ideas import add_idea
from networks.services.members import add_member
from networks.services.verdicts import set_verdict
from netzwerk.core.models import Draft


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
