"""The log of a goal: all of it, and notes and progress added, corrected, deleted."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from contacts.views.answers import leave, tell
from goals.forms import LOG_FORMS, NoteForm
from goals.models import Goal, LogEntry
from goals.pages.log import log_of
from goals.services import add_log_entry, correct_log_entry, delete_log_entry
from goals.views.access import entry_of, goal_of
from goals.views.goals import show_goal
from netzwerk.core.answers import answer
from netzwerk.core.requests import UserRequest, posted
from netzwerk.core.undoing import undo_address

DETAIL = "goals:goal-detail"


@require_safe
def log_list(request: UserRequest, goal: UUID) -> HttpResponse:
    """Show all that happened on the way, the newest first; htmx gets further rows."""
    found = goal_of(request, goal)
    log = log_of(found, before=request.GET.get("before", ""))
    context = {"goal": found, "log": log, "note_form": NoteForm(today=timezone.localdate())}
    return answer(request, "goals/log_list.html", context, part="rows" if log.is_older else "")


@require_POST
def log_entry_add(request: UserRequest, goal: UUID) -> HttpResponse:
    """Take a note, or how far one has come; htmx gets the parts of the page that show it."""
    found = goal_of(request, goal)
    kind = request.POST.get("kind", "")
    form = LOG_FORMS.get(kind, NoteForm)(request.POST, today=timezone.localdate())
    if not form.is_valid():
        return show_goal(request, found, **{_name_of(form): form})
    entry = add_log_entry(goal=found, **form.said())
    tell(request, _("Noted."), undo=undo_address(request, "goals:log-entry-delete", log_entry=entry.pk))
    if request.htmx:
        return show_goal(request, found)
    return leave(request, default=DETAIL, goal=found.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def log_entry_edit(request: UserRequest, log_entry: UUID) -> HttpResponse:
    """Correct a note, or how far one had come."""
    found = entry_of(request, log_entry)
    form = LOG_FORMS[found.kind](posted(request), today=timezone.localdate(), initial=NoteForm.initial_of(found))
    if request.method != "POST" or not form.is_valid():
        context = {"entry": found, "goal": found.goal, "form": form}
        return answer(request, "goals/log_entry.html", context, part="sheet", status=422 if form.errors else 200)
    correct_log_entry(entry=found, **form.said())
    tell(request, _("Saved."))
    return leave(request, default=DETAIL, goal=found.goal_id)


@require_POST
def log_entry_delete(request: UserRequest, log_entry: UUID) -> HttpResponse:
    """Delete a note, or how far one had come."""
    found = entry_of(request, log_entry)
    said = {name: value for name, value in _said(found).items() if value not in (None, "")}
    undo = undo_address(request, "goals:log-entry-restore", query=said, goal=found.goal_id)
    delete_log_entry(entry=found)
    tell(request, _("The entry is gone."), undo=undo)
    return leave(request, default=DETAIL, goal=found.goal_id)


@require_POST
def log_entry_restore(request: UserRequest, goal: UUID) -> HttpResponse:
    """Bring an entry back as the address says it; what it does not say well stays gone."""
    found: Goal = goal_of(request, goal)
    form = LOG_FORMS.get(request.GET.get("kind", ""), NoteForm)(request.GET, today=timezone.localdate())
    if form.is_valid():
        add_log_entry(goal=found, **form.said())
    return leave(request, default=DETAIL, goal=found.pk)


def _said(entry: LogEntry) -> dict[str, Any]:
    return {
        "kind": entry.kind,
        "happened_on": entry.happened_on.isoformat(),
        "text": entry.text,
        "number": entry.number,
    }


def _name_of(form: NoteForm) -> str:
    return "note_form" if type(form) is NoteForm else "progress_form"
