"""Signs of life: when each part of the machinery last ran, and which of them has fallen silent.

Beat decides that something is due, a worker does it, and the tick for digests writes down whose mail is due. Each
notes in a row of its own that it ran, so a lost broker shows as well: beat goes on, and no worker gets anything.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.conf import settings
from django.db import Error
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from netzwerk.core.models import Heartbeat

logger = logging.getLogger(__name__)

# So many ticks may be missed before a part counts as silent, and never less than these minutes.
TICKS_MISSED = 5
AT_LEAST = timedelta(minutes=5)
# A clock that moved by more than this against the one that stands still in sleep: the machine slept.
SLEPT = 30.0


class Part(StrEnum):
    """What gives signs of life; the first that is silent explains the others."""

    BEAT = "beat"
    WORKER = "worker"
    DIGESTS = "digests"


@dataclass(frozen=True, slots=True)
class Machinery:
    """When each part last ran, as far as known, and which one is silent, if any."""

    at: datetime
    seen: Mapping[Part, datetime]
    silent: Part | None = None

    @property
    def since(self) -> datetime | None:
        """Since when the silent part has not run; None when it never has, or when none is silent."""
        return self.seen.get(self.silent) if self.silent else None

    @property
    def problem(self) -> str:
        """What has not run since when, for somebody who gets mails; empty when all is well."""
        if self.silent is None:
            return ""
        words = {
            Part.BEAT: _("Mails are late: the clock that starts them has not run %(since)s."),
            Part.WORKER: _("Mails are late: what sends them has not run %(since)s."),
            Part.DIGESTS: _("Mails are late: what prepares them has not run to its end %(since)s."),
        }
        return words[self.silent] % {"since": _since(self.since, self.at)}

    @property
    def problem_without_mails(self) -> str:
        """The same for somebody who gets no mails, whom the tick for digests does not concern."""
        if self.silent is None or self.silent == Part.DIGESTS:
            return ""
        words = _("Imports and changes of many people wait: what does them has not run %(since)s.")
        return words % {"since": _since(self.since, self.at)}


def machinery(now: datetime) -> Machinery:
    """Return when each part last ran and which is silent, in one query of three rows."""
    rows = dict(Heartbeat.objects.filter(part__in=[*Part]).values_list("part", "at"))
    seen = {Part(part): at for part, at in rows.items()}
    return Machinery(
        now, seen, silent_part(seen, now=now, tick_seconds=settings.TICK_SECONDS, watching=_watch.look(now))
    )


def silent_part(
    seen: Mapping[Part, datetime], *, now: datetime, tick_seconds: float, watching: datetime | None
) -> Part | None:
    """Return the first part that has not run for too long; None while all is well or nothing can be said yet.

    `watching` is since when somebody could have seen it run: after a start, and after a sleep of the whole machine, the
    others get the time for a few ticks. Without it, a part that never ran is not missed.
    """
    ticks, allowed = _patience(tick_seconds)
    if watching is not None and now - watching < ticks:
        return None
    for part in Part:
        last = seen.get(part, watching)
        if last is not None and now - last > allowed:
            return part
    return None


def is_silent(part: Part, now: datetime) -> bool:
    """Return whether a part has not run for too long, or never: for what starts it anew, and allows it a start."""
    last = Heartbeat.objects.filter(part=part).values_list("at", flat=True).first()
    return last is None or now - last > _patience(settings.TICK_SECONDS)[1]


def _patience(tick_seconds: float) -> tuple[timedelta, timedelta]:
    """Return the time of the ticks that may be missed, and the silence that is allowed."""
    ticks = timedelta(seconds=TICKS_MISSED * tick_seconds)
    return ticks, max(ticks, AT_LEAST)


def note(part: Part, at: datetime) -> None:
    """Write down that a part ran; once in half a tick is enough, and it never keeps anybody from working."""
    last = _noted.get(part)
    if last is not None and timedelta(0) <= at - last < _gap():
        return
    try:
        Heartbeat.objects.bulk_create(
            [Heartbeat(part=part, at=at)], update_conflicts=True, unique_fields=["part"], update_fields=["at"]
        )
    except Error as error:
        logger.warning("no sign of life of %s: %s", part, type(error).__name__)
    else:
        _noted[part] = at


def watch_from(now: datetime) -> None:
    """Note that this process serves pages from now on, and cannot know what went before."""
    _watch.begin(now)


class _Watch:
    """Since when this process has been awake, as its machine may sleep with everything on it."""

    def __init__(self) -> None:
        self.since: datetime | None = None
        self.offset: float | None = None

    def begin(self, now: datetime) -> None:
        self.since, self.offset = now, _offset()

    def look(self, now: datetime) -> datetime | None:
        """Return since when; a sleep is noticed at the first look after it."""
        offset = _offset()
        if self.offset is not None and offset - self.offset > SLEPT:
            self.since = now
        self.offset = offset
        return self.since


def _offset() -> float:
    """Return by how much the clock on the wall is ahead of the one that stands still while the machine sleeps."""
    return time.time() - time.monotonic()


def _gap() -> timedelta:
    return timedelta(seconds=min(settings.TICK_SECONDS / 2, 30))


def _since(at: datetime | None, now: datetime) -> str:
    """Return a part of a sentence: since 8:05, or since 24 November, 8:05."""
    if at is None:
        return _("since Netzwerk was started")
    here = timezone.localtime(at)
    is_today = here.date() == timezone.localtime(now).date()
    words = {"time": date_format(here, "G:i"), "day": date_format(here, "j F")}
    return (_("since %(time)s") if is_today else _("since %(day)s, %(time)s")) % words


_watch = _Watch()
_noted: dict[Part, datetime] = {}
