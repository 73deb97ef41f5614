"""The panel *For your goals* on a contact's page: roles, next steps, what one could give."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from contacts.models import Contact
from goals.forms import SPANS, RoleForm, StepForm
from goals.models import Goal, Role
from goals.queries import goals_for_contact, offer_for
from goals.services import give_role, plan_next_step, take_role
from netzwerk.core.answers import answer
from netzwerk.core.redirects import next_url
from netzwerk.core.requests import UserRequest


@require_safe
def contact_panel(request: UserRequest, contact: UUID) -> HttpResponse:
    """Show what a contact is for each active goal: the part for htmx, otherwise a page around it."""
    return _panel(request, _contact(request, contact))


@require_POST
def role_give(request: UserRequest, contact: UUID) -> HttpResponse:
    """Give a contact a role for a goal."""
    found = _contact(request, contact)
    form = RoleForm(request.POST, owner=request.user)
    if not form.is_valid():
        return _panel(request, found, role_form=form)
    give_role(goal=form.cleaned_data["goal"], contact=found, kind=form.cleaned_data["kind"])
    return _back(request, found)


@require_POST
def role_restore(request: UserRequest, goal: UUID, contact: UUID, kind: str) -> HttpResponse:
    """Give a role back that was taken away."""
    if kind not in Role.Kind.values:
        raise Http404
    found = _contact(request, contact)
    give_role(goal=get_object_or_404(Goal.objects.for_user(request.user), pk=goal), contact=found, kind=kind)
    return _back(request, found)


@require_POST
def role_take(request: UserRequest, role: UUID) -> HttpResponse:
    """Take a role away."""
    found = get_object_or_404(Role.objects.for_user(request.user).select_related("contact"), pk=role)
    undo_url = reverse(
        "goals:role-restore", kwargs={"goal": found.goal_id, "contact": found.contact_id, "kind": found.kind}
    )
    take_role(role=found)
    messages.success(request, _("The role is gone."), extra_tags=undo_url)
    return _back(request, found.contact)


@require_POST
def step_plan(request: UserRequest, contact: UUID) -> HttpResponse:
    """Plan what to do next with a contact for a goal."""
    found = _contact(request, contact)
    form = StepForm(request.POST, owner=request.user)
    if not form.is_valid():
        return _panel(request, found, step_form=form)
    plan_next_step(contact=found, **form.cleaned_data)
    return _back(request, found)


def _contact(request: UserRequest, contact: UUID) -> Contact:
    return get_object_or_404(Contact.objects.for_user(request.user).present(), pk=contact)


def _back(request: UserRequest, contact: Contact) -> HttpResponse:
    """Answer htmx with the panel as it is now, and others with the page they came from."""
    if request.htmx:
        return _panel(request, contact)
    return redirect(next_url(request, default="contacts:contact-detail", pk=contact.pk))


def _panel(
    request: UserRequest, contact: Contact, *, role_form: RoleForm | None = None, step_form: StepForm | None = None
) -> HttpResponse:
    context = {
        "contact": contact,
        "for_goals": goals_for_contact(owner=request.user, contact=contact),
        "role_form": role_form or RoleForm(owner=request.user),
        "step_form": step_form or StepForm(owner=request.user),
        "failed_goal": (role_form or step_form or RoleForm(owner=request.user)).data.get("goal", ""),
        "offer": offer_for(owner=request.user, contact=contact),
        "today": timezone.localdate(),
        "spans": SPANS,
    }
    status = 422 if role_form or step_form else 200
    return answer(request, "goals/contact_panel.html", context, part="panel", status=status)
