"""Meetings: the next ones of a network and of all, entered, changed, deleted."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from contacts.views.answers import leave, tell
from networks.forms.events import EventFilterForm, EventForm
from networks.models import Event, Network
from networks.pages.meetings import months_of, rows_of
from networks.queries.events import Meeting, Place, meetings_between, past_meetings, schedule_of
from networks.rules.occurrences import nearest
from networks.services.events import change_event, create_event, delete_event, restore_event
from networks.views.access import NETWORK, network_of
from networks.views.meeting_access import event_of, leave_for
from netzwerk.core.answers import answer
from netzwerk.core.ids import read_id
from netzwerk.core.requests import UserRequest, posted

FORM, LIST = "networks/event_form.html", "networks/event_list.html"
# What the list shows at first, and how far it looks whether there is more.
SPAN, FAR = timedelta(weeks=12), timedelta(weeks=106)
# Nobody turns pages beyond this.
FURTHEST = timedelta(weeks=2_000)
SHOWN_ON_CARD, PAGE_SIZE = 3, 20


def load_events(request: UserRequest, network: Network, today: date) -> dict[str, Any] | None:
    """Return what the section shows: the next dates, and the last ones; six queries."""
    ahead = meetings_between(request.user, today, today + FAR, network=network)
    past = past_meetings(request.user, today, SHOWN_ON_CARD, network=network)
    return {"coming": rows_of(ahead[:SHOWN_ON_CARD], today), "past": rows_of(past, today)}


@require_safe
def event_list(request: UserRequest) -> HttpResponse:
    """Show the meetings of the next weeks by date, of all networks or of one, and those that were; htmx gets more."""
    form, today = EventFilterForm(request.GET), timezone.localdate()
    chosen = form.chosen()
    network = network_of(request, chosen["network"]) if chosen else None
    if after := _read_place(form.cleaned_data.get("before") or ""):
        return _answer_past(request, form, network, after)
    since = min(max(form.cleaned_data.get("since") or today, today), today + FURTHEST)
    found = meetings_between(request.user, since, since + SPAN + FAR, network=network)
    shown = [meeting for meeting in found if meeting.on < since + SPAN]
    context = {
        "form": form,
        "network": network,
        "months": months_of(shown, today),
        "next_url": form.address(request.path, since=found[len(shown)].on) if len(found) > len(shown) else "",
        "is_later": since > today,
        "part": "coming",
    }
    if request.htmx and since > today:
        return answer(request, LIST, context, part="coming")
    return answer(request, LIST, {**context, **_past(request, form, network, None), **_choice(request)})


def _answer_past(request: UserRequest, form: EventFilterForm, network: Network | None, after: Place) -> HttpResponse:
    context = {"form": form, "network": network, "is_past": True, **_past(request, form, network, after)}
    whole = {} if request.htmx else _choice(request)
    return answer(request, LIST, {**context, **whole}, part="past")


def _past(request: UserRequest, form: EventFilterForm, network: Network | None, after: Place | None) -> dict[str, Any]:
    today = timezone.localdate()
    found = past_meetings(request.user, today, PAGE_SIZE + 1, after=after, network=network)
    shown = found[:PAGE_SIZE]
    more = form.address(request.path, before=_spell_place(shown[-1])) if len(found) > PAGE_SIZE else ""
    return {"past": rows_of(shown, today), "past_url": more}


def _choice(request: UserRequest) -> dict[str, Any]:
    return {"networks": Network.objects.for_user(request.user).present().by_name().only("name")}


def _spell_place(meeting: Meeting) -> str:
    day, event, planned_on = meeting.place
    return f"{day}_{event}_{planned_on}"


def _read_place(text: str) -> Place | None:
    """Return where a page begins; what is no place begins nowhere."""
    try:
        day, event, planned_on = text.split("_")
        pk = read_id(event)
        return (date.fromisoformat(day), pk, date.fromisoformat(planned_on)) if pk else None
    except ValueError:
        return None


@require_safe
def event_choose(request: UserRequest) -> HttpResponse:
    """Ask of which network the meeting is; with one network there is nothing to ask."""
    networks = list(Network.objects.for_user(request.user).present().by_name().defer("note"))
    if len(networks) == 1:
        return redirect("networks:event-create", network=networks[0].pk)
    active = [network for network in networks if network.is_active]
    others = [network for network in networks if not network.is_active]
    return answer(request, "networks/event_choose.html", {"groups": [active, others], "networks": networks})


@require_http_methods(["GET", "HEAD", "POST"])
def event_create(request: UserRequest, network: UUID) -> HttpResponse:
    """Enter a meeting of a network."""
    found = network_of(request, network)
    form = EventForm(posted(request), initial=EventForm.initial_for(found))
    if request.method == "POST" and form.is_valid():
        event = create_event(network=found, details=form.details())
        return leave_for(request, Meeting(event, event.starts_on))
    context = {"form": form, "network": found}
    return answer(request, FORM, context, part="sheet", status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def event_edit(request: UserRequest, event: UUID) -> HttpResponse:
    """Change a meeting with all its dates."""
    found, today = event_of(request, event), timezone.localdate()
    form = EventForm(posted(request), initial=EventForm.initial_of(found))
    if request.method == "POST" and form.is_valid():
        change_event(event=found, details=form.details(), today=today)
        tell(request, _("Saved."))
        day = nearest(schedule_of(found), max(today, found.starts_on)) or found.starts_on
        return leave_for(request, Meeting(found, day))
    context = {"form": form, "event": found, "network": found.network}
    return answer(request, FORM, context, part="sheet", status=422 if form.errors else 200)


@require_POST
def event_delete(request: UserRequest, event: UUID) -> HttpResponse:
    """Put a meeting into the bin."""
    found = delete_event(event=event_of(request, event), now=timezone.now())
    undo = reverse("networks:event-restore", args=[found.pk])
    tell(request, _("%(title)s is in the bin.") % {"title": found.title}, undo=undo)
    return leave(request, default=NETWORK, network=found.network_id)


@require_POST
def event_restore(request: UserRequest, event: UUID) -> HttpResponse:
    """Bring it back."""
    found: Event = restore_event(event=event_of(request, event, is_deleted=True))
    tell(request, _("%(title)s is back.") % {"title": found.title})
    return leave(request, default=NETWORK, network=found.network_id)
