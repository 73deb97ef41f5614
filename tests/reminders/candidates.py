"""Candidates for the tests of product rule 5."""

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from reminders.rules.ranking import Choice, choose_people
from reminders.rules.reasons import Candidate

TODAY = date(2025, 6, 16)


def make_candidate(name: str, **facts: object) -> Candidate:
    known: dict[str, object] = {
        "contact_id": UUID(bytes=name.encode().rjust(16, b"\0")),
        "order_key": name,
        "silent_since": TODAY - timedelta(days=200),
    }
    return Candidate(**(known | facts))  # type: ignore[arg-type]  # a test's facts are its own business


def make_due(name: str, *, silent: int, cadence: int, **facts: object) -> Candidate:
    since = TODAY - timedelta(days=silent)
    return make_candidate(name, silent_since=since, due_on=since + timedelta(days=cadence), **facts)


def make_revivals(count: int) -> list[Candidate]:
    silent_since = TODAY - timedelta(days=1500)
    return [make_candidate(f"old{n}", silent_since=silent_since, is_worth_reviving=True) for n in range(count)]


def choose(people: Sequence[Candidate], limit: int = 3, user_id: int = 1, on: date = TODAY) -> Choice:
    return choose_people(people, user_id=user_id, on=on, until=on + timedelta(days=6), limit=limit)


def names(choice: Choice) -> list[str]:
    return [one.candidate.order_key for one in choice.people]
