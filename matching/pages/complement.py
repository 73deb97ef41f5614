"""What the complement wizard shows: who is proposed and why, who has the role already, and all that was answered."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from contacts.labels import state_label
from contacts.models import Contact
from contacts.queries.nameable import not_in_bin
from contacts.wording import brief_words
from goals.models import Goal, Role
from goals.summaries import Answer, Section
from matching.queries.proposals import Proposal, propose
from matching.services.approaches import ApproachPlan
from matching.services.complement import PersonPlan
from matching.words.reasons import ReasonLine, reason_lines

SHOWN = 6
# More of those who have the role already are counted, not named.
MOST_NAMED = 20
MOST_REASONS = 2


@dataclass(frozen=True, slots=True)
class Proposed:
    """Somebody who is proposed, in words."""

    contact: Contact
    detail: str
    state: str
    state_label: str
    reasons: Sequence[ReasonLine]
    is_ticked: bool


@dataclass(frozen=True, slots=True)
class Proposals:
    """Who is proposed on one screen, and whether there are others."""

    rows: Sequence[Proposed]
    has_more: bool


def proposals_for(
    owner: User,
    goal: Goal,
    kind: str,
    *,
    today: date,
    about: str = "",
    picked: Collection[Contact] = (),
    passed: Collection[UUID] = (),
) -> Proposals:
    """Return whom to propose for a role: those who are ticked stay, six others come with them."""
    limit = SHOWN + len(picked) + 1
    found = propose(owner, goal, kind, today=today, limit=limit, about=about, leave_out=passed)
    ticked = {contact.pk for contact in picked}
    others = [one for one in found if one.contact.pk not in ticked]
    shown = {one.contact.pk for one in others[:SHOWN]} | ticked
    rows = [_proposed(one, today, one.contact.pk in ticked) for one in found if one.contact.pk in shown]
    return Proposals(rows, len(others) > SHOWN)


def _proposed(proposal: Proposal, today: date, is_ticked: bool) -> Proposed:
    contact = proposal.contact
    state = contact.state_on(today)
    reasons = reason_lines(proposal)[:MOST_REASONS]
    return Proposed(contact, brief_words(contact), state, state_label(state), reasons, is_ticked)


def those_in_role(owner: User, goal: Goal, kind: str) -> tuple[list[Contact], int]:
    """Return the first of those who have the role already, by name, and how many more there are."""
    roles = Role.objects.for_user(owner).filter(not_in_bin(owner, "contact"), goal=goal, kind=kind)
    found = list(roles.select_related("contact").order_by("contact__folded_name", "contact_id"))
    return [role.contact for role in found[:MOST_NAMED]], max(0, len(found) - MOST_NAMED)


@dataclass(frozen=True, slots=True)
class Named:
    """Who was named for one question, and where to change that."""

    label: str
    url: str
    names: Sequence[str]
    is_in_order: bool


def named_for(*, label: str, url: str, people: Sequence[PersonPlan], is_in_order: bool) -> Named:
    """Return who was named for one question, in words."""
    names = [_("%(name)s (new)") % {"name": plan.name} if plan.newcomer else plan.name for plan in people]
    return Named(label, url, names, is_in_order)


def person_section(*, plan: PersonPlan, url: str, approach: ApproachPlan | None) -> Section:
    """Return what was thought of for one person; without an approach what they said is not in order."""
    answers = []
    if approach:
        known = [*(one.text for one in approach.competences), *(one.text for one in approach.questions)]
        when = date_format(approach.step_on, "DATE_FORMAT") if approach.step_on else ""
        said = {
            _("You give"): [approach.gives],
            _("You ask"): [approach.asks],
            _("They know"): known,
            _("Next step"): [f"{approach.step} · {when}" if approach.step else ""],
        }
        answers = [Answer(label, [value for value in values if value]) for label, values in said.items() if any(values)]
    return Section(plan.step, plan.name, url, answers, approach is not None)
