"""The conversation with a push service (RFC 8030): one encrypted, signed message, and what it answers."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from email.utils import parseaddr
from enum import Enum
from typing import Any

import requests
from cryptography.hazmat.primitives.asymmetric import ec
from django.conf import settings
from py_vapid import Vapid02
from pywebpush import WebPushException, webpush

from reminders.models import PushSubscription
from reminders.rules.endpoints import is_push_endpoint

CONNECT_SECONDS, ANSWER_SECONDS = 5, 10
# What a phone that was off for a day has missed, Today says better.
KEPT_FOR_SECONDS = 24 * 3600
GONE_STATUSES = {404, 410}
LATER_STATUSES = {408, 425, 429}
logger = logging.getLogger(__name__)


class Answer(Enum):
    """What a push service said to a message."""

    TAKEN = "taken"
    GONE = "gone"  # this browser takes none any more
    LATER = "later"  # not now: try again
    REFUSED = "refused"  # it never will, and says so each time


class PushSession(requests.Session):
    """A connection that goes where it is told and nowhere else, whatever the answer or the environment say."""

    def __init__(self) -> None:
        super().__init__()
        self.trust_env = False  # no proxy, and no password of a .netrc in place of our signature

    def request(self, *args: Any, **kwargs: Any) -> requests.Response:
        """Send without following where an answer points."""
        return super().request(*args, **{**kwargs, "allow_redirects": False})


def post_note(
    *,
    browser: PushSubscription,
    note: Mapping[str, str],
    topic: str,
    private_key: ec.EllipticCurvePrivateKey,
    session: PushSession,
) -> Answer:
    """Send a note to a browser; never inside a transaction. Of several with one topic, a browser that was off gets the
    newest alone.
    """
    if not is_push_endpoint(browser.endpoint, settings.PUSH_HOSTS):
        return Answer.REFUSED
    try:
        webpush(
            {"endpoint": browser.endpoint, "keys": {"p256dh": browser.p256dh, "auth": browser.auth}},
            data=json.dumps(note, ensure_ascii=False),
            vapid_private_key=Vapid02(private_key, conf={"no-strict": True}),
            vapid_claims={"sub": f"mailto:{parseaddr(settings.DEFAULT_FROM_EMAIL)[1]}"},
            timeout=(CONNECT_SECONDS, ANSWER_SECONDS),
            ttl=KEPT_FOR_SECONDS,
            headers={"Topic": topic, "Urgency": "normal"},
            requests_session=session,
        )
    except WebPushException as error:
        return _read(error.status_code)
    except requests.RequestException as error:
        # Its text names the address, which is a secret.
        logger.warning("a push service could not be reached: %s", type(error).__name__)
        return Answer.LATER
    except ValueError as error:
        logger.warning("a notification could not be encrypted: %s", type(error).__name__)
        return Answer.REFUSED
    return Answer.TAKEN


def _read(status: int | None) -> Answer:
    if status in GONE_STATUSES:
        return Answer.GONE
    if status is None or status in LATER_STATUSES or status >= 500:
        return Answer.LATER
    logger.warning("a push service refused a notification with status %s", status)
    return Answer.REFUSED
