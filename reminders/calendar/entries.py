"""What stands in a calendar feed, as entries of whole days: all that its owner wants to see there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain

from accounts.models import User
from reminders.calendar.entry import Entry
from reminders.calendar.intentions import promises, steps
from reminders.calendar.memberships import membership_dates
from reminders.calendar.people import birthdays, due_people, own_dates
from reminders.models import CalendarFeed
from reminders.rules.feed import Window

Source = Callable[[User, Window], Iterator[Entry]]
_KINDS: dict[str, tuple[Source, ...]] = {
    "has_birthdays": (birthdays, own_dates),
    "has_due_people": (due_people,),
    "has_next_steps": (steps, promises),
    "has_memberships": (membership_dates,),
}


def entries_of(feed: CalendarFeed, user: User, window: Window) -> list[Entry]:
    """Return the entries of a feed in the active language, by day; in a fixed number of queries."""
    sources = chain.from_iterable(sources for kind, sources in _KINDS.items() if getattr(feed, kind))
    found = chain.from_iterable(source(user, window) for source in sources)
    return sorted(found, key=lambda entry: (entry.on, entry.key))
