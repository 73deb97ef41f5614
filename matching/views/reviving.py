"""Reviving: the ten-list, warming up, getting in touch with one of them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from contacts.models import Contact
from contacts.views.answers import contact_of, leave, tell
from goals.models import Goal, Role
from matching.forms.reviving import ReviveForm
from matching.models import WarmUp
from matching.pages.reviving import MOST_PAGES, revive_page, tie_rows, waiting_rows, warm_up_box
from matching.queries.reviving import count_worth_reviving, revivals
from matching.services import reviving as services
from matching.services.proposals import decline_proposal, reconsider_proposal
from matching.views import access
from netzwerk.core.answers import answer
from netzwerk.core.ids import read_id
from netzwerk.core.requests import UserRequest, posted
from netzwerk.core.undoing import undo_address

LIST, PERSON = "matching/reviving.html", "matching/revive.html"
HOME = "matching:reviving"
# Until the end of which day the session asks nobody to warm up.
SKIPPED = "warm_up_skipped"


@require_safe
def reviving(request: UserRequest) -> HttpResponse:
    """Show ten old ties worth reviving, whom to write to first, and who has not answered yet."""
    today, goal = timezone.localdate(), _goal_of(request)
    rows = tie_rows(request.user, today, goal)
    is_asked = rows and (request.session.get(SKIPPED) != today.isoformat() or "warm" in request.GET)
    context = {
        "rows": rows,
        "count": count_worth_reviving(request.user, today=today),
        "goal": goal,
        "goals": list(Goal.objects.for_user(request.user).active()),
        "warm_up": warm_up_box(request.user, today, page=_page(request)) if is_asked else None,
        "is_skipped": bool(rows) and not is_asked,
        "waiting": waiting_rows(request.user, today),
        "has_revived": revivals(request.user).exists(),
        "here": request.get_full_path(),
    }
    return answer(request, LIST, context)


@require_http_methods(["GET", "HEAD", "POST"])
def revive(request: UserRequest, contact: UUID) -> HttpResponse:
    """Show how to get in touch with somebody again, with first words; a POST notes that it is done."""
    person, today = _person(request, contact), timezone.localdate()
    page = revive_page(request.user, person, request.GET.dict(), request.path, today)
    opener, goal = page["opener"], _goal_of(request)
    initial: dict[str, Any] = {"channel": opener.channel, "opener": opener.text, "goal": goal}
    form = ReviveForm(posted(request), user=request.user, today=today, initial=initial)
    if request.method == "POST" and form.is_valid():
        revival = services.begin_revival(contact=person, today=today, **form.cleaned_data)
        undo = undo_address(request, "matching:revival-take-back", query={"now": 1}, revival=revival.pk)
        tell(request, _("Noted: you got in touch again with %(name)s.") % {"name": person.name}, undo=undo)
        return leave(request, default=HOME)
    context = {**page, "form": form, "contact": person, "goal": goal}
    return answer(request, PERSON, context, part="words", status=422 if form.errors else 200)


@require_POST
def revive_decline(request: UserRequest, contact: UUID) -> HttpResponse:
    """Never show somebody on the ten-list again."""
    person = contact_of(request, contact)
    decline_proposal(contact=person, goal=None, kind=Role.Kind.WORTH_REVIVING)
    undo = undo_address(request, "matching:revive-reconsider", contact=contact)
    tell(request, _("%(name)s is not proposed for reviving any more.") % {"name": person.name}, undo=undo)
    return leave(request, default=HOME)


@require_POST
def revive_reconsider(request: UserRequest, contact: UUID) -> HttpResponse:
    """Take that back."""
    person = contact_of(request, contact)
    reconsider_proposal(contact=person, goal=None, kind=Role.Kind.WORTH_REVIVING)
    tell(request, _("%(name)s may be proposed again.") % {"name": person.name})
    return leave(request, default=HOME)


@require_POST
def warm_up(request: UserRequest, contact: UUID) -> HttpResponse:
    """Note that one wrote to somebody close, to get going."""
    person = _person(request, contact)
    made = services.note_warm_up(contact=person, today=timezone.localdate())
    undo = undo_address(request, "matching:warm-up-delete", warm_up=made.pk)
    tell(request, _("Noted: you wrote to %(name)s today.") % {"name": person.name}, undo=undo)
    return leave(request, default=HOME)


@require_POST
def warm_up_delete(request: UserRequest, warm_up: UUID) -> HttpResponse:
    """Take that back, with the message."""
    made = get_object_or_404(WarmUp.objects.for_user(request.user), pk=warm_up)
    made.owner = request.user
    services.take_back_warm_up(warm_up=made, today=timezone.localdate())
    tell(request, _("As before."))
    return leave(request, default=HOME)


@require_POST
def warm_up_skip(request: UserRequest) -> HttpResponse:
    """Ask nobody to warm up for the rest of the day."""
    request.session[SKIPPED] = timezone.localdate().isoformat()
    return leave(request, default=HOME)


def _person(request: UserRequest, pk: UUID) -> Contact:
    """Return the user's contact; a POST waits for somebody who is just becoming one with another."""
    access.contact_of(request, pk)
    return contact_of(request, pk)


def _goal_of(request: UserRequest) -> Goal | None:
    """Return the goal that the address or a form names, if the user has it."""
    pk = read_id(request.GET.get("goal", ""))
    goal = Goal.objects.for_user(request.user).filter(pk=pk).first() if pk else None
    if goal is not None:
        goal.owner = request.user
    return goal


def _page(request: UserRequest) -> int:
    asked = request.GET.get("others", "")
    return int(asked) % MOST_PAGES if asked.isascii() and asked.isdecimal() and len(asked) < 6 else 0
