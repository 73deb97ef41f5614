"""The goals, one goal, its status, and the way into the wizard."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST, require_safe

from goals.models import Goal, Offer
from goals.queries import goal_cards, role_groups
from goals.services import lead_with, set_status
from goals.wizards import WIZARD, draft_url, resume_goal_draft, start_goal_draft
from netzwerk.core.redirects import next_url
from netzwerk.core.registry import goal_panels
from netzwerk.core.requests import UserRequest
from netzwerk.core.wizards import find_draft, living_drafts


@require_safe
def goal_list(request: UserRequest) -> HttpResponse:
    """Show all goals: the leading one first, those that are over last; and drafts of new ones."""
    drafts = living_drafts(owner=request.user, wizard=WIZARD, now=timezone.now())
    context = {
        "goals": goal_cards(owner=request.user),
        "drafts": drafts.filter(finished_at=None, object_id=None).order_by("-updated_at")[:5],
    }
    return render(request, "goals/goal_list.html", context)


@require_safe
def goal_detail(request: UserRequest, goal: UUID) -> HttpResponse:
    """Show a goal with all that belongs to it."""
    goals = Goal.objects.for_user(request.user).prefetch_related("ideal_networks", "competences", "questions")
    found = get_object_or_404(goals, pk=goal)
    today = timezone.localdate()
    steps = list(found.next_steps.filter(contact__deleted_at=None).select_related("contact"))
    draft = find_draft(owner=request.user, wizard=WIZARD, object_id=found.pk, now=timezone.now())
    context = {
        "goal": found,
        "draft": draft if draft and draft.data else None,
        "today": today,
        "role_groups": role_groups(goal=found, today=today),
        "offers": Offer.objects.for_user(request.user),
        "open_steps": sorted((step for step in steps if not step.done_at), key=lambda step: step.due_on),
        "done_steps": sum(bool(step.done_at) for step in steps),
        "panels": list(goal_panels),
    }
    return render(request, "goals/goal_detail.html", context)


@require_POST
def goal_create(request: UserRequest) -> HttpResponse:
    """Start the draft of a new goal."""
    draft = start_goal_draft(user=request.user, goal=None)
    return redirect(draft_url(draft))


@require_safe
def goal_wizard(request: UserRequest, goal: UUID) -> HttpResponse:
    """Go on with the draft of a goal, at the step that `step` asks for; opening it twice makes one."""
    found = get_object_or_404(Goal.objects.for_user(request.user), pk=goal)
    draft = resume_goal_draft(user=request.user, goal=found)
    return redirect(draft_url(draft, request.GET.get("step", "")))


@require_POST
def goal_status(request: UserRequest, goal: UUID, status: str) -> HttpResponse:
    """Pause a goal, call it reached, let it go, or take it up again; `lead` lets it lead again, for the undo."""
    if status not in Goal.Status.values:
        raise Http404
    found = get_object_or_404(Goal.objects.for_user(request.user), pk=goal)
    before = reverse("goals:goal-status", kwargs={"goal": found.pk, "status": found.status})
    undo_url = f"{before}?lead=1" if found.is_leading else before
    set_status(goal=found, status=status)
    if status == Goal.Status.ACTIVE and "lead" in request.GET:
        lead_with(found)
    messages.success(request, _status_sentence(status), extra_tags=undo_url)
    return redirect(next_url(request, default="goals:goal-detail", goal=found.pk))


@require_POST
def goal_lead(request: UserRequest, goal: UUID) -> HttpResponse:
    """Let a goal lead."""
    found = get_object_or_404(Goal.objects.for_user(request.user), pk=goal)
    before = lead_with(found)
    undo_url = reverse("goals:goal-lead", kwargs={"goal": before.pk}) if before and before.pk != found.pk else ""
    messages.success(request, _("This is your main goal now: who matters for it comes first."), extra_tags=undo_url)
    return redirect(next_url(request, default="goals:goal-detail", goal=found.pk))


def _status_sentence(status: str) -> str:
    return {
        Goal.Status.ACTIVE: _("The goal is active."),
        Goal.Status.PAUSED: _("The goal is paused."),
        Goal.Status.REACHED: pgettext("a goal", "Reached. Well done."),
        Goal.Status.LET_GO: _("You have let the goal go."),
    }[Goal.Status(status)]
