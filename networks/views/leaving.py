"""Leaving a network: the last day, why, with whom to keep in touch; and taken back."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from contacts.models import Contact
from contacts.views.answers import leave, tell
from contacts.wording import day_words
from networks.forms.leaving import LeavingForm, ids_in, read_placings, write_placing
from networks.models import Membership, Network
from networks.pages.memberships import membership_words
from networks.queries.keeping import MOST, people_there
from networks.queries.memberships import end_if_left
from networks.services.leaving import AlreadyBackError, Placing, come_back, keep_in_touch, leave_membership
from networks.services.memberships import begin_membership
from networks.views.access import NETWORK, network_of
from networks.views.membership_access import fetch_membership, membership_in
from networks.words.memberships import notice_letter
from netzwerk.core.answers import answer
from netzwerk.core.days import read_day
from netzwerk.core.ids import read_ids
from netzwerk.core.requests import UserRequest, posted
from netzwerk.core.undoing import undo_address

PAGE = "networks/membership_leave.html"


@require_http_methods(["GET", "HEAD", "POST"])
def membership_leave(request: UserRequest, network: UUID) -> HttpResponse:
    """Ask for the last day, why, and with whom to keep in touch; htmx asks for the text of another day."""
    found, today = network_of(request, network), timezone.localdate()
    membership = membership_in(request, found)
    if not found.is_active and (membership is None or membership.left_on is not None):
        tell(request, _("You are not a member there."))
        return redirect(NETWORK, network=found.pk)
    people = list(people_there(request.user, found)[:MOST])
    form = _form(request, people, membership, today)
    if request.method == "POST" and form.is_valid():
        return _leave(request, form, membership or begin_membership(network=found, since_on=found.staged_on))
    status = 422 if request.method == "POST" else 200
    return answer(request, PAGE, _context(request, form, found, membership, today), part="letter", status=status)


@require_POST
def membership_return(request: UserRequest, membership: UUID) -> HttpResponse:
    """Take notice or leaving back; `before` in the address says how people of this network were placed."""
    found = fetch_membership(request, membership)
    words = request.GET.getlist("before")
    try:
        come_back(membership=found)
    except AlreadyBackError:
        tell(request, _("You are a member again already."))
        return redirect(NETWORK, network=found.network_id)
    people = list(people_there(request.user, found.network).filter(pk__in=read_ids(ids_in(words))))
    keep_in_touch(placings=read_placings(words, people))
    tell(request, _("You stay a member."))
    return leave(request, default=NETWORK, network=found.network_id)


def _form(request: UserRequest, people: list[Contact], membership: Membership | None, today: date) -> LeavingForm:
    initial: dict[str, Any] = {"left_on": end_if_left(membership, today)}
    if membership is not None:
        initial["reason"] = membership.leaving_reason
    since_on = membership.since_on if membership else None
    return LeavingForm(posted(request), people=people, today=today, since_on=since_on, initial=initial)


def _leave(request: UserRequest, form: LeavingForm, membership: Membership) -> HttpResponse:
    left_on = form.cleaned_data["left_on"]
    move = leave_membership(
        membership=membership, left_on=left_on, reason=form.cleaned_data["reason"], today=timezone.localdate()
    )
    before = keep_in_touch(placings=form.placings())
    undo = undo_address(
        request,
        "networks:membership-return",
        query={"before": [write_placing(each) for each in before]},
        membership=membership.pk,
    )
    tell(request, _said(left_on, before, is_over=move is not None), undo=undo)
    return leave(request, default=NETWORK, network=membership.network_id)


def _said(left_on: date, placed: list[Placing], *, is_over: bool) -> str:
    day = {"day": day_words(left_on)}
    text = _("You left on %(day)s.") % day if is_over else _("Notice is noted: it ends on %(day)s.") % day
    if not placed:
        return text
    count = len(placed)
    kept = ngettext("You keep in touch with %(count)s person.", "You keep in touch with %(count)s people.", count)
    return f"{text} {kept % {'count': count}}"


def _context(
    request: UserRequest, form: LeavingForm, network: Network, membership: Membership | None, today: date
) -> dict[str, Any]:
    day = read_day(request.GET.get("left_on", "")) or end_if_left(membership, today)
    said = membership_words(membership, today) if membership else {}
    return {
        **said,
        "network": network,
        "form": form,
        "rows": form.rows(),
        "letter": notice_letter(network, day, request.user.first_name),
    }
