"""The relations by state, as parts of a bar whose numbers open their lists."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse

from accounts.models import User
from contacts.labels import state_label
from contacts.models import Contact
from contacts.rules.states import State

# The archive is put away; everybody else counts.
ORDER = (State.FRESH, State.DUE, State.QUIET, State.DORMANT, State.NOT_PLACED, State.RESTING)


@dataclass(frozen=True, slots=True)
class StatePart:
    """One state: how many, where its part of the bar begins and how wide it is in percent, and its list."""

    state: State
    label: str
    count: int
    start: float
    width: float
    url: str


def relations_by_state(*, user: User, on: date) -> list[StatePart]:
    """Return the states that somebody is in, in one query; empty without contacts."""
    counts = Contact.objects.for_user(user).active().count_by_state(on=on)
    total = sum(counts[state] for state in ORDER)
    parts: list[StatePart] = []
    before = 0
    for state in ORDER:
        if count := counts[state]:
            start, width = 100 * before / total, 100 * count / total
            parts.append(
                StatePart(state, state_label(state), count, round(start, 3), round(width, 3), _list_url(state))
            )
            before += count
    return parts


def _list_url(state: State) -> str:
    return f"{reverse('contacts:contact-list')}?{urlencode({'state': state.value})}"
