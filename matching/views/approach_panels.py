"""How to approach people: on the page of a goal, and on the page of one person."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from contacts.rules.states import SILENT
from matching.pages.approaches import contact_rows, goal_rows
from matching.pages.reviving import rows_of_contact
from matching.services.complement import WIZARD
from matching.views.access import contact_of, goal_of
from netzwerk.core.answers import answer
from netzwerk.core.requests import UserRequest
from netzwerk.core.wizards import find_draft


@require_safe
def contact_panel(request: UserRequest, contact: UUID) -> HttpResponse:
    """Show how to approach somebody for each active goal, and the ways on: the part for htmx, otherwise a page."""
    found, today = contact_of(request, contact), timezone.localdate()
    is_silent = found.state_on(today) in SILENT
    may_be_suggested = type(found).objects.for_user(request.user).suggestible(on=today).filter(pk=found.pk).exists()
    context = {
        "contact": found,
        "rows": contact_rows(request.user, found),
        "is_worth_hearing": is_silent and may_be_suggested,
        "revivals": rows_of_contact(found, today),
    }
    return answer(request, "matching/contact_panel.html", context, part="panel")


@require_safe
def goal_panel(request: UserRequest, goal: UUID) -> HttpResponse:
    """Show what to give to whom for a goal, and the way into the wizard: the part for htmx, otherwise a page."""
    found = goal_of(request, goal)
    draft = find_draft(owner=request.user, wizard=WIZARD, object_id=found.pk, now=timezone.now())
    context = {"goal": found, "people": goal_rows(request.user, found), "is_begun": bool(draft and draft.data)}
    return answer(request, "matching/approach_panel.html", context, part="panel")
