"""People who could help with a goal: taken for a role, turned down for good, looked up, thought over again."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from contacts.views.answers import leave, tell
from goals.models import Goal, Role
from goals.services import give_role
from matching.pages.proposals import declined_groups, proposal_page
from matching.pages.score import weighing_page
from matching.services.measuring import measure_soon
from matching.services.proposals import decline_proposal, reconsider_proposal
from matching.views.access import contact_of, goal_of
from netzwerk.core.answers import answer
from netzwerk.core.requests import UserRequest
from netzwerk.core.undoing import undo_address

PAGE, LONGEST_SEARCH = "matching:proposals", 200


@require_safe
def proposals(request: UserRequest, goal: UUID) -> HttpResponse:
    """Show who could play a role and why, and whom the user looks up; the looking up is a part for htmx."""
    found = goal_of(request, goal)
    kind = request.GET.get("kind", "")
    measure_soon(owner=request.user, now=timezone.now())
    page = proposal_page(
        request.user,
        found,
        kind if kind in Role.Kind.values else Role.Kind.DOOR_OPENER.value,
        today=timezone.localdate(),
        looked_for=request.GET.get("q", "")[:LONGEST_SEARCH].replace("\0", "").strip(),
        shows_more="more" in request.GET,
    )
    return answer(request, "matching/proposals.html", {"goal": found, "page": page}, part="found")


@require_POST
def proposal_accept(request: UserRequest, goal: UUID, contact: UUID, kind: str) -> HttpResponse:
    """Give somebody the role; whoever was turned down for it is so no longer."""
    found, person, role_kind = goal_of(request, goal), contact_of(request, contact), _kind_of(kind)
    reconsider_proposal(contact=person, goal=found, kind=kind)
    role = give_role(goal=found, contact=person, kind=kind)
    undo = undo_address(request, "goals:role-take", back=_address(found, kind), role=role.pk)
    tell(request, _("%(name)s: %(role)s.") % {"name": person.name, "role": role_kind.label}, undo=undo)
    return _leave(request, found, kind)


@require_POST
def proposal_decline(request: UserRequest, goal: UUID, contact: UUID, kind: str) -> HttpResponse:
    """Never propose somebody for this role of this goal again."""
    found, person, _role_kind = goal_of(request, goal), contact_of(request, contact), _kind_of(kind)
    decline_proposal(contact=person, goal=found, kind=kind)
    back = _address(found, kind)
    undo = undo_address(request, "matching:proposal-reconsider", back=back, goal=found.pk, contact=person.pk, kind=kind)
    tell(request, _("%(name)s is not proposed for this again.") % {"name": person.name}, undo=undo)
    return _leave(request, found, kind)


@require_POST
def proposal_reconsider(request: UserRequest, goal: UUID, contact: UUID, kind: str) -> HttpResponse:
    """Let somebody be proposed again."""
    found, person, _role_kind = goal_of(request, goal), contact_of(request, contact), _kind_of(kind)
    reconsider_proposal(contact=person, goal=found, kind=kind)
    tell(request, _("%(name)s may be proposed again.") % {"name": person.name})
    return _leave(request, found, kind)


@require_safe
def declined(request: UserRequest, goal: UUID) -> HttpResponse:
    """Show who was turned down for which role."""
    found = goal_of(request, goal)
    groups = declined_groups(request.user, found, today=timezone.localdate())
    return answer(request, "matching/proposals_declined.html", {"goal": found, "groups": groups})


@require_safe
def score(request: UserRequest) -> HttpResponse:
    """Say how proposals are weighed."""
    return answer(request, "matching/score.html", {"page": weighing_page()})


def _kind_of(kind: str) -> Role.Kind:
    if kind not in Role.Kind.values:
        raise Http404
    return Role.Kind(kind)


def _leave(request: UserRequest, goal: Goal, kind: str) -> HttpResponse:
    return leave(request, default=_address(goal, kind))


def _address(goal: Goal, kind: str) -> str:
    return f"{reverse(PAGE, args=[goal.pk])}?kind={kind}"
