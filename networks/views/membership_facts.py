"""The lists behind the numbers of what a network brought."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from contacts.labels import state_label
from contacts.models import Contact, Exchange, Moment
from contacts.pages.timeline import by_year, item_of
from contacts.queries.participants import people_of
from contacts.views.exchange_lists import row_of
from contacts.wording import brief_words, day_words
from networks.pages.brought import LABELS
from networks.queries.brought import Happened
from networks.views.access import network_of
from netzwerk.core.answers import answer
from netzwerk.core.days import read_day
from netzwerk.core.requests import UserRequest

PAGE = "networks/network_facts.html"
PAGE_SIZE = 50
# A page that nobody gets to by turning them.
FARTHEST = 1_000


@require_safe
def network_facts(request: UserRequest, network: UUID, fact: str) -> HttpResponse:
    """Show what one number counts: moments, people or exchanges there, since a day where the address says so."""
    found, today = network_of(request, network), timezone.localdate()
    if fact not in LABELS:
        raise Http404
    since, page = read_day(request.GET.get("since", "")), _read_page(request.GET.get("page", ""))
    rows = _rows_of(Happened(request.user, found, today), fact, since)
    shown = list(rows[page * PAGE_SIZE : (page + 1) * PAGE_SIZE + 1])
    context = {"network": found, "title": LABELS[fact], "since": day_words(since) if since else "", "fact": fact}
    context |= _shown(request, fact, shown[:PAGE_SIZE], today)
    if len(shown) > PAGE_SIZE:
        context["next_url"] = _address(request, since, page + 1)
    context["here"] = _address(request, since, page)
    return answer(request, PAGE, context)


def _rows_of(happened: Happened, fact: str, since: date | None) -> QuerySet[Any]:
    match fact:
        case "moments":
            return happened.moments(since).order_by("-happened_on", "-id")
        case "people":
            return happened.people(since).with_positions().by_name()
        case "helpful":
            return happened.helpful(since).with_positions().by_name()
    return happened.exchanges(since).went(fact).newest_first().prefetch_related("contact")


def _shown(request: UserRequest, fact: str, found: list[Any], today: date) -> dict[str, Any]:
    match fact:
        case "moments":
            return {"years": _years(request, found)}
        case "people" | "helpful":
            return {"people": [_person(contact, today) for contact in found]}
    exchanges: list[Exchange] = found
    return {"exchanges": [row_of(exchange, today) for exchange in exchanges]}


def _years(request: UserRequest, moments: list[Moment]) -> list[Any]:
    people = people_of(request.user, moments)
    return by_year([item_of(moment, people[moment.pk]) for moment in moments], after=None)


def _person(contact: Contact, today: date) -> dict[str, Any]:
    state = contact.state_on(today)
    return {"contact": contact, "state": state, "state_label": state_label(state), "detail": brief_words(contact)}


def _address(request: UserRequest, since: date | None, page: int) -> str:
    said = {"since": since.isoformat() if since else "", "page": str(page) if page else ""}
    said = {name: value for name, value in said.items() if value}
    return f"{request.path}?{urlencode(said)}" if said else request.path


def _read_page(text: str) -> int:
    return min(int(text), FARTHEST) if text.isdecimal() and len(text) < 6 else 0
