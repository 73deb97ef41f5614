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
from matching.queries.shortlists import Spoken
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


@dataclass(frozen=True, slots=True)
class Sought:
    """What a goal wants of somebody in a role, and the newest moments that speak of it: whoever it may then be."""

    wanted: Wanted
    about: str
    spoken: Spoken


@dataclass(frozen=True, slots=True)
class Weighed:
    """Those for whom something speaks, the most first; names and quotes come only for whom is asked."""

    eligible: Eligible
    kind: str
    wanted: Wanted
    judged: list[Judged]

    def first(self, limit: int) -> list[Proposal]:
        """Return the first of them; three queries."""
        return self._told(self.judged[:limit])

    def among(self, ids: Collection[UUID]) -> list[Proposal]:
        """Return those of these people who are among them; three queries."""
        return self._told([one for one in self.judged if one.known.contact_id in ids])

    def _told(self, judged: list[Judged]) -> list[Proposal]:
        people = self.eligible.people.filter(pk__in=[one.known.contact_id for one in judged]).with_positions()
        by_id = {contact.pk: contact for contact in people}
        moments = told_moments(self.eligible.owner, [one.evidence for one in judged])
        return [
            Proposal(contact, self.kind, one.points, quoted(one.evidence, self.wanted, contact, moments))
            for one in judged
            if (contact := by_id.get(one.known.contact_id))
        ]


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
    return weigh(eligible, kind, sought_for(owner, goal, kind, about=about), today=today).first(limit)


def propose_by_silence(
    owner: User, goal: Goal, kind: str, *, today: date, limit: int, about: str = "", leave_out: Collection[UUID] = ()
) -> tuple[list[Proposal], list[Proposal]]:
    """Return who could play a role among those one is in touch with, and among quiet and dormant ties; 40 queries."""
    sought = sought_for(owner, goal, kind, about=about)
    known, dormant = (
        weigh(eligible_for(owner, goal, kind, today=today, is_silent=is_silent, leave_out=leave_out), kind, sought,
              today=today).first(limit)
        for is_silent in (False, True)
    )  # fmt: skip
    return known, dormant


def sought_for(owner: User, goal: Goal, kind: str, *, about: str = "") -> Sought:
    """Return what is looked for in somebody for a role, or for a competence or question; five queries."""
    wanted = wanted_of(owner, goal, kind, about=about)
    is_spoken_of = about or kind not in (Kind.MULTIPLIER, Kind.SUPPORTER)
    return Sought(wanted, about, shortlists.spoken_of(owner, wanted.words) if is_spoken_of else {})


def weigh(eligible: Eligible, kind: str, sought: Sought, *, today: date) -> Weighed:
    """Return those of the eligible for whom something speaks."""
    wanted, about = sought.wanted, sought.about
    if about and not wanted.needs:
        return Weighed(eligible, kind, wanted, [])
    found = _shortlist(eligible, kind, sought, today)
    beside = Beside(found.told, found.knows, _reach(eligible.owner, kind, found.ids, today))
    people = known_people(eligible, found.ids, wanted.words, today=today, beside=beside)
    return Weighed(eligible, kind, wanted, ranked(kind, people, wanted, about=about))


def _shortlist(eligible: Eligible, kind: str, sought: Sought, today: date) -> _Shortlist:
    words, is_about, found = sought.wanted.words, bool(sought.about), _Shortlist()
    lists: list[Collection[UUID]] = []
    if kind == Kind.MULTIPLIER and not is_about:
        lists.append(shortlists.reaching(eligible))
    elif kind == Kind.SUPPORTER and not is_about:
        lists.append(shortlists.close(eligible))
    else:
        found.told = shortlists.told_about(eligible, sought.spoken)
        lists += [shortlists.said_about(eligible, words), found.told]
    if kind == Kind.DOOR_OPENER:
        found.knows = acquaintances_in_field(eligible, anybody(eligible.owner, today=today), sought.wanted)
        lists += [shortlists.deciding(eligible, words), shortlists.marked(eligible), found.knows]
    if kind == Kind.WORTH_REVIVING and not is_about:
        lists.append(shortlists.silent(eligible))
    found.ids = list(dict.fromkeys(chain.from_iterable(lists)))
    return found


def _reach(owner: User, kind: str, ids: list[UUID], today: date) -> dict[UUID, Reach]:
    if kind == Kind.MULTIPLIER:
        return reach_of(owner, ids, today=today)
    return {pk: Reach(ties=many) for pk, many in mutual_counts(owner, ids).items()}
