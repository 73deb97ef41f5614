"""Reviews: begun, put off, finished once with all that they say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from accounts.models import User
from contacts.models import Contact, Moment
from contacts.rules.cadence import add_cadence
from contacts.services import SNOOZE_SPANS, let_contact_rest, log_moment, snooze_contact
from goals.models import Goal, NextStep
from goals.services import (
    add_log_entry,
    drop_next_step,
    finish_next_step,
    lock_inventory,
    move_next_step,
    plan_next_step,
    set_status,
)
from matching.models import Review, ReviewedGoal, ReviewedPerson
from matching.queries.review_facts import Figures, figures_of
from matching.queries.reviews import WIZARD, begun_review, standing_of
from matching.rules.reviewing import looks_back_to, put_off_until
from netzwerk.core.models import Draft
from netzwerk.core.wizards import start_draft

# What becomes of a goal by its verdict; the others leave it as it is.
STATUSES = {
    ReviewedGoal.Verdict.PAUSED: Goal.Status.PAUSED,
    ReviewedGoal.Verdict.REACHED: Goal.Status.REACHED,
    ReviewedGoal.Verdict.LET_GO: Goal.Status.LET_GO,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalAnswer:
    """What was said about one goal; `progress` is how far one has come, `gap` the role to fill next."""

    goal: Goal
    verdict: str = ReviewedGoal.Verdict.RIGHT
    moved: str = ""
    progress: int | None = None
    gap: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedStep:
    """A step of the plan; with `step` it is one that was open already, and goes on, is done, or is dropped."""

    goal: Goal
    contact: Contact
    text: str
    due_on: date
    step: NextStep | None = None
    fate: str = "keep"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewPlan:
    """All that the review asks; `thanks_note` is what the moment says of those who were thanked today."""

    goals: Sequence[GoalAnswer] = ()
    moved: str = ""
    plan: str = ""
    thanked: Sequence[Contact] = ()
    thanks_note: str = ""
    resting: Sequence[Contact] = ()
    snoozed: Sequence[Contact] = ()
    steps: Sequence[PlannedStep] = ()


@transaction.atomic
def begin_review(*, owner: User, step: str, now: datetime) -> Draft:
    """Return the draft to go on with, a new one that begins at `step` when there is none; two clicks make one."""
    lock_inventory(owner=owner)
    found = begun_review(owner, now)
    return found or start_draft(owner=owner, wizard=WIZARD, object_id=None, step=step, now=now)


@transaction.atomic
def put_off_review(*, owner: User, span: str, today: date) -> Review:
    """Ask again only after two weeks, a month or a quarter, by the key of `PUT_OFFS`; another raises KeyError."""
    lock_inventory(owner=owner)
    until = put_off_until(today, span)
    since = looks_back_to(standing_of(owner).last_on, today)
    same = Review.objects.for_user(owner).filter(put_off_until=until).first()
    return same or Review.objects.create(owner=owner, put_off_until=until, since_on=since)


def take_back_put_off(*, review: Review) -> None:
    """Let a review be due as it was before it was put off; one that was finished stays."""
    Review.objects.for_user(review.owner).filter(pk=review.pk, finished_on=None).delete()


@transaction.atomic
def finish_review(*, owner: User, draft: Draft, plan: ReviewPlan, now: datetime, today: date) -> Review:
    """Write down all that a draft says and return its review; a draft that is finished changes nothing more.

    The figures of the goals are those of today, before anything that the review itself changes.
    """
    locked = Draft.objects.for_user(owner).select_for_update().get(pk=draft.pk)
    if locked.finished_at:
        return Review.objects.for_user(owner).get(pk=str(locked.object_id))
    lock_inventory(owner=owner)
    _lock_people(owner, plan)
    since = looks_back_to(standing_of(owner).last_on, today)
    Review.objects.for_user(owner).filter(finished_on=None).delete()
    review = Review.objects.create(owner=owner, since_on=since, finished_on=today, moved=plan.moved, plan=plan.plan)
    _keep_goals(review, plan.goals, figures_of(owner, [one.goal for one in plan.goals], since, today), today)
    _thank(review, plan, today)
    _set_aside(review, plan, today)
    _plan_steps(review, plan.steps, now)
    _move_goals(plan.goals, now)
    locked.object_id, locked.finished_at, locked.data = review.pk, now, {}
    locked.save(update_fields=["object_id", "finished_at", "data", "updated_at"])
    return review


def _lock_people(owner: User, plan: ReviewPlan) -> None:
    """Let nobody else change the people that a review is about: after the user, before the goals, in one order."""
    named = [*plan.thanked, *plan.resting, *plan.snoozed, *(step.contact for step in plan.steps)]
    people = Contact.objects.for_user(owner).order_by("pk").select_for_update(no_key=True)
    list(people.filter(pk__in={contact.pk for contact in named}).values_list("pk", flat=True))


def _keep_goals(review: Review, answers: Sequence[GoalAnswer], figures: dict[Goal, Figures], today: date) -> None:
    ReviewedGoal.objects.bulk_create(
        ReviewedGoal(
            owner=review.owner,
            review=review,
            goal=one.goal,
            verdict=one.verdict,
            moved=one.moved,
            gap=one.gap,
            people=figures[one.goal].people,
            moments=figures[one.goal].moments,
            steps_done=figures[one.goal].steps_done,
        )
        for one in answers
    )
    for one in answers:
        if one.progress is not None:
            add_log_entry(goal=one.goal, happened_on=today, number=one.progress)


def _thank(review: Review, plan: ReviewPlan, today: date) -> None:
    for contact in plan.thanked:
        log_moment(
            owner=review.owner,
            contacts=[contact],
            kind=Moment.Kind.MESSAGE,
            happened_on=today,
            today=today,
            initiator=Moment.Initiator.ME,
            note=plan.thanks_note,
        )
    _keep_people(review, plan.thanked, ReviewedPerson.Part.THANKED)


def _set_aside(review: Review, plan: ReviewPlan, today: date) -> None:
    for contact in plan.resting:
        let_contact_rest(contact=contact)
    for contact in plan.snoozed:
        snooze_contact(contact=contact, until=add_cadence(today, SNOOZE_SPANS["3m"]))
    _keep_people(review, plan.resting, ReviewedPerson.Part.REST)
    _keep_people(review, plan.snoozed, ReviewedPerson.Part.SNOOZE)


def _keep_people(review: Review, contacts: Sequence[Contact], part: str) -> None:
    ReviewedPerson.objects.bulk_create(
        ReviewedPerson(owner=review.owner, review=review, contact=contact, part=part) for contact in contacts
    )


def _plan_steps(review: Review, steps: Sequence[PlannedStep], now: datetime) -> None:
    kept = {step.pk: step for step in (_planned(one, now) for one in steps) if step}
    ReviewedPerson.objects.bulk_create(
        ReviewedPerson(
            owner=review.owner, review=review, contact=step.contact, part=ReviewedPerson.Part.STEP, step=step
        )
        for step in kept.values()
    )


def _planned(one: PlannedStep, now: datetime) -> NextStep | None:
    """Return the step that is part of the plan from now on; one that is done or dropped is none."""
    if one.step is None:
        return plan_next_step(goal=one.goal, contact=one.contact, text=one.text, due_on=one.due_on)
    if one.fate == "done":
        finish_next_step(step=one.step, now=now)
        return None
    if one.fate == "drop":
        drop_next_step(step=one.step, now=now)
        return None
    NextStep.objects.for_user(one.goal.owner).open().filter(pk=one.step.pk).update(text=one.text)
    return move_next_step(step=one.step, due_on=one.due_on)


def _move_goals(answers: Sequence[GoalAnswer], now: datetime) -> None:
    for one in answers:
        status = STATUSES.get(ReviewedGoal.Verdict(one.verdict))
        if status:
            set_status(goal=one.goal, status=status, now=now)
