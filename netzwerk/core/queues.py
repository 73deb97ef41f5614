"""The broker's queues, and how full they are; workers take from each in turn, so none keeps another waiting.

kombu's Redis transport moves the queue that it took from to the end of its list (`queue_order_strategy`), so 50,000
mails in one queue cost a password reset in another the time of one mail.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from time import monotonic
from typing import Any

from celery import current_app
from kombu.exceptions import OperationalError
from redis import RedisError

logger = logging.getLogger(__name__)

# What beat asks for: it finds what is due, so nothing may stand before it.
CLOCK = "clock"
# What somebody waits for: imports, password resets, a mail that was asked for.
WORK = "work"
# What comes by itself and in thousands on a Monday morning: mails and notifications.
MAILS = "mails"
# What is done for everybody at night.
NIGHT = "night"

QUEUES = (CLOCK, WORK, MAILS, NIGHT)

# So many messages, of a kilobyte each, a queue may hold: what waits is in the table of jobs anyway.
MOST_IN_QUEUE = 50_000
# How long a process goes by what it last heard, and by hearing nothing.
REMEMBERED_SECONDS, ASKED_AGAIN_SECONDS = 1.0, 10.0


def count_waiting(queue: str) -> int:
    """Return how many messages wait in a queue of the broker; raises `OperationalError` without a broker."""
    with current_app.connection_for_write() as connection:
        # Not `passive`: kombu then looks for the queue without our key prefix, and never finds it.
        channel: Any = connection.default_channel
        return int(channel.queue_declare(queue).message_count)


def has_room(queue: str, *, most: int = MOST_IN_QUEUE) -> bool:
    """Return whether a queue takes another message: it held fewer than `most` a second ago, and the broker answered.

    A broker that is away is asked again after ten seconds, as each try may last some.
    """
    now = monotonic()
    known = _known.get(queue)
    if known is None or now >= known.until:
        known = _known[queue] = _look(queue)
    return known.count is not None and known.count < most


@dataclass(frozen=True, slots=True)
class _Known:
    """How many messages wait, or None without a broker, and until when that counts."""

    count: int | None
    until: float


def _look(queue: str) -> _Known:
    try:
        count = count_waiting(queue)
    except (OperationalError, RedisError) as error:
        logger.warning("the broker does not answer: %s", type(error).__name__)
        return _Known(None, monotonic() + ASKED_AGAIN_SECONDS)
    return _Known(count, monotonic() + REMEMBERED_SECONDS)


_known: dict[str, _Known] = {}
