"""The broker's queues, and how full they are; workers take from each in turn, so none keeps another waiting.

kombu's Redis transport moves the queue that it took from to the end of its list (`queue_order_strategy`), so 50,000
mails in one queue cost a password reset in another the time of one mail.
"""

from __future__ import annotations

from typing import Any

from celery import current_app

# What beat asks for: it finds what is due, so nothing may stand before it.
CLOCK = "clock"
# What somebody waits for: imports, password resets, a mail that was asked for.
WORK = "work"
# What comes by itself and in thousands on a Monday morning: mails and notifications.
MAILS = "mails"
# What is done for everybody at night.
NIGHT = "night"

QUEUES = (CLOCK, WORK, MAILS, NIGHT)


def count_waiting(queue: str) -> int:
    """Return how many messages wait in a queue of the broker; raises `OperationalError` without a broker."""
    with current_app.connection_for_write() as connection:
        # Not `passive`: kombu then looks for the queue without our key prefix, and never finds it.
        channel: Any = connection.default_channel
        return int(channel.queue_declare(queue).message_count)
