"""What the pages of proposals show: people by role with their reasons, who was found by name, who was turned down."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from accounts.models import User
from contacts.labels import state_label
from contacts.models import Contact
from contacts.queries import people_named
from contacts.rules.states import SILENT
from contacts.wording import position_words, subtitle_words
from goals.labels import ROLES
from goals.models import Goal, Role
from matching.queries.declined import declined_for
from matching.queries.proposals import Proposal, propose
from matching.words.reasons import ReasonLine, reason_lines
from matching.words.roles import ROLE_TASKS

SHOWN, MORE = 8, 40


@dataclass(frozen=True, slots=True)
class RoleTab:
    """One of the kinds of role to choose from."""

    kind: str
    label: str
    icon: str
    task: str


@dataclass(frozen=True, slots=True)
class PersonRow:
    """Somebody as a row shows them; without reasons it is somebody who was looked up."""

    contact: Contact
    state: str
    state_label: str
    position: str
    reasons: list[ReasonLine]
    is_silent: bool = False


@dataclass(frozen=True, slots=True)
class ProposalPage:
    """The proposals for one role of a goal."""

    goal: Goal
    tabs: list[RoleTab]
    here: RoleTab
    rows: list[PersonRow]
    has_more: bool
    looked_for: str
    found: list[PersonRow]
    declined: int


@dataclass(frozen=True, slots=True)
class DeclinedGroup:
    """Those who were turned down for one role."""

    tab: RoleTab
    people: list[PersonRow]


def proposal_page(
    owner: User, goal: Goal, kind: str, *, today: date, looked_for: str = "", shows_more: bool = False
) -> ProposalPage:
    """Return the proposals for a role, and who was looked up by name; in a fixed number of queries."""
    limit = MORE if shows_more else SHOWN
    proposed = propose(owner, goal, kind, today=today, limit=limit + 1)
    tabs = role_tabs()
    return ProposalPage(
        goal=goal,
        tabs=tabs,
        here=next(tab for tab in tabs if tab.kind == kind),
        rows=[proposed_row(one, today) for one in proposed[:limit]],
        has_more=len(proposed) > limit and not shows_more,
        looked_for=looked_for,
        found=found_rows(owner, goal, kind, looked_for, today=today) if looked_for else [],
        declined=declined_for(owner, goal).count(),
    )


def found_rows(owner: User, goal: Goal, kind: str, looked_for: str, *, today: date) -> list[PersonRow]:
    """Return who fits what the user typed and does not have the role yet; nobody from the archive."""
    people = [contact for contact in people_named(owner, looked_for) if contact.archived_at is None]
    having = Role.objects.for_user(owner).filter(goal=goal, kind=kind, contact__in=[contact.pk for contact in people])
    taken = set(having.values_list("contact_id", flat=True))
    return [_row(contact, today, subtitle_words(contact), []) for contact in people if contact.pk not in taken]


def declined_groups(owner: User, goal: Goal, *, today: date) -> list[DeclinedGroup]:
    """Return who was turned down for which role of a goal; two queries."""
    declined = list(declined_for(owner, goal))
    groups = [
        DeclinedGroup(tab, [_named(one.contact, today) for one in declined if one.kind == tab.kind])
        for tab in role_tabs()
    ]
    return [group for group in groups if group.people]


def role_tabs() -> list[RoleTab]:
    """Return every kind of role, with what somebody in it does."""
    return [RoleTab(kind.value, str(kind.label), ROLES[kind].icon, str(ROLE_TASKS[kind])) for kind in Role.Kind]


def proposed_row(proposal: Proposal, today: date) -> PersonRow:
    """Return somebody who is proposed, with the reasons."""
    return _row(proposal.contact, today, position_words(proposal.contact), reason_lines(proposal))


def _named(contact: Contact, today: date) -> PersonRow:
    return _row(contact, today, position_words(contact), [])


def _row(contact: Contact, today: date, position: str, reasons: list[ReasonLine]) -> PersonRow:
    state = contact.state_on(today)
    return PersonRow(contact, state, state_label(state), position, reasons, is_silent=state in SILENT)
