"""Where a goal stands: led with, paused, reached, let go, and each of them taken back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from accounts.models import User
from contacts.models import Contact
from goals.models import Goal, LogEntry, NextStep
from goals.queries.thanks import thanks_of
from goals.services.locking import locked_goals
from goals.wording import thanks_words

# Thanks come soon, but not all on the day of the party.
THANKS_WITHIN = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Standing:
    """How a goal stood before a change and which goal led; all that the change wrote bears the instant `changed_at`."""

    status: str
    status_on: date | None
    leader_id: UUID | None
    changed_at: datetime


@transaction.atomic
def lead_with(*, goal: Goal, now: datetime) -> Standing:
    """Let this goal lead, active again if it was not; return how things stood."""
    found, goals = _locked(goal)
    before = _standing(found, goals, now)
    _enter(found, Goal.Status.ACTIVE, now)
    _let_lead(goals, found.pk)
    return _told(goal, found, before)


@transaction.atomic
def set_status(*, goal: Goal, status: str, now: datetime, note: str = "") -> Standing:
    """Pause a goal, call it reached, let it go or take it up again; return how it stood.

    Only an active goal leads: the oldest of the others takes over. `note` goes into the log.
    """
    found, goals = _locked(goal)
    before = _standing(found, goals, now)
    _enter(found, Goal.Status(status), now, note)
    leader = _leader(goals)
    if leader is None or leader.status != Goal.Status.ACTIVE:
        heirs = [one for one in goals if one.status == Goal.Status.ACTIVE]
        heir = found if found in heirs else next(iter(heirs), None)
        _let_lead(goals, heir.pk if heir else None)
    return _told(goal, found, before)


@transaction.atomic
def reach_goal(
    *,
    goal: Goal,
    now: datetime,
    what_helped: str = "",
    number: int | None = None,
    thank: Iterable[Contact] = (),
    thank_by: date | None = None,
    drop: Iterable[NextStep] = (),
) -> Standing:
    """Call a goal reached; return how it stood.

    Keep what helped and the final number, plan to thank each of these contacts by a day (in a week, unless told
    otherwise) and drop these open steps. Asked twice, nobody is thanked twice.
    """
    before = set_status(goal=goal, status=Goal.Status.REACHED, now=now)
    goal.what_helped = what_helped
    goal.save(update_fields=["what_helped"])
    if number is not None:
        _note_number(goal, number, now)
    _drop(goal, drop, now)
    _plan_thanks(goal, thank, thank_by or _day(goal.owner, now) + THANKS_WITHIN, now)
    return before


@transaction.atomic
def let_goal_go(*, goal: Goal, now: datetime, note: str = "", drop: Iterable[NextStep] = ()) -> Standing:
    """Let a goal go and drop these open steps; return how it stood."""
    before = set_status(goal=goal, status=Goal.Status.LET_GO, now=now, note=note)
    _drop(goal, drop, now)
    return before


@transaction.atomic
def take_back_standing(*, goal: Goal, before: Standing) -> Goal:
    """Bring back how a goal stood, who led, and the steps that went with the change; planned thanks go again.

    Thanks that were said meanwhile stay. Taken back twice is as once.
    """
    found, goals = _locked(goal)
    found.status, found.status_on = Goal.Status(before.status), before.status_on
    found.save(update_fields=["status", "status_on"])
    LogEntry.objects.for_user(goal.owner).filter(goal=goal, created_at=before.changed_at).delete()
    steps = NextStep.objects.for_user(goal.owner).filter(goal=goal)
    steps.open().filter(created_at=before.changed_at).delete()
    steps.filter(dropped_at=before.changed_at).update(dropped_at=None)
    leads = next((one for one in goals if one.pk == before.leader_id and one.status == Goal.Status.ACTIVE), None)
    _let_lead(goals, leads.pk if leads else None)
    return found


def _locked(goal: Goal) -> tuple[Goal, list[Goal]]:
    """Return the goal as it is now, among all of its owner's, with everybody else kept out."""
    goals = locked_goals(goal.owner)
    return next(one for one in goals if one.pk == goal.pk), goals


def _standing(goal: Goal, goals: Sequence[Goal], now: datetime) -> Standing:
    leader = _leader(goals)
    return Standing(goal.status, goal.status_on, leader.pk if leader else None, now)


def _leader(goals: Sequence[Goal]) -> Goal | None:
    return next((one for one in goals if one.is_leading), None)


def _enter(goal: Goal, status: Goal.Status, now: datetime, note: str = "") -> None:
    if goal.status == status:
        return
    goal.status, goal.status_on = status, _day(goal.owner, now)
    goal.save(update_fields=["status", "status_on"])
    _write(LogEntry(kind=LogEntry.Kind.STATUS, status=status, text=note), goal, now)


def _write(entry: LogEntry, goal: Goal, now: datetime) -> None:
    entry.owner, entry.goal, entry.happened_on = goal.owner, goal, _day(goal.owner, now)
    entry.save()
    # The instant tells later what was written together.
    LogEntry.objects.for_user(goal.owner).filter(pk=entry.pk).update(created_at=now)


def _note_number(goal: Goal, number: int, now: datetime) -> None:
    noted = LogEntry.objects.for_user(goal.owner).filter(goal=goal, kind=LogEntry.Kind.PROGRESS).first()
    if noted is None or noted.number != number:
        _write(LogEntry(kind=LogEntry.Kind.PROGRESS, number=number), goal, now)


def _let_lead(goals: Sequence[Goal], leader_id: UUID | None) -> None:
    """Let one goal lead and no other; the others go first, for two never lead at once."""
    for goal in sorted(goals, key=lambda one: one.pk == leader_id):
        if goal.is_leading != (goal.pk == leader_id):
            goal.is_leading = not goal.is_leading
            goal.save(update_fields=["is_leading"])


def _drop(goal: Goal, steps: Iterable[NextStep], now: datetime) -> None:
    ids = [step.pk for step in steps]
    NextStep.objects.for_user(goal.owner).open().filter(goal=goal, pk__in=ids).update(dropped_at=now)


def _plan_thanks(goal: Goal, contacts: Iterable[Contact], due_on: date, now: datetime) -> None:
    steps = NextStep.objects.for_user(goal.owner).filter(goal=goal)
    thanked = {*thanks_of(goal).values_list("contact_id", flat=True)}
    planned = [
        NextStep(
            owner=goal.owner, goal=goal, contact=contact, text=thanks_words(contact), due_on=due_on, is_thanks=True
        )
        for contact in contacts
        if contact.pk not in thanked
    ]
    NextStep.objects.bulk_create(planned)
    steps.filter(pk__in=[step.pk for step in planned]).update(created_at=now)


def _day(owner: User, now: datetime) -> date:
    return now.astimezone(owner.zone).date()


def _told(goal: Goal, found: Goal, before: Standing) -> Standing:
    """Let the caller's goal know what became of it."""
    goal.status, goal.status_on, goal.is_leading = found.status, found.status_on, found.is_leading
    return before
