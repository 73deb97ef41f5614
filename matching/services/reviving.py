"""Old ties are taken up again: noted with a moment, what came of it, and the messages that warm one up for it.

Each can be taken back. What was taken back is handed out as plain values, from which it can be made again.
"""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.models import User
from contacts.models import Contact, Moment
from contacts.services import log_moment
from contacts.services.moments import delete_moment, restore_moment
from goals.models import Goal
from matching.models import Revival, WarmUp
from netzwerk.core.ids import made_at

KINDS = {
    Revival.Channel.CALL: Moment.Kind.CALL,
    Revival.Channel.MEETING: Moment.Kind.MEETING,
    Revival.Channel.MESSAGE: Moment.Kind.MESSAGE,
}
# A revival and its moment are made in one go, the moment first; that is how it is known later.
_MADE_WITHIN_MS = 10_000
_KEPT = ("channel", "opener", "note", "outcome")
_DAYS = ("begun_on", "silent_since", "outcome_on")


@transaction.atomic
def begin_revival(
    *, contact: Contact, channel: str, begun_on: date, today: date, opener: str = "", goal: Goal | None = None
) -> Revival:
    """Note that one got in touch again, with the moment that it is: the relation is fresh from then on.

    The same of the same day is noted once, however often it is sent. Raises `MomentInFutureError` for a day after
    `today`.
    """
    lock_person(contact)
    own: dict[str, Any] = {"owner": contact.owner, "contact": contact, "goal": goal}
    said = {"channel": channel, "opener": opener, "begun_on": begun_on}
    same = Revival.objects.for_user(contact.owner).waiting().filter(**own, **said).first()
    if same is not None:
        return same
    silent_since = contact.silent_since
    _log(contact, KINDS[Revival.Channel(channel)], begun_on, today)
    return Revival.objects.create(**own, **said, silent_since=min(silent_since, begun_on))


@transaction.atomic
def take_back_revival(*, revival: Revival, today: date) -> dict[str, str]:
    """Forget that one got in touch, and the moment with it; return what `bring_back_revival` makes it of again."""
    lock_person(revival.contact)
    moment = _moment_of(revival, is_deleted=False)
    if moment is not None:
        delete_moment(moment=moment, today=today)
    values = {"pk": str(revival.pk), "contact": str(revival.contact_id), "goal": str(revival.goal_id or "")}
    values |= {name: str(getattr(revival, name)) for name in _KEPT}
    values |= {name: day.isoformat() if (day := getattr(revival, name)) else "" for name in _DAYS}
    values["has_moment"] = "yes" if moment else ""
    Revival.objects.for_user(revival.owner).filter(pk=revival.pk).delete()
    return values


@transaction.atomic
def bring_back_revival(*, owner: User, values: dict[str, str], today: date) -> Revival | None:
    """Make again what was taken back, with its moment; nothing where the person is gone meanwhile or it is there."""
    contact = Contact.objects.for_user(owner).filter(pk=values["contact"]).first()
    if contact is not None:
        contact.owner = owner
        lock_person(contact)
    if contact is None or Revival.objects.for_user(owner).filter(pk=values["pk"]).exists():
        return None
    goal = Goal.objects.for_user(owner).filter(pk=values["goal"]).first() if values["goal"] else None
    days = {name: date.fromisoformat(values[name]) if values[name] else None for name in _DAYS}
    said = {name: values[name] for name in _KEPT}
    own: dict[str, Any] = {"owner": owner, "contact": contact, "goal": goal}
    revival = Revival.objects.create(pk=UUID(values["pk"]), **own, **said, **days)
    moment = _moment_of(revival, is_deleted=True) if values["has_moment"] else None
    if moment is not None:
        restore_moment(moment=moment, today=today)
    return revival


def note_outcome(*, revival: Revival, outcome: str, on: date | None, note: str = "") -> dict[str, str]:
    """Note what came of it, in place of what was noted before, which is returned; one that waits has no day."""
    before = {"pk": str(revival.pk), "outcome": str(revival.outcome), "note": revival.note}
    before["outcome_on"] = revival.outcome_on.isoformat() if revival.outcome_on else ""
    revival.outcome, revival.note = outcome, note
    revival.outcome_on = None if outcome == Revival.Outcome.WAITING else on
    revival.save(update_fields=["outcome", "note", "outcome_on"])
    return before


@transaction.atomic
def note_warm_up(*, contact: Contact, today: date) -> WarmUp:
    """Note that one wrote to somebody to warm up: a message like any other, so that dates are right."""
    lock_person(contact)
    found = WarmUp.objects.for_user(contact.owner).filter(contact=contact, written_on=today).first()
    if found is not None:
        return found
    _log(contact, Moment.Kind.MESSAGE, today, today)
    return WarmUp.objects.create(owner=contact.owner, contact=contact, written_on=today)


@transaction.atomic
def take_back_warm_up(*, warm_up: WarmUp, today: date) -> None:
    """Forget that one wrote, and the message with it."""
    moment = _moment_of(warm_up, is_deleted=False)
    if moment is not None:
        delete_moment(moment=moment, today=today)
    WarmUp.objects.for_user(warm_up.owner).filter(pk=warm_up.pk).delete()


def lock_person(contact: Contact) -> None:
    """Let two clicks about one person meet here: the second waits, and then finds what the first has done."""
    list(Contact.objects.for_user(contact.owner).select_for_update(no_key=True).filter(pk=contact.pk).values_list("pk"))


def _log(contact: Contact, kind: str, day: date, today: date) -> Moment:
    me = Moment.Initiator.ME
    return log_moment(owner=contact.owner, contacts=[contact], kind=kind, happened_on=day, today=today, initiator=me)


def _moment_of(row: Revival | WarmUp, *, is_deleted: bool) -> Moment | None:
    """Return the moment that was made with a row: the person's own, made just before it."""
    first, last = (UUID(int=max(made_at(row.pk) + ms, 0) << 80) for ms in (-_MADE_WITHIN_MS, 2))
    made = Moment.objects.for_user(row.owner).filter(
        pk__range=(first, last),
        participations__contact_id=row.contact_id,
        initiator=Moment.Initiator.ME,
        deleted_at__isnull=not is_deleted,
    )
    moment = made.order_by("-pk").first()
    if moment is not None:
        moment.owner = row.owner
    return moment
