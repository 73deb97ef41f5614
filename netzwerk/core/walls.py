"""The walls between owners: `acting_as` is the only way in.

Row-level security compares each row's owner with the transaction-local setting `netzwerk.owner`. Without it a
connection sees no owned row at all, and it falls away at COMMIT, so a pooled connection carries nothing over.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ImproperlyConfigured
from django.db import connection, transaction

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from accounts.models import User

SETTING = "netzwerk.owner"
# So many owners are asked in one round trip and one transaction.
AT_ONCE = 500

# Tables without an owner's wall, each for a reason; a test compares this list with the database.
EXEMPT_TABLES = {
    "accounts_user": "who may log in is asked before anybody is",
    "accounts_user_groups": "Django's permissions",
    "accounts_user_user_permissions": "Django's permissions",
    "accounts_loginmail": "mails of the log-in system, some to addresses without an account; deleted once sent",
    "accounts_apppassword": "log-in of programs: found by digest before anybody is logged in",
    "accounts_invitation": "who may make an account is asked before it is there",
    "accounts_knowndevice": "log-in",
    "account_emailaddress": "log-in",
    "account_emailconfirmation": "log-in",
    "mfa_authenticator": "log-in",
    "usersessions_usersession": "log-in",
    "socialaccount_socialaccount": "log-in",
    "socialaccount_socialapp": "log-in",
    "socialaccount_socialtoken": "log-in",
    "auth_group": "Django's permissions",
    "auth_group_permissions": "Django's permissions",
    "auth_permission": "Django's permissions",
    "django_admin_log": "what operators changed: accounts and jobs, which hold nothing that users wrote",
    "django_content_type": "Django's list of models",
    "django_migrations": "Django's list of migrations",
    "django_session": "log-in",
    "core_heartbeat": "when the parts of the machinery last gave a sign of life",
    "reminders_pushkey": "the key of this site for notifications; it belongs to nobody",
    "core_job": "kind, owner, object id, time, state, attempts: no personal text",
}


@contextmanager
def acting_as(user: User | int) -> Iterator[None]:
    """Open a transaction in which the rows of this user, and no others, exist.

    Takes the user or its primary key. Restores what was set before when nested; an error rolls back. Enter it anew
    in each task, `on_commit` callback, streamed body and signed link, and never hold it while talking to SMTP.
    """
    owner_id = user if isinstance(user, int) else user.pk
    is_nested = connection.in_atomic_block
    with transaction.atomic():
        before = _set_owner(str(owner_id))
        yield
        # At COMMIT it falls away, and after an error the rollback of the (sub)transaction has restored it already.
        if is_nested and not connection.needs_rollback:
            _set_owner(before)


def ask_as_each(statements: Mapping[int, tuple[str, Sequence[Any]]]) -> dict[int, list[tuple[Any, ...]]]:
    """Run one statement as each of these owners, with its parameters, and return the rows that each one answers.

    All in one round trip: for the tick, which has thousands of owners at a time. Only inside a transaction; whoever was
    in before is so again.
    """
    if not statements:
        return {}
    before, found = _set_owner(""), {}
    script = ";".join(f"SELECT set_config(%s, %s, true);{sql}" for sql, _parameters in statements.values())
    given = [(SETTING, str(owner_id), *parameters) for owner_id, (_sql, parameters) in statements.items()]
    with connection.cursor() as cursor:
        cursor.execute(script, [value for values in given for value in values])
        for owner_id in statements:
            cursor.nextset()  # the answer of `set_config` comes before that of each statement
            found[owner_id] = cursor.fetchall()
            cursor.nextset()
    _set_owner(before)
    return found


def owners_with(owners: Iterable[User], rows: Callable[[User], QuerySet[Any]]) -> Iterator[User]:
    """Yield those of these owners who have any of such rows; each is asked as themselves, many in one round trip.

    For the night, which looks through everybody. Not inside a transaction of its own: each round trip is one.
    """
    every = iter(owners)
    while some := {owner.pk: owner for owner in islice(every, AT_ONCE)}:
        asked = {pk: rows(owner).order_by().values("pk")[:1].query.sql_with_params() for pk, owner in some.items()}
        with transaction.atomic():
            found = ask_as_each(asked)
        yield from (some[pk] for pk, answers in found.items() if answers)


def _set_owner(value: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(current_setting(%s, true), ''), set_config(%s, %s, true)",
            [SETTING, SETTING, value],
        )
        row = cursor.fetchone()
    return str(row[0]) if row else ""


def refuse_powerful_role() -> None:
    """Raise `ImproperlyConfigured` when this connection's role could look behind the walls.

    That is a superuser, a role with BYPASSRLS, the owner of a table with row-level security, or one that inherits from
    the owner.
    """
    with connection.cursor() as cursor:
        cursor.execute("""
            SELECT current_user, rolsuper OR rolbypassrls,
                   EXISTS (SELECT 1 FROM pg_class
                           WHERE relrowsecurity AND pg_has_role(pg_roles.oid, relowner, 'USAGE'))
            FROM pg_roles WHERE rolname = current_user""")
        row = cursor.fetchone()
    if row is None or row[1] or row[2]:
        raise ImproperlyConfigured(
            f"The application must not run as the database role {row[0] if row else '?'}, which could read everybody's "
            "rows. Leave DATABASE_ROLE at netzwerk_app, or name a role that owns no table."
        )
