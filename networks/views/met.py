"""Whom did I meet: one screen after a meeting, and all of it taken back."""

from __future__ import annotations

from typing import cast
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from contacts.models import Moment
from contacts.services import find_namesakes
from contacts.views.answers import tell
from contacts.views.picking import picker_context
from goals.services import lock_inventory
from networks.forms.met import BaseMetLines, MetForm, MetLines
from networks.models import Occurrence
from networks.pages.meetings import facts_of, meeting_url
from networks.queries.events import Meeting
from networks.queries.preparing import candidates_for
from networks.services.met import Met, Newcomer, WhoWasMet, moment_at, save_met, take_back_met
from networks.views.meeting_access import leave_for, meeting_of
from netzwerk.core.answers import answer
from netzwerk.core.ids import read_id, read_ids
from netzwerk.core.requests import UserRequest, posted

PAGE = "networks/occurrence_met.html"


@require_http_methods(["GET", "HEAD", "POST"])
def occurrence_met(request: UserRequest, event: UUID, day: str) -> HttpResponse:
    """Say whom one met: ticks, new names, one note; before the day, and where it is said already, go to the date."""
    meeting = meeting_of(request, event, day)
    if away := _too_early_or_late(request, meeting):
        return away
    candidates = candidates_for(request.user, meeting)
    initial = {"minutes": meeting.event.minutes}
    form = MetForm(posted(request), user=request.user, candidates=candidates, initial=initial)
    lines = cast(BaseMetLines, MetLines(posted(request), prefix="people"))
    if request.method == "POST" and (said := _read(request, meeting, form, lines)):
        _tell(request, meeting, save_met(meeting=meeting, said=said, today=timezone.localdate(), now=timezone.now()))
        return leave_for(request, meeting)
    context = {
        "meeting": meeting,
        "event": meeting.event,
        "network": meeting.event.network,
        **facts_of(meeting, timezone.localdate()),
        "form": form,
        "lines": lines,
        **picker_context(form),
    }
    return answer(request, PAGE, context, status=422 if request.method == "POST" else 200)


@require_POST
def occurrence_unmet(request: UserRequest, event: UUID, day: str) -> HttpResponse:
    """Take it back: the moment in the address, who came in with it, and who became a member by it."""
    meeting = meeting_of(request, event, day)
    found = Occurrence.objects.for_user(request.user).select_related("event")
    occurrence = get_object_or_404(found, event=meeting.event, planned_on=meeting.planned_on)
    moments = Moment.objects.for_user(request.user).present().filter(network_moments__occurrence=occurrence)
    moment = get_object_or_404(moments, pk=read_id(request.GET.get("moment", "")))
    moment.owner = request.user
    ids = {name: read_ids(request.GET.getlist(name)) for name in ("newcomers", "members")}
    take_back_met(occurrence=occurrence, moment=moment, today=timezone.localdate(), **ids)
    tell(request, _("All of it is taken back."))
    return leave_for(request, meeting)


def _too_early_or_late(request: UserRequest, meeting: Meeting) -> HttpResponse | None:
    if meeting.on > timezone.localdate():
        tell(request, _("That day is still to come."))
        return leave_for(request, meeting)
    if meeting.occurrence and meeting.is_settled:
        meeting.occurrence.owner = request.user
        if moment_at(meeting.occurrence):
            tell(request, _("It is written down already whom you met there."))
            return leave_for(request, meeting)
    return None


def _read(request: UserRequest, meeting: Meeting, form: MetForm, lines: BaseMetLines) -> WhoWasMet | None:
    """Return what was said, or None when something has to be looked at again: the page shows what."""
    are_valid = form.is_valid(), lines.is_valid()
    if not all(are_valid):
        return None
    lock_inventory(owner=request.user)
    if not lines.notice(find_namesakes(owner=request.user, names=lines.names)) or not lines.are_clear():
        return None
    event, known = meeting.event, lines.known()
    newcomers: list[Newcomer] = lines.newcomers(how_met=f"{event.title}, {event.network}", where_met=event.place[:120])
    people = {contact.pk: contact for contact in (*form.people(), *known)}
    if not people and not newcomers:
        form.add_error(None, _("Tick whom you met, or type a name."))
        return None
    promised = {contact.pk: text for contact, text in known.items() if text}
    return WhoWasMet(
        contacts=list(people.values()),
        newcomers=newcomers,
        promises={**promised, **form.promises()},
        note=form.cleaned_data["note"],
        minutes=form.cleaned_data["minutes"],
    )


def _tell(request: UserRequest, meeting: Meeting, met: Met | None) -> None:
    if met is None:
        tell(request, _("It is written down already whom you met there."))
        return
    count = len(met.newcomers)
    words = _("Written down.")
    if count:
        words = ngettext(
            "Written down. %(count)s person is new among your contacts.",
            "Written down. %(count)s people are new among your contacts.",
            count,
        ) % {"count": count}
    ids = {"moment": met.moment.pk, "newcomers": met.newcomers, "members": met.members}
    tell(request, words, undo=f"{meeting_url(meeting, 'occurrence-unmet')}?{urlencode(ids, doseq=True)}")
