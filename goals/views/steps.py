"""Next steps done, moved, dropped, opened again: from any page, and back to it."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_POST
from django_htmx.http import trigger_client_event

from contacts.views.answers import leave, tell
from contacts.wording import day_words
from goals.forms import StepMoveForm
from goals.models import NextStep
from goals.services import drop_next_step, finish_next_step, move_next_step, reopen_next_step
from goals.views.access import step_of
from netzwerk.core.answers import answer
from netzwerk.core.days import read_day
from netzwerk.core.redirects import next_url
from netzwerk.core.requests import UserRequest, posted
from netzwerk.core.undoing import undo_address

PERSON = "contacts:contact-detail"
# What pages that show next steps wait for, to fetch them anew.
CHANGED = "steps-changed"


@require_POST
def step_finish(request: UserRequest, next_step: UUID) -> HttpResponse:
    """Call a next step done."""
    found = finish_next_step(step=step_of(request, next_step), now=timezone.now())
    tell(request, _("Done."), undo=undo_address(request, "goals:step-reopen", next_step=found.pk))
    return _answer(request, found)


@require_POST
def step_drop(request: UserRequest, next_step: UUID) -> HttpResponse:
    """Drop a next step: it is no longer meant to be done."""
    found = drop_next_step(step=step_of(request, next_step), now=timezone.now())
    if found.dropped_at:
        undo = undo_address(request, "goals:step-reopen", next_step=found.pk)
        tell(request, pgettext("a next step", "Dropped."), undo=undo)
    return _answer(request, found)


@require_POST
def step_reopen(request: UserRequest, next_step: UUID) -> HttpResponse:
    """Take back that a next step is done or dropped."""
    return _answer(request, reopen_next_step(step=step_of(request, next_step)))


@require_http_methods(["GET", "HEAD", "POST"])
def step_move(request: UserRequest, next_step: UUID) -> HttpResponse:
    """Give a next step another day: by a span, or asked for; `back` in the address puts an earlier one back."""
    found = step_of(request, next_step)
    earlier = read_day(request.GET.get("back", ""))
    if request.method == "POST" and earlier:
        move_next_step(step=found, due_on=earlier)
        return _answer(request, found)
    form = StepMoveForm(posted(request), today=timezone.localdate(), initial={"due_on": found.due_on})
    if request.method != "POST" or not form.is_valid():
        context = {"step": found, "form": form}
        return answer(request, "goals/step_move.html", context, part="sheet", status=422 if form.errors else 200)
    _move(request, found, form)
    return _answer(request, found) if form.cleaned_data["span"] else leave(request, default=PERSON, pk=found.contact_id)


def _move(request: UserRequest, step: NextStep, form: StepMoveForm) -> None:
    before = step.due_on
    after = move_next_step(step=step, due_on=form.cleaned_data["day"]).due_on
    undo = undo_address(request, "goals:step-move", query={"back": before.isoformat()}, next_step=step.pk)
    # The second of two clicks finds it moved already, and has nothing to take back.
    tell(request, _("Moved to %(day)s.") % {"day": day_words(after)}, undo=undo if after != before else "")


def _answer(request: UserRequest, step: NextStep) -> HttpResponse:
    """Answer htmx with the toast and word of the change, and others with the page they came from."""
    if request.htmx:
        response = render(request, "components/_messages.html", {"oob": True})
        return trigger_client_event(response, CHANGED)
    return HttpResponseRedirect(next_url(request, default=PERSON, pk=step.contact_id))
