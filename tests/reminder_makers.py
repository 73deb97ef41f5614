"""What an id in an address of reminders stands for: for `test_strangers`."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from accounts.models import User
from netzwerk.core.walls import acting_as
from reminders.models import Digest
from tests.factories import TODAY, make_subscription

Maker = Callable[[User], UUID]


def _make_failed_digest(user: User) -> UUID:
    with acting_as(user):
        failed = {"state": Digest.State.FAILED, "problem": Digest.Problem.NO_SERVER}
        return Digest.objects.create(owner=user, for_date=TODAY, **failed).pk


# By the parameter, or by the name of the address and the parameter where it has to be a special one.
REMINDER_MAKERS: dict[str, Maker] = {
    "digest": _make_failed_digest,
    "subscription": lambda user: make_subscription(user).pk,
}
