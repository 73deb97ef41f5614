"""The browsers that take notifications: added, forgotten, and what became of a message to one."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256

from django.db.models import Q

from accounts.models import User
from netzwerk.core.jobs import enqueue_job
from netzwerk.core.owned import OwnedQuerySet
from netzwerk.core.walls import acting_as
from reminders.models import PushSubscription
from reminders.services.planning import replan_mails
from reminders.services.push_key import push_key

PUSH_KIND, TEST_KIND = "push", "push-test"
MOST_BROWSERS = 20


class TooManyBrowsersError(Exception):
    """So many browsers of one user take notifications that one has to go first."""


def mark_of(endpoint: str) -> str:
    """Return what a browser is known by, without telling its address, which is a secret."""
    return sha256(endpoint.encode()).hexdigest()


def browsers_of(user: User) -> OwnedQuerySet[PushSubscription]:
    """Return the browsers that take this user's notifications, the newest first; not those that trust an older key."""
    made_since = push_key().created_at
    return PushSubscription.objects.for_user(user).filter(created_at__gte=made_since).order_by("-created_at", "-pk")


def add_browser(*, user: User, endpoint: str, p256dh: str, auth: str, device: str) -> PushSubscription:
    """Write down a browser, or what is new about it, and plan the next reminder; raises `TooManyBrowsersError`.

    Whom no mail reaches, a browser does.
    """
    mark = mark_of(endpoint)
    # Those that trust an older key will never take anything again.
    PushSubscription.objects.for_user(user).filter(created_at__lt=push_key().created_at).delete()
    others = PushSubscription.objects.for_user(user).exclude(endpoint_hash=mark)
    if others.count() >= MOST_BROWSERS:
        raise TooManyBrowsersError
    row = PushSubscription(
        owner=user, endpoint=endpoint, endpoint_hash=mark, p256dh=p256dh, auth=auth, device=device[:80]
    )
    PushSubscription.objects.bulk_create(
        [row],
        update_conflicts=True,
        unique_fields=["owner", "endpoint_hash"],
        update_fields=["p256dh", "auth", "device", "created_at"],
    )
    replan_mails(user)
    return PushSubscription.objects.for_user(user).get(endpoint_hash=mark)


def forget_browser(*, owner_id: int, mark: str) -> None:
    """Forget a browser by the hash of its address, whoever is logged in: it has said itself which one it is."""
    user = User.objects.filter(pk=owner_id).first()
    if user is not None:
        with acting_as(user):
            _forget(user, PushSubscription.objects.for_user(user).filter(endpoint_hash=mark))


def forget_browsers_but(*, user: User, mark: str) -> None:
    """Forget all browsers of a user but the one of this hash, if there is one."""
    with acting_as(user):
        _forget(user, PushSubscription.objects.for_user(user).exclude(endpoint_hash=mark))


def _forget(user: User, browsers: OwnedQuerySet[PushSubscription]) -> None:
    if browsers.delete()[0]:
        replan_mails(user)


def order_test(*, user: User) -> None:
    """Have a test notification sent to each browser of the user."""
    enqueue_job(kind=TEST_KIND, owner=user)


def browsers_waiting(*, user: User, since: datetime) -> list[PushSubscription]:
    """Return the browsers to which nothing was sent from `since` on."""
    return list(browsers_of(user).filter(Q(last_sent_at=None) | Q(last_sent_at__lt=since)))


def record_push(*, browser: PushSubscription, at: datetime) -> None:
    """Write down that the push service took a message to a browser."""
    PushSubscription.objects.filter(owner_id=browser.owner_id, pk=browser.pk).update(last_sent_at=at)
