"""Who could play a role for a goal, and the facts that speak for it, in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from itertools import chain
from uuid import UUID

from accounts.models import User
from contacts.models import Contact
from goals.models import Goal, Role
from matching.queries import shortlists
from matching.queries.eligible import Eligible, anybody, eligible_for
from matching.queries.known import Beside, known_people
from matching.queries.quotes import quoted, told_moments
from matching.queries.reach import acquaintances_in_field, mutual_counts, reach_of
from matching.queries.wanted import wanted_of
from matching.rules.evidence import Evidence
from matching.rules.known import Acquaintance, Reach, Told
from matching.rules.ranking import Judged, ranked
from matching.rules.wanted import Wanted

Kind = Role.Kind


@dataclass(frozen=True, slots=True)
class Proposal:
    """Somebody who could play a role, with what speaks for it, the weightiest first."""

    contact: Contact
    kind: str
    points: float
    evidence: tuple[Evidence, ...]


@dataclass(slots=True)
class _Shortlist:
    """Who is judged, and what was found out about them on the way."""

    ids: list[UUID] = field(default_factory=list)
    told: dict[UUID, list[Told]] = field(default_factory=dict)
    knows: dict[UUID, list[Acquaintance]] = field(default_factory=dict)


def propose(
    owner: User,
    goal: Goal,
    kind: str,
    *,
    today: date,
    limit: int,
    about: str = "",
    is_silent: bool | None = None,
    leave_out: Collection[UUID] = (),
) -> list[Proposal]:
    """Return who could play a role for a goal and does not yet, whom more speaks for first; 25 queries at most.

    `about` narrows it to a competence or question in the user's words. `is_silent` asks for quiet and dormant ties
    alone, or for all others. Only people whom product rule 2 lets be suggested and whom nobody turned down for this.
    """
    eligible = eligible_for(owner, goal, kind, today=today, is_silent=is_silent, leave_out=leave_out)
    wanted = wanted_of(owner, goal, kind, about=about)
    if about and not wanted.needs:
        return []
    found = _shortlist(eligible, kind, wanted, today, is_about=bool(about))
    beside = Beside(found.told, found.knows, _reach(owner, kind, found.ids, today))
    people = known_people(eligible, found.ids, wanted.words, today=today, beside=beside)
    return _with_contacts(eligible, kind, ranked(kind, people, wanted, about=about)[:limit], wanted)


def _shortlist(eligible: Eligible, kind: str, wanted: Wanted, today: date, *, is_about: bool) -> _Shortlist:
    words, found = wanted.words, _Shortlist()
    lists: list[Collection[UUID]] = []
    if kind == Kind.MULTIPLIER and not is_about:
        lists.append(shortlists.reaching(eligible))
    elif kind == Kind.SUPPORTER and not is_about:
        lists.append(shortlists.close(eligible))
    else:
        found.told = shortlists.told_about(eligible, words)
        lists += [shortlists.said_about(eligible, words), found.told]
    if kind == Kind.DOOR_OPENER:
        found.knows = acquaintances_in_field(eligible, anybody(eligible.owner, today=today), wanted)
        lists += [shortlists.deciding(eligible, words), shortlists.marked(eligible), found.knows]
    if kind == Kind.WORTH_REVIVING and not is_about:
        lists.append(shortlists.silent(eligible))
    found.ids = list(dict.fromkeys(chain.from_iterable(lists)))
    return found


def _reach(owner: User, kind: str, ids: list[UUID], today: date) -> dict[UUID, Reach]:
    if kind == Kind.MULTIPLIER:
        return reach_of(owner, ids, today=today)
    return {pk: Reach(ties=many) for pk, many in mutual_counts(owner, ids).items()}


def _with_contacts(eligible: Eligible, kind: str, judged: list[Judged], wanted: Wanted) -> list[Proposal]:
    found = eligible.people.filter(pk__in=[one.known.contact_id for one in judged]).with_positions()
    by_id = {contact.pk: contact for contact in found}
    moments = told_moments(eligible.owner, [one.evidence for one in judged])
    return [
        Proposal(contact, kind, one.points, quoted(one.evidence, wanted, contact, moments))
        for one in judged
        if (contact := by_id.get(one.known.contact_id))
    ]
