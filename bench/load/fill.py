"""Fills the database that is asked: one account by the services of the application, and its rows copied for all others.

Run by `bench.load` as `python -m bench.load.fill FILE`, with the settings of the stack in the environment; writes into
FILE what whoever asks has to know: the sessions, and where things are.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import timedelta
from itertools import islice
from pathlib import Path
from shutil import disk_usage
from time import perf_counter
from typing import Any

import django

django.setup()

from allauth.account.models import EmailAddress as LoginAddress  # noqa: E402 - after the apps are loaded
from django.conf import settings  # noqa: E402
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.contrib.sessions.models import Session  # noqa: E402
from django.utils import timezone  # noqa: E402
from django.utils.crypto import get_random_string  # noqa: E402

from accounts.models import User  # noqa: E402
from bench.clones import clone_some  # noqa: E402
from bench.crowd import as_owner, without_keys  # noqa: E402
from bench.load.account import Writer  # noqa: E402
from bench.load.options import Options, read_options  # noqa: E402
from contacts.models import Contact  # noqa: E402
from goals.models import Goal  # noqa: E402
from networks.models import Network  # noqa: E402
from netzwerk.core.owned import owned_models  # noqa: E402
from netzwerk.core.walls import acting_as  # noqa: E402
from netzwerk.local.paths import ROOT  # noqa: E402
from transfer.models import Import  # noqa: E402

# So many accounts are copied at a time: each step sorts its rows in memory.
AT_ONCE, KNOWN_PEOPLE = 200, 40
# Others on this machine need room as well.
LEAST_FREE = 9 * 2**30
NO_PASSWORD = "!"  # noqa: S105 - nobody logs in by it


def fill(options: Options) -> dict[str, Any]:
    """Write all rows; return what whoever asks has to know."""
    users = _make_users(options.accounts + 1)
    large, first, *others = users
    writer = Writer(timezone.localdate())
    for user, people in ((large, options.large), (first, options.contacts)):
        start = perf_counter()
        writer.furnish(user, people)
        _say(f"one account with {people:,} people, by the services: {perf_counter() - start:.0f} s")
    users = [first, *others[: _copy(first, others)]]
    known = {"first": _known(first), "large": _known(large)}
    return {**known, "accounts": [[user.pk, key] for user, key in zip(users, _log_in(users), strict=True)],
            "large_session": next(_log_in([large]))}  # fmt: skip


def _make_users(count: int) -> list[User]:
    users = [User(email=f"load-{n}@example.org", first_name="Dana", time_zone="Europe/Berlin") for n in range(count)]
    for user in users:
        user.password = NO_PASSWORD
    User.objects.bulk_create(users, batch_size=1000)
    addresses = (LoginAddress(user=user, email=user.email, verified=True, primary=True) for user in users)
    LoginAddress.objects.bulk_create(addresses, batch_size=1000)
    return users


def _copy(first: User, others: list[User]) -> int:
    """Copy for as many as there is room for; return how many they are."""
    models, rows, count, start = owned_models(), 0, 0, perf_counter()
    with as_owner() as cursor:
        cursor.execute("SET work_mem = '256MB'; SET maintenance_work_mem = '512MB'")
        with without_keys(cursor, [model._meta.db_table for model in models], []):
            rest = iter(others)
            while (some := list(islice(rest, AT_ONCE))) and disk_usage(ROOT).free > LEAST_FREE:
                count += len(some)
                rows += clone_some(cursor, models, first, some)
                _say(f"{some[-1].email}: {rows:,} rows after {perf_counter() - start:.0f} s")
        cursor.execute("VACUUM ANALYZE")
        _say(f"{rows:,} rows, statistics made after {perf_counter() - start:.0f} s")
    return count


def _known(user: User) -> dict[str, Any]:
    """Return where things of a user are: ids, and names to look for."""
    with acting_as(user):
        people = list(Contact.objects.for_user(user).present().order_by("pk").values_list("pk", "name"))
        some = people[:: max(1, len(people) // KNOWN_PEOPLE)]
        return {
            "owner": user.pk,
            "contacts": [str(pk) for pk, _name in some],
            "words": [name.split()[-1] for _pk, name in some],
            "goal": str(Goal.objects.for_user(user).filter(is_leading=True)[0].pk),
            "networks": [str(pk) for pk in Network.objects.for_user(user).values_list("pk", flat=True)[:5]],
            "import": str(Import.objects.for_user(user).filter(state=Import.State.READY)[0].pk),
        }


def _log_in(users: list[User]) -> Iterator[str]:
    """Yield the key of a session for each user, as one who came back with a cookie has it."""
    until = timezone.now() + timedelta(days=80)
    sessions = []
    for user in users:
        data = {
            SESSION_KEY: str(user.pk),
            BACKEND_SESSION_KEY: settings.AUTHENTICATION_BACKENDS[0],
            HASH_SESSION_KEY: user.get_session_auth_hash(),
        }
        key = get_random_string(32, "abcdefghijklmnopqrstuvwxyz0123456789")
        sessions.append(Session(session_key=key, session_data=SessionStore().encode(data), expire_date=until))
    Session.objects.bulk_create(sessions, batch_size=1000)
    return (session.session_key for session in sessions)


def _say(text: str) -> None:
    print(text, flush=True)  # noqa: T201


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(json.dumps(fill(read_options())))
