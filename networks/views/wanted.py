"""Whom one wants to meet at a date: picked, taken from the proposals, turned down, no longer wanted."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from contacts.views.answers import tell
from contacts.views.picking import picker_context
from networks.forms.met import WantForm, WhyForm
from networks.models import WantedPerson
from networks.queries.events import Meeting
from networks.services.wanted import decline_proposal, forget_wanted, want_people
from networks.views.meeting_access import leave_for, meeting_of, person_of
from netzwerk.core.answers import answer
from netzwerk.core.requests import UserRequest, posted

FORM = "networks/want_form.html"


@require_http_methods(["GET", "HEAD", "POST"])
def occurrence_want(request: UserRequest, event: UUID, day: str) -> HttpResponse:
    """Pick people whom one wants to meet, new ones among them, and say why."""
    meeting, today = meeting_of(request, event, day), timezone.localdate()
    form = WantForm(posted(request), user=request.user)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        wanted = want_people(
            event=meeting.event,
            planned_on=meeting.planned_on,
            contacts=list(said["contacts"]),
            names=said["newcomers"],
            why=said["why"],
            today=today,
        )
        words = ngettext("%(count)s person more to meet.", "%(count)s people more to meet.", len(wanted))
        tell(request, words % {"count": len(wanted)})
        return leave_for(request, meeting)
    context = {"meeting": meeting, "event": meeting.event, "form": form, **picker_context(form)}
    return answer(request, FORM, context, part="sheet", status=422 if form.errors else 200)


@require_POST
def wanted_add(request: UserRequest, event: UUID, day: str, contact: UUID) -> HttpResponse:
    """Want to meet somebody: one of the proposals, or who was taken out a moment ago, with the reason of then."""
    meeting, person = meeting_of(request, event, day), person_of(request, contact)
    form = WhyForm(request.POST if "why" in request.POST else request.GET)
    why = form.cleaned_data["why"] if form.is_valid() else ""
    want_people(
        event=meeting.event,
        planned_on=meeting.planned_on,
        contacts=[person],
        names=[],
        why=why,
        today=timezone.localdate(),
    )
    tell(request, _("You want to meet %(name)s there.") % {"name": person.name}, undo=_url(meeting, "remove", contact))
    return leave_for(request, meeting)


@require_POST
def wanted_decline(request: UserRequest, event: UUID, day: str, contact: UUID) -> HttpResponse:
    """Turn a proposal down for this date."""
    meeting, person = meeting_of(request, event, day), person_of(request, contact)
    decline_proposal(event=meeting.event, planned_on=meeting.planned_on, contact=person, now=timezone.now())
    text = _("%(name)s is not proposed again for this date.") % {"name": person.name}
    tell(request, text, undo=_url(meeting, "remove", contact))
    return leave_for(request, meeting)


@require_POST
def wanted_remove(request: UserRequest, event: UUID, day: str, contact: UUID) -> HttpResponse:
    """Take somebody out again: wanted or turned down before, they are neither now."""
    meeting, person = meeting_of(request, event, day), person_of(request, contact)
    rows = WantedPerson.objects.for_user(request.user).filter(occurrence=meeting.occurrence, contact=person)
    row = get_object_or_404(rows)
    forget_wanted(event=meeting.event, planned_on=meeting.planned_on, contact=person)
    if row.declined_at:
        tell(request, _("%(name)s may be proposed again.") % {"name": person.name})
    else:
        tell(
            request, _("%(name)s is off the list.") % {"name": person.name}, undo=_url(meeting, "add", contact, row.why)
        )
    return leave_for(request, meeting)


def _url(meeting: Meeting, act: str, contact: UUID, why: str = "") -> str:
    args = [meeting.event.pk, meeting.planned_on.isoformat(), contact]
    return reverse(f"networks:wanted-{act}", args=args, query={"why": why} if why else None)
