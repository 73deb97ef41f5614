"""Who is worth a message, and why (product rule 5); Today and the mail ask the same function."""

import heapq
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any, NamedTuple

from reminders.rules.reasons import Candidate, Reason, ReasonKind, is_due, reasons_of, waits_since

DEFAULT_LIMIT = 3


@dataclass(frozen=True, slots=True)
class Chosen:
    """Somebody worth a message; the reasons sum to the points, the weightiest first."""

    candidate: Candidate
    points: float
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """The people of one day, most points first; `nobody_due` says that they are proposals for a start."""

    people: tuple[Chosen, ...]
    nobody_due: bool


class _Rated(NamedTuple):
    candidate: Candidate
    points: float
    reasons: list[Reason]
    waits_since: date | None


_Key = Callable[[_Rated], Any]


def choose_people(
    candidates: Iterable[Candidate], *, user_id: int | str, on: date, until: date, limit: int = DEFAULT_LIMIT
) -> Choice:
    """Choose at most `limit` people for the local date `on`; `until` is the last date before the next mail.

    One place goes by points, one is for whoever waits longest, the third rotates among those worth reviving, all
    others go by points; so does a place that nobody claims. A single place goes by points in one week and to whoever
    waits longest in the other. At most one is from the inner circle; where the longest wait is there, the points choose
    among the others. So everybody who waits is named in time: each mail names the head of a line that only grows at
    its end. Outside the rotating place nobody is named only for being worth reviving, unless nobody is due at
    all. Where there would be nobody, as on a first day, those of whom nothing was ever noted make a beginning.
    Nobody who is set aside is named. Equal candidates give an equal choice, in whatever order they come.
    """
    everybody = list(candidates)
    nobody_due = not any(is_due(one, on) for one in everybody)
    rated = [_rate(one, on, until) for one in everybody if not _is_set_aside(one, on)]
    waiting = _shortlist([one for one in rated if one.waits_since is not None], _by_waiting, limit)
    revivals = _shortlist([one for one in rated if one.candidate.is_worth_reviving], _drawn(user_id, on), limit)
    by_points = _shortlist([one for one in rated if one.reasons], _by_points, limit)
    fillers = revivals if nobody_due else []
    if nobody_due and not by_points and not revivals:
        fillers = _shortlist([one for one in rated if one.candidate.is_unheard], _by_waiting, limit)
    seated = _seat(by_points, waiting, revivals, fillers, limit, is_for_waiting=limit > 1 or _is_for_waiting(on))
    longest = waiting[0].candidate if waiting and is_due(waiting[0].candidate, on) else None
    people = [_chosen(one, waits_longest=one.candidate is longest) for one in sorted(seated, key=_by_points)]
    return Choice(tuple(people), nobody_due)


def line_up(candidates: Iterable[Candidate], choice: Choice, *, on: date, until: date) -> list[Chosen]:
    """The people of one day, and behind them everybody else who has a reason, most points first, in their order.

    Nobody who is set aside; here the inner circle may come whole, as this is no choice.
    """
    chosen = {one.candidate.contact_id for one in choice.people}
    others = [one for one in candidates if one.contact_id not in chosen and not _is_set_aside(one, on)]
    rated = [one for one in (_rate(other, on, until) for other in others) if one.reasons]
    return [*choice.people, *(_chosen(one, waits_longest=False) for one in sorted(rated, key=_by_points))]


def _is_set_aside(candidate: Candidate, on: date) -> bool:
    return candidate.set_aside_until is not None and on < candidate.set_aside_until


def _rate(candidate: Candidate, on: date, until: date) -> _Rated:
    reasons = reasons_of(candidate, on, until)
    return _Rated(candidate, sum((reason.points for reason in reasons), 0.0), reasons, waits_since(candidate, on))


def _by_points(rated: _Rated) -> tuple[Any, ...]:
    return (-rated.points, *_by_waiting(rated))


def _by_waiting(rated: _Rated) -> tuple[Any, ...]:
    """Who became due first, or was named longest ago, then whose silence is longer; who never waits comes last."""
    one = rated.candidate
    return (
        rated.waits_since or date.max,
        one.last_named_on or date.min,
        one.due_on or date.max,
        one.silent_since,
        one.order_key,
        one.contact_id,
    )


def _is_for_waiting(on: date) -> bool:
    """Whether a single place is for whoever waits longest: every other week, Monday to Sunday."""
    return (on.toordinal() - 1) // 7 % 2 == 0


def _drawn(user_id: int | str, on: date) -> _Key:
    """An order by lot, the same all day and in every process.

    Everybody draws a number of their own, so who is drawn does not change when somebody else leaves the list.
    """
    seed = lot_seed(user_id, on)
    return lambda rated: sha256(seed + rated.candidate.contact_id.bytes).digest()


def lot_seed(user_id: int | str, on: date) -> bytes:
    """What goes before an id to make its lot: the SHA-256 of both, which a database can draw too."""
    return f"{user_id}:{on.isoformat()}:".encode()


def _shortlist(rated: Sequence[_Rated], key: _Key, size: int) -> list[_Rated]:
    """The first ones in this order, only one of them from the inner circle: enough to fill all places."""
    inner = [one for one in rated if one.candidate.is_inner_circle]
    others = [one for one in rated if not one.candidate.is_inner_circle]
    return sorted([*heapq.nsmallest(1, inner, key), *heapq.nsmallest(size, others, key)], key=key)


def _seat(
    by_points: list[_Rated],
    waiting: list[_Rated],
    revivals: list[_Rated],
    fillers: list[_Rated],
    limit: int,
    *,
    is_for_waiting: bool,
) -> list[_Rated]:
    seated: list[_Rated] = []
    if is_for_waiting:
        _seat_first(waiting, seated)
    if not (by_points and _is_seated(by_points[0], seated)):
        _seat_first(by_points, seated)
    _seat_first(revivals, seated)
    for _ in range(limit):
        _seat_first(by_points, seated)
    for _ in range(limit):
        _seat_first(fillers, seated)
    return seated[:limit]


def _seat_first(queue: list[_Rated], seated: list[_Rated]) -> None:
    """Give a place to the first in the queue who has none and is not a second one of the inner circle."""
    has_inner = any(one.candidate.is_inner_circle for one in seated)
    for one in queue:
        if not _is_seated(one, seated) and not (has_inner and one.candidate.is_inner_circle):
            seated.append(one)
            return


def _is_seated(rated: _Rated, seated: list[_Rated]) -> bool:
    return any(one.candidate is rated.candidate for one in seated)


def _chosen(rated: _Rated, *, waits_longest: bool) -> Chosen:
    one = rated.candidate
    reasons = sorted(rated.reasons, key=lambda reason: -reason.points)
    if waits_longest:
        reasons.append(Reason(ReasonKind.WAITS_LONGEST, on=one.silent_since))
    if one.is_worth_reviving:
        reasons.append(Reason(ReasonKind.WORTH_REVIVING, on=one.silent_since))
    if not reasons:
        reasons.append(Reason(ReasonKind.NOTHING_NOTED, on=one.silent_since))
    return Chosen(one, rated.points, tuple(reasons))
