"""Due users claimed by the tick: a digest, its job and the next instant, written before anything is sent."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import DatabaseError, connection, transaction

from accounts.models import User
from contacts.models import Contact
from netzwerk.core.jobs import enqueue_jobs
from netzwerk.core.walls import acting_as, ask_as_each
from reminders.models import Digest
from reminders.queries.leads import ON_THE_DAY, has_day_to_tell
from reminders.rules.schedule import MailKind, mail_due
from reminders.services.planning import is_on_holiday, planned_instant, rhythm_of

JOB_KIND = "digest"
BATCH = 500
AFTER_A_FAILURE = timedelta(hours=1)
logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Claim:
    """What a user gets whose instant has come, if anything, and when the next mail is due."""

    user: User
    digest: Digest | None
    next_at: datetime | None


@transaction.atomic
def claim_due_users(*, now: datetime) -> int:
    """Write the digests of a batch of users whose instant has come, and plan their next ones; return how many.

    All of it or, after a crash, nothing: whoever comes next finds the same users still due. Two at once share the
    users between them. The number of round trips to the database does not grow with the batch, but for mails on the
    day itself.
    """
    due = User.objects.filter(next_digest_at__lte=now, is_active=True).order_by("next_digest_at")
    users = list(due.select_for_update(skip_locked=True)[:BATCH])
    if not users:
        return 0
    days = _with_day_mails(users)
    claims = [_claim(user, now, with_day_mails=user.pk in days) for user in users]
    _write(claims, now)
    return len(users)


def _claim(user: User, now: datetime, *, with_day_mails: bool) -> _Claim:
    try:
        digest = _digest_of(user, now, with_day_mails=with_day_mails)
        # After now, not after the missed instant: several missed ones lead to one mail.
        return _Claim(user, digest, planned_instant(user, now, with_day_mails=with_day_mails))
    except Exception as error:
        # One broken row, such as a time zone that no longer exists, must not keep everybody else's mail back.
        return _failed(user, error, now)


def _failed(user: User, error: Exception, now: datetime) -> _Claim:
    logger.error("no digest for user %s: %s", user.pk, type(error).__name__)
    return _Claim(user, None, now + AFTER_A_FAILURE)


def _digest_of(user: User, now: datetime, *, with_day_mails: bool) -> Digest | None:
    if is_on_holiday(user, now):
        return None
    kind, for_date = mail_due(rhythm_of(user, with_day_mails=with_day_mails), user.next_digest_at or now, now)
    if kind == MailKind.DAY:
        with acting_as(user):
            if not has_day_to_tell(user=user, on=for_date):
                return None
    return Digest(owner=user, kind=kind, for_date=for_date)


def _write(claims: Sequence[_Claim], now: datetime) -> None:
    """Write all of a batch; where the database refuses one row, one by one, so that the others go out."""
    try:
        with transaction.atomic():
            _write_rows(claims)
    except DatabaseError as error:
        if len(claims) > 1:
            for claim in claims:
                _write([claim], now)
        else:
            _write_rows([_failed(claims[0].user, error, now)])


def _write_rows(claims: Sequence[_Claim]) -> None:
    digests = [claim.digest for claim in claims if claim.digest is not None]
    written = ask_as_each({digest.owner_id: _insertion(digest) for digest in digests})
    # The day's digest may exist already; then it has its job, too.
    enqueue_jobs(
        kind=JOB_KIND, objects=[(digest.owner_id, digest.pk) for digest in digests if written[digest.owner_id]]
    )
    _plan(claims)


def _insertion(digest: Digest) -> tuple[str, Sequence[Any]]:
    """Return the statement that writes a digest, and answers with a row when the date had none."""
    values = {str(field.column): getattr(digest, field.attname) for field in Digest._meta.concrete_fields}
    values["created_at"] = Digest._meta.get_field("created_at").pre_save(digest, add=True)
    columns, places = ", ".join(values), ", ".join(["%s"] * len(values))
    table = Digest._meta.db_table
    sql = f"INSERT INTO {table} ({columns}) VALUES ({places}) ON CONFLICT DO NOTHING RETURNING id"  # noqa: S608
    return sql, list(values.values())


def _with_day_mails(users: Iterable[User]) -> set[int]:
    """Return the ids of those who want mails on the day itself, as `has_day_mails` says of one."""
    found = {user.pk for user in users if ON_THE_DAY in user.date_lead_days}
    table = Contact._meta.db_table
    sql = f"SELECT 1 FROM {table} WHERE date_lead_days IS NOT NULL AND owner_id = %s AND date_lead_days @> %s LIMIT 1"  # noqa: S608
    asked = {user.pk: (sql, (user.pk, [ON_THE_DAY])) for user in users if user.pk not in found}
    return found | {owner_id for owner_id, rows in ask_as_each(asked).items() if rows}


def _plan(claims: Sequence[_Claim]) -> None:
    table = User._meta.db_table
    sql = f"""
        UPDATE {table} SET next_digest_at = planned.at
        FROM unnest(%s::bigint[], %s::timestamptz[]) AS planned (id, at) WHERE {table}.id = planned.id"""  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(sql, [[claim.user.pk for claim in claims], [claim.next_at for claim in claims]])
