"""Changes of many people: written down first, done in batches, taken back.

The rows of a change (`BulkItem`) are its ledger: who is concerned is fixed when it starts, and each batch notes in the
transaction that changes the people what held before and after. So whoever carries on knows what is done.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connection, transaction

from accounts.models import User
from contacts.models import BulkChange, BulkItem, Contact, ContactQuerySet
from contacts.models.bulk import BulkItemQuerySet
from contacts.rules.undoing import KEPT_FOR, judge_undo
from contacts.services.purging import schedule_purge
from netzwerk.core.bulk import Arguments, BulkAction, States, bulk_action
from netzwerk.core.jobs import enqueue_job

# Up to so many people a request does it; more are for a worker.
LARGE = 500
# So many changes of one user may wait for a worker: each can be about everybody.
MOST_WAITING = 10
BATCH = 500
APPLY, UNDO = "bulk_change", "bulk_undo"

# Written by the database, which is told whom to find and not who they are: so a list of 10,000 is one statement.
_INSERT = """
    INSERT INTO contacts_bulkitem (id, owner_id, change_id, contact_id, before, after, is_done, undo)
    SELECT DISTINCT ON (found.id) gen_random_uuid(), %s, %s::uuid, found.id, '{{}}'::jsonb, '{{}}'::jsonb, false, ''
    FROM ({found}) AS found"""


class NobodyToChangeError(ValueError):
    """There is nobody whom the change would be about."""


class TooManyChangesError(ValueError):
    """So many changes wait for a worker that one has to be done first."""


class TooLateError(ValueError):
    """A change can be taken back for 30 days."""


@transaction.atomic
def start_bulk_change(
    *, owner: User, action: str, arguments: Arguments, contacts: ContactQuerySet, now: datetime
) -> BulkChange:
    """Change these people, at once or in the background; who they are is settled now and does not drift.

    Returns the change, done or waiting. Raises `NobodyToChangeError` and `TooManyChangesError`; an action that
    nobody registered is a `KeyError`.
    """
    _action(action)
    change = BulkChange.objects.create(owner=owner, action=action, arguments=arguments)
    change.total = _note_people(change, contacts.for_user(owner).present())
    if not change.total:
        raise NobodyToChangeError
    change.save(update_fields=["total"])
    schedule_purge(owner=owner, deleted_at=now)
    if change.total > LARGE:
        over = (BulkChange.State.DONE, BulkChange.State.UNDONE)
        if BulkChange.objects.for_user(owner).exclude(state__in=over).count() > MOST_WAITING:
            raise TooManyChangesError
        enqueue_job(kind=APPLY, owner=owner, object_id=change.pk)
        return change
    while apply_next_batch(change=change, now=now):
        pass
    return change


@transaction.atomic
def apply_next_batch(*, change: BulkChange, now: datetime) -> bool:
    """Change the next people of a change and note it; return whether there may be more.

    A change that is over, or that is being taken back, goes no further.
    """
    _lock(change)
    if change.state not in (BulkChange.State.WAITING, BulkChange.State.RUNNING):
        return False
    items = list(_items(change).open().order_by("pk").select_for_update()[:BATCH])
    _apply(change, items, now)
    change.state = BulkChange.State.RUNNING if len(items) == BATCH else BulkChange.State.DONE
    change.finished_at = None if change.state == BulkChange.State.RUNNING else now
    change.done_count += len(items)
    change.save(update_fields=["state", "finished_at", "done_count"])
    return change.state == BulkChange.State.RUNNING


@transaction.atomic
def undo_bulk_change(*, change: BulkChange, now: datetime) -> BulkChange:
    """Take a change back, at once or in the background; twice is once. One that still runs is stopped first.

    Fields that were edited since stay, and wait for `settle_items`. Raises `TooLateError` after 30 days.
    """
    _lock(change)
    if change.created_at <= now - KEPT_FOR:
        raise TooLateError
    if change.state in (BulkChange.State.UNDOING, BulkChange.State.UNDONE):
        return change
    concerned = _items(change).to_undo().count()
    # Whom the change has never reached needs no undo.
    change.state, change.done_count = BulkChange.State.UNDOING, change.total - concerned
    change.save(update_fields=["state", "done_count"])
    if concerned > LARGE:
        enqueue_job(kind=UNDO, owner=change.owner, object_id=change.pk)
        return change
    while undo_next_batch(change=change, now=now):
        pass
    return change


@transaction.atomic
def undo_next_batch(*, change: BulkChange, now: datetime) -> bool:
    """Take the change back for the next people and note it; return whether there may be more."""
    _lock(change)
    if change.state != BulkChange.State.UNDOING:
        return False
    items = list(_items(change).to_undo().order_by("pk").select_for_update()[:BATCH])
    _undo(change, items)
    change.done_count += len(items)
    if len(items) < BATCH:
        change.state, change.undone_at = BulkChange.State.UNDONE, now
    change.save(update_fields=["state", "undone_at", "done_count"])
    return change.state == BulkChange.State.UNDOING


@transaction.atomic
def settle_items(*, change: BulkChange, keep: Collection[UUID], put_back: Mapping[UUID, dict[str, Any]]) -> int:
    """Decide about people who were edited after the change; return how many still ask.

    `keep` are items whose edit stays. `put_back` are items to be set to what held before, each with what the user has
    seen to hold now; whoever was edited once more since then asks again.
    """
    _lock(change)
    asking = list(_items(change).asking().filter(pk__in=[*keep, *put_back]).order_by("pk").select_for_update())
    action, current = _action(change.action), _current(change, asking)
    back: States = {}
    for item in asking:
        if item.pk in keep:
            item.undo = BulkItem.Undo.KEPT
            continue
        seen, now = put_back[item.pk], current.get(item.contact_id, {})
        if seen == now:
            verdict = judge_undo(item.before, item.after, now)
            back[item.contact_id] = {**verdict.back, **verdict.asks}
            item.undo = BulkItem.Undo.UNDONE
    if back:
        action.put_back(owner=change.owner, states=back, arguments=change.arguments)
    BulkItem.objects.bulk_update(asking, ["undo"])
    return _items(change).asking().count()


def _apply(change: BulkChange, items: Sequence[BulkItem], now: datetime) -> None:
    if not items:
        return
    action, ids = _action(change.action), _lock_people(change, items)
    before = action.states(owner=change.owner, ids=ids, arguments=change.arguments)
    action.apply(owner=change.owner, ids=ids, arguments=change.arguments, now=now)
    after = action.states(owner=change.owner, ids=ids, arguments=change.arguments)
    for item in items:
        item.before, item.after = before.get(item.contact_id, {}), after.get(item.contact_id, {})
        item.is_done = True
    _write(items, ["before", "after", "is_done"])


def _undo(change: BulkChange, items: Sequence[BulkItem]) -> None:
    if not items:
        return
    current = _current(change, items)
    back: States = {}
    for item in items:
        verdict = judge_undo(item.before, item.after, current.get(item.contact_id, {}))
        if verdict.back:
            back[item.contact_id] = verdict.back
        item.undo = BulkItem.Undo.ASKS if verdict.asks else BulkItem.Undo.UNDONE
    if back:
        _action(change.action).put_back(owner=change.owner, states=back, arguments=change.arguments)
    _write(items, ["undo"])


def _current(change: BulkChange, items: Sequence[BulkItem]) -> States:
    ids = _lock_people(change, items)
    return _action(change.action).states(owner=change.owner, ids=ids, arguments=change.arguments)


def _note_people(change: BulkChange, contacts: ContactQuerySet) -> int:
    try:
        sql, values = contacts.order_by().values("id").query.sql_with_params()
    except EmptyResultSet:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(_INSERT.format(found=sql), [change.owner_id, change.pk, *values])
        return int(cursor.rowcount)


def _lock(change: BulkChange) -> None:
    """Wait for whoever is at this change, and see what they have left."""
    change.refresh_from_db(from_queryset=BulkChange.objects.for_user(change.owner).select_for_update())


def _lock_people(change: BulkChange, items: Sequence[BulkItem]) -> list[UUID]:
    """Keep others from editing between the look and the change; always in one order, so that nobody deadlocks."""
    people = Contact.objects.for_user(change.owner).filter(pk__in=[item.contact_id for item in items])
    return list(people.order_by("pk").select_for_update().values_list("pk", flat=True))


def _write(items: Sequence[BulkItem], columns: list[str]) -> None:
    # An upsert of rows that are there is many times faster than one CASE for each of them.
    BulkItem.objects.bulk_create(items, update_conflicts=True, unique_fields=["id"], update_fields=columns)


def _items(change: BulkChange) -> BulkItemQuerySet:
    return BulkItem.objects.for_user(change.owner).filter(change=change)


def _action(key: str) -> BulkAction:
    action = bulk_action(key)
    if action is None:
        raise KeyError(key)
    return action
