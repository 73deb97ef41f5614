"""One date of a meeting: shown, prepared, given out, moved for once, called off, settled without anybody met."""

from __future__ import annotations

from itertools import islice
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from contacts.models import Contact, Moment
from contacts.views.answers import tell
from networks.forms.events import OccurrenceForm
from networks.models import NetworkMoment
from networks.pages.calendar_file import calendar_file
from networks.pages.facts import safe_address
from networks.pages.meetings import facts_of, meeting_url, proposal_rows, row_of, rows_of, sheet_rows
from networks.queries.events import Meeting, schedule_of
from networks.queries.preparing import wanted_at
from networks.rules.occurrences import dates_from
from networks.services.met import moment_at
from networks.services.occurrences import call_off, change_occurrence, settle_occurrence
from networks.views.meeting_access import leave_for, meeting_of
from networks.words.lengths import length_words
from netzwerk.core.answers import answer
from netzwerk.core.requests import UserRequest, posted

PAGE, FORM, SHEET = "networks/occurrence.html", "networks/occurrence_form.html", "networks/occurrence_sheet.html"
NEXT_DATES = 3


@require_safe
def occurrence(request: UserRequest, event: UUID, day: str) -> HttpResponse:
    """Show one date: who is wanted there and who else could be; afterwards, who was met."""
    meeting, today = meeting_of(request, event, day), timezone.localdate()
    asks = not meeting.is_settled and not meeting.is_called_off
    return answer(
        request,
        PAGE,
        {
            **_about(meeting),
            "address": safe_address(meeting.event.url),
            "today": today,
            "row": row_of(meeting, today),
            "wanted": wanted_at(request.user, meeting),
            "proposals": proposal_rows(request.user, meeting, today) if asks else [],
            "others": rows_of(_next_dates(meeting), today),
            **_what_was(request, meeting),
        },
    )


@require_safe
def occurrence_sheet(request: UserRequest, event: UUID, day: str) -> HttpResponse:
    """Show the sheet to prepare: each wanted person in three lines; it prints on one page."""
    meeting = meeting_of(request, event, day)
    rows = sheet_rows(request.user, meeting, timezone.localdate())
    return answer(request, SHEET, {**_about(meeting), "rows": rows})


@require_safe
def occurrence_calendar(request: UserRequest, event: UUID, day: str) -> HttpResponse:
    """Give this date out as a file for a calendar."""
    meeting = meeting_of(request, event, day)
    name = f"{slugify(meeting.event.title) or 'meeting'}-{meeting.on}.ics"
    content = calendar_file(meeting, now=timezone.now())
    return HttpResponse(
        content,
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def occurrence_edit(request: UserRequest, event: UUID, day: str) -> HttpResponse:
    """Move this date for once, or note something about it."""
    meeting = meeting_of(request, event, day)
    stored = meeting.occurrence
    initial = {"moved_to": stored.moved_to, "note": stored.note} if stored else {}
    form = OccurrenceForm(posted(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        change_occurrence(event=meeting.event, planned_on=meeting.planned_on, **form.cleaned_data)
        tell(request, _("Saved."))
        return leave_for(request, meeting)
    return answer(request, FORM, {**_about(meeting), "form": form}, part="sheet", status=422 if form.errors else 200)


@require_POST
def occurrence_call_off(request: UserRequest, event: UUID, day: str) -> HttpResponse:
    """Call this date off; `undo` in the address takes that back."""
    meeting = meeting_of(request, event, day)
    is_off = "undo" not in request.GET
    call_off(event=meeting.event, planned_on=meeting.planned_on, is_called_off=is_off)
    undo = f"{meeting_url(meeting, 'occurrence-call-off')}?undo=1" if is_off else ""
    tell(request, _("This date is called off.") if is_off else _("It takes place."), undo=undo)
    return leave_for(request, meeting)


@require_POST
def occurrence_absent(request: UserRequest, event: UUID, day: str) -> HttpResponse:
    """Say that one was not there, so that nobody asks; `undo` in the address takes that back."""
    meeting = meeting_of(request, event, day)
    is_settled = "undo" not in request.GET
    now = timezone.now() if is_settled else None
    settle_occurrence(event=meeting.event, planned_on=meeting.planned_on, now=now)
    undo = f"{meeting_url(meeting, 'occurrence-absent')}?undo=1" if is_settled else ""
    tell(request, _("You were not there. Nobody asks again.") if is_settled else _("It is open again."), undo=undo)
    return leave_for(request, meeting)


def _about(meeting: Meeting) -> dict[str, Any]:
    event = meeting.event
    return {"meeting": meeting, "event": event, "network": event.network, **facts_of(meeting, timezone.localdate())}


def _next_dates(meeting: Meeting) -> list[Meeting]:
    days = dates_from(schedule_of(meeting.event), meeting.planned_on)
    later = (day for day in days if day != meeting.planned_on)
    return [Meeting(meeting.event, day) for day in islice(later, NEXT_DATES)]


def _what_was(request: UserRequest, meeting: Meeting) -> dict[str, Any]:
    """Return the moment that tells of this date, with who took part."""
    moment: Moment | None = None
    if meeting.occurrence and meeting.is_settled:
        meeting.occurrence.owner = request.user
        moment = moment_at(meeting.occurrence)
    if moment is None:
        return {"moment": None}
    met = Contact.objects.for_user(request.user).present().filter(participations__moment=moment)
    link = NetworkMoment.objects.for_user(request.user).filter(moment=moment).first()
    return {
        "moment": moment,
        "met": met.with_positions().by_name(),
        "stayed": length_words(link.minutes) if link and link.minutes else "",
    }
