"""The way into the complement wizard, and how to approach one person outside it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from contacts.models import Contact
from contacts.views.answers import leave, tell
from matching.forms.approach import ApproachForm, suggested_initial
from matching.pages.approaches import role_chips
from matching.queries.approaches import Background, Needs, background_of, needs_of
from matching.rules.giving import first_step_on
from matching.services.approaches import write_approach
from matching.services.complement import begin_complement
from matching.views.access import contact_of, goal_of
from matching.wizards.complement import draft_url
from matching.words.complement_steps import first_step
from netzwerk.core.answers import answer
from netzwerk.core.requests import UserRequest


@require_safe
def complement(request: UserRequest, goal: UUID) -> HttpResponse:
    """Go on with the draft of a goal, at the step that `step` asks for; opening it twice makes one."""
    draft = begin_complement(goal=goal_of(request, goal), now=timezone.now())
    return redirect(draft_url(draft, request.GET.get("step", "")))


@require_http_methods(["GET", "HEAD", "POST"])
def approach_edit(request: UserRequest, goal: UUID, contact: UUID) -> HttpResponse:
    """Say what to give somebody for a goal, what to ask, and what to do next: in a sheet, or on a page."""
    found, person = goal_of(request, goal), contact_of(request, contact)
    needs, background = needs_of(request.user, found), background_of(request.user, found, person)
    data = request.POST if request.method == "POST" else None
    form = ApproachForm(data, needs=needs, initial=_initial(person, background, needs), prefix="person")
    if data is not None and form.is_valid():
        write_approach(goal=found, contact=person, plan=form.plan())
        tell(request, _("Noted for %(name)s.") % {"name": person.name})
        return leave(request, default="goals:goal-detail", goal=found.pk)
    roles = role_chips(background.kinds)
    context = {"goal": found, "contact": person, "form": form, "background": background, "roles": roles}
    status = 422 if form.is_bound else 200
    return answer(request, "matching/approach_form.html", context, part="sheet", status=status)


def _initial(person: Contact, background: Background, needs: Needs) -> dict[str, Any]:
    return suggested_initial(
        person=person.pk,
        background=background,
        needs=needs,
        step=first_step(tuple(background.kinds)),
        step_on=first_step_on(timezone.localdate(), 0),
    )
