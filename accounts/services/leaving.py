"""How an account ends: at once, or in 14 days with a way back. Nothing of it remains, and a mail says so."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, OperationalError, connection, transaction
from django.db.models import QuerySet
from psycopg.errors import DeadlockDetected

from accounts.farewell import MailText, gone_mail, scheduled_mail
from accounts.models import Invitation, User
from accounts.services.files import forget_files_after_commit
from accounts.services.mails import forget_mails_to, queue_login_mail
from accounts.services.sessions import end_sessions
from accounts.services.users import announce_preferences
from netzwerk.core.jobs import enqueue_job
from netzwerk.core.models import Job
from netzwerk.core.owned import owned_models
from netzwerk.core.walls import acting_as

logger = logging.getLogger("netzwerk.security")

WAITS = timedelta(days=14)
DELETE_KIND = "delete-account"
BATCH = 500
TRIES = 5


@transaction.atomic
def schedule_deletion(*, user: User, now: datetime) -> datetime:
    """Let an account go in 14 days; return when. Until then no mail comes by itself, but the one that says so.

    One that waits already keeps its day: a second click puts nothing off.
    """
    _lock(user)
    if user.deletion_due_at is not None:
        return user.deletion_due_at
    due_at = now + WAITS
    _set_due(user, due_at)
    if gets_mail(user):
        _queue(user.email, scheduled_mail(user, due_at))
    return due_at


@transaction.atomic
def keep_account(*, user: User, due_at: datetime | None = None) -> bool:
    """Let an account stay after all, with everything as it was; return whether it was about to go (at `due_at`)."""
    _lock(user)
    if user.deletion_due_at is None or (due_at is not None and user.deletion_due_at != due_at):
        return False
    _set_due(user, None)
    return True


@transaction.atomic
def queue_due_deletions(*, now: datetime) -> int:
    """Write a job for each account whose day has come and that has none; return how many. Run by the tick."""
    due: Sequence[int] = list(due_accounts(now).values_list("pk", flat=True)[:BATCH])
    if not due:
        return 0
    open_states = [Job.State.WAITING, Job.State.RUNNING]
    jobs = Job.objects.filter(kind=DELETE_KIND, owner__in=due, state__in=open_states)
    have_one = set(jobs.values_list("owner_id", flat=True))
    for owner_id in due:
        if owner_id not in have_one:
            enqueue_job(kind=DELETE_KIND, owner=owner_id)
    return len(set(due) - have_one)


def due_accounts(now: datetime) -> QuerySet[User]:
    """Return the accounts whose day has come, the longest due first: by the index of these days."""
    return User.objects.filter(deletion_due_at__lte=now).order_by("deletion_due_at")


@transaction.atomic
def delete_due_account(*, user_id: int, now: datetime) -> bool:
    """Delete an account unless it was kept meanwhile; return whether it is gone by this."""
    # Whoever keeps it in the same second waits for this, or this for them.
    user = due_accounts(now).select_for_update(no_key=True).filter(pk=user_id).first()
    if user is None:
        return False
    delete_user(user=user, now=now)
    return True


def delete_user(*, user: User, now: datetime) -> None:
    """Delete the account with everything in it: rows at once, files once the rows are gone for good.

    A worker may commit a row of theirs after its table was emptied: then the keys between rows refuse, and all of it is
    done once more; so it is where the two wait for each other. Once the user's row is locked by its deletion, nobody
    else's rows come in.
    """
    for tries_left in reversed(range(TRIES)):
        try:
            with acting_as(user):
                _delete_rows(user)
                _tell_gone(user)
                forget_files_after_commit(user.files_id, now)
                connection.check_constraints()
        except (IntegrityError, OperationalError) as error:
            if not tries_left or not _is_race(error):
                raise
            _stop_workers(user)
        else:
            logger.info("account deleted: user %s", user.pk)
            return


def _is_race(error: Exception) -> bool:
    """Tell whether a database error comes of somebody writing at the same time, and not of a database that is away."""
    return isinstance(error, IntegrityError) or isinstance(error.__cause__, DeadlockDetected)


def _stop_workers(user: User) -> None:
    """Take the user's running jobs from their workers, each of whom notices with its next batch, and stops.

    By a connection of its own, as that has to be so before this transaction ends.
    """
    other = connection.copy()
    sql = f"UPDATE {Job._meta.db_table} SET attempts = attempts + 1 WHERE owner_id = %s AND state = %s AND kind <> %s"  # noqa: S608
    try:
        with other.cursor() as cursor:
            cursor.execute(sql, [user.pk, Job.State.RUNNING.value, DELETE_KIND])
    finally:
        other.close()


def gets_mail(user: User) -> bool:
    """Tell whether a mail about the end of the account goes out; a sample account has no address."""
    return bool(settings.IS_MAIL_SET_UP) and not user.is_sample


def _delete_rows(user: User) -> None:
    # Straight: the keys between rows are checked at the end. What points at others goes first: whoever writes such rows
    # at the same time holds them, and locks what they point at only at its commit.
    for model in reversed(owned_models()):
        model._base_manager.filter(owner=user)._raw_delete(using="default")
    forget_mails_to(user)
    # By which they came; it names the address, and would be kept for another month.
    Invitation.objects.filter(email=user.email).delete()
    end_sessions(user=user)
    User.objects.filter(pk=user.pk).delete()


def _tell_gone(user: User) -> None:
    # After the other mails to this address are gone; this one has no owner, and its text goes once it is sent.
    if gets_mail(user):
        _queue(user.email, gone_mail(user))


def _queue(recipient: str, mail: MailText) -> None:
    queue_login_mail(recipient=recipient, subject=mail.subject, text=mail.text)


def _lock(user: User) -> None:
    locked = User.objects.select_for_update(no_key=True)
    user.refresh_from_db(fields=["deletion_due_at"], from_queryset=locked)


def _set_due(user: User, due_at: datetime | None) -> None:
    user.deletion_due_at = due_at
    user.save(update_fields=["deletion_due_at"])
    # The apps plan anew what comes by itself: nothing while the account waits to go.
    announce_preferences(user=user)
