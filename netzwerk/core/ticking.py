"""Beat's schedule, which sends nothing while nobody takes what it sent before."""

from __future__ import annotations

from typing import Any

from celery.beat import PersistentScheduler, ScheduleEntry
from django.utils import timezone

from netzwerk.core.heartbeat import Part, note
from netzwerk.core.queues import WORK, has_room

# Several times what all ticks of a minute and of a night are together.
MOST_WAITING = 50


class ThriftyScheduler(PersistentScheduler):
    """Passes over what is due when its queue has filled up: without a worker, days of ticks would lie in the broker.

    A tick finds whatever is due then, so one that waits does the work of all that were passed over.
    """

    def apply_entry(self, entry: ScheduleEntry, producer: Any = None) -> None:
        """Send what is due, or note that beat lives and leave it."""
        if has_room((entry.options or {}).get("queue", WORK), most=MOST_WAITING):
            super().apply_entry(entry, producer=producer)
        else:
            note(Part.BEAT, timezone.now())
