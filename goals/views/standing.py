"""A goal paused, taken up again, let lead; and all of that, and the end of a goal, taken back."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from contacts.views.answers import tell
from goals.models import Goal
from goals.services import Standing, lead_with, set_status, take_back_standing
from goals.views.access import goal_of
from goals.views.words import status_sentence
from netzwerk.core.days import read_day
from netzwerk.core.ids import read_ids
from netzwerk.core.redirects import next_url
from netzwerk.core.requests import UserRequest
from netzwerk.core.undoing import undo_address

DETAIL = "goals:goal-detail"


@require_POST
def goal_status(request: UserRequest, goal: UUID, status: str) -> HttpResponse:
    """Pause a goal, call it reached, let it go, or take it up again, without a question."""
    if status not in Goal.Status.values:
        raise Http404
    found = goal_of(request, goal)
    before = set_status(goal=found, status=status, now=timezone.now())
    tell(request, status_sentence(status), undo=status_undo(request, found, before))
    return HttpResponseRedirect(next_url(request, default=DETAIL, goal=found.pk))


@require_POST
def goal_lead(request: UserRequest, goal: UUID) -> HttpResponse:
    """Let a goal lead."""
    found = goal_of(request, goal)
    before = lead_with(goal=found, now=timezone.now())
    undo = "" if before.leader_id == found.pk else status_undo(request, found, before)
    tell(request, _("This is your main goal now: who matters for it comes first."), undo=undo)
    return HttpResponseRedirect(next_url(request, default=DETAIL, goal=found.pk))


@require_POST
def goal_status_undo(request: UserRequest, goal: UUID, status: str) -> HttpResponse:
    """Bring back how a goal stood before a change, as the address says it."""
    if status not in Goal.Status.values:
        raise Http404
    found = goal_of(request, goal)
    changed_at = _read_instant(request.GET.get("at", ""))
    leader = next(iter(read_ids([request.GET.get("leader", "")])), None)
    before = Standing(status, read_day(request.GET.get("since", "")), leader, changed_at)
    take_back_standing(goal=found, before=before)
    tell(request, _("As before."))
    return HttpResponseRedirect(next_url(request, default=DETAIL, goal=found.pk))


def _read_instant(text: str) -> datetime:
    """Return the instant that an address says; nonsense is one at which nothing was written."""
    try:
        found = parse_datetime(text)
    except ValueError:
        found = None
    return found if found and found.tzinfo else datetime.min.replace(tzinfo=UTC)


def status_undo(request: UserRequest, goal: Goal, before: Standing) -> str:
    """Return where a POST brings back how a goal stood."""
    said = {
        "at": before.changed_at.isoformat(),
        **({"since": before.status_on.isoformat()} if before.status_on else {}),
        **({"leader": before.leader_id} if before.leader_id else {}),
    }
    return undo_address(request, "goals:goal-status-undo", query=said, goal=goal.pk, status=before.status)
