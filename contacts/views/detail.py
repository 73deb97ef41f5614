"""The page of one person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from contacts.details import DETAILS
from contacts.models import Contact, Moment
from contacts.portrait import portrait_of
from contacts.queries import companions_of
from contacts.views.sections import MAIN, SIDE, shown_sections
from contacts.wording import day_words, moment_words
from netzwerk.core.answers import answer
from netzwerk.core.registry import contact_panels
from netzwerk.core.requests import UserRequest

PAGE_SIZE = 10


@dataclass(frozen=True, slots=True)
class HistoryItem:
    """One moment, in words."""

    moment: Moment
    title: str
    date: str
    others: list[Contact]


@require_safe
def contact_detail(request: UserRequest, pk: UUID) -> HttpResponse:
    """Show a person; htmx gets further moments."""
    contact = Contact.objects.for_user(request.user).with_details().filter(pk=pk).first()
    if contact is None:
        raise Http404
    if contact.deleted_at:
        return render(request, "contacts/contact_gone.html", {"contact": contact}, status=410)
    today = timezone.localdate()
    context = {"contact": contact, **_history(request, contact)}
    if not (request.htmx and request.GET.get("before")):
        more = {"today": today, "portrait": portrait_of(contact, request.user, today), "panels": list(contact_panels)}
        more["name_detail"] = DETAILS["name"]
        more["main"] = shown_sections(MAIN, request, contact, today)
        more["side"] = shown_sections(SIDE, request, contact, today)
        return answer(request, "contacts/contact_detail.html", {**context, **more})
    return answer(request, "contacts/contact_detail.html", context, part="moments")


def _history(request: UserRequest, contact: Contact) -> dict[str, Any]:
    """Return one page of moments, the newest first, and where the older ones are."""
    moments = Moment.objects.for_user(request.user).present().with_contact(contact)
    if start := _start(request, contact):
        moments = moments.before(start)
    page = list(moments[: PAGE_SIZE + 1])
    shown = page[:PAGE_SIZE]
    others = companions_of(request.user, contact, shown)
    return {
        "history": [
            HistoryItem(
                moment,
                moment_words(moment, contact, others[moment.pk]),
                day_words(moment.happened_on, moment.precision),
                others[moment.pk],
            )
            for moment in shown
        ],
        "older_url": f"{request.path}?before={shown[-1].pk}" if len(page) > PAGE_SIZE else "",
        "is_older": start is not None,
    }


def _start(request: UserRequest, contact: Contact) -> Moment | None:
    """Return the last moment of the page before; deleted meanwhile or not, its date tells where to go on."""
    try:
        before = UUID(request.GET.get("before", ""))
    except ValueError:
        return None
    return Moment.objects.for_user(request.user).with_contact(contact).filter(pk=before).first()
