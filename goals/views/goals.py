"""The goals, one goal, and the way into the wizard."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from goals.forms import SPANS, NoteForm, ProgressForm
from goals.models import Goal, Offer
from goals.pages.log import log_of
from goals.queries import goal_rows, progress_of, role_groups
from goals.queries.steps import steps_of
from goals.queries.thanks import thanks_of
from goals.views.access import goal_of
from goals.wizards import WIZARD, draft_url, resume_goal_draft, start_goal_draft
from goals.wording import due_words
from netzwerk.core.answers import answer
from netzwerk.core.registry import goal_panels
from netzwerk.core.requests import UserRequest
from netzwerk.core.wizards import find_draft, living_drafts

SHOWN_LOG = 6


@require_safe
def goal_list(request: UserRequest) -> HttpResponse:
    """Show all goals: the leading one first, those that are over last; and drafts of new ones."""
    drafts = living_drafts(owner=request.user, wizard=WIZARD, now=timezone.now())
    rows = goal_rows(owner=request.user)
    context = {
        "rows": [row for row in rows if not row.is_over],
        "over": [row for row in rows if row.is_over],
        "drafts": drafts.filter(finished_at=None, object_id=None).order_by("-updated_at")[:5],
    }
    return render(request, "goals/goal_list.html", context)


@require_safe
def goal_detail(request: UserRequest, goal: UUID) -> HttpResponse:
    """Show a goal with all that belongs to it; htmx gets the parts that change."""
    return show_goal(request, goal_of(request, goal))


def show_goal(
    request: UserRequest,
    goal: Goal,
    *,
    note_form: NoteForm | None = None,
    progress_form: NoteForm | None = None,
) -> HttpResponse:
    """Answer with the page of a goal, or for htmx with its parts that change; a refused form is shown again."""
    today = timezone.localdate()
    context: dict[str, Any] = {
        "goal": goal,
        "today": today,
        "due": due_words(goal, today),
        "progress": progress_of(request.user, [goal]).get(goal.pk),
        "steps": steps_of(goal),
        "spans": SPANS,
        "log": log_of(goal, size=SHOWN_LOG),
        "note_form": note_form or NoteForm(today=today),
        "progress_form": progress_form or ProgressForm(today=today),
        **({} if request.htmx else _around(request, goal)),
    }
    status = 422 if note_form or progress_form else 200
    return answer(request, "goals/goal_detail.html", context, part="changed", status=status)


def _around(request: UserRequest, goal: Goal) -> dict[str, Any]:
    """Return what the rest of the page shows."""
    draft = find_draft(owner=request.user, wizard=WIZARD, object_id=goal.pk, now=timezone.now())
    return {
        "draft": draft if draft and draft.data else None,
        "role_groups": role_groups(goal=goal, today=timezone.localdate()),
        "offers": Offer.objects.for_user(request.user),
        "thanks": thanks_of(goal).filter(contact__deleted_at=None).select_related("contact").order_by("contact__name"),
        "panels": list(goal_panels),
    }


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
