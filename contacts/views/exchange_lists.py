"""Lists of give and take: of one person, and of all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.models import User
from contacts.forms.exchange import ExchangeFilterForm
from contacts.models import Contact, Exchange
from contacts.models.exchange import ExchangeQuerySet
from contacts.queries.exchanges import ExchangeCounts, count_exchanges, exchanges_of
from contacts.rules.exchanges import bar_of
from contacts.views.answers import contact_of
from contacts.wording import day_words
from contacts.words.exchanges import ICONS, exchange_title, progress_words
from netzwerk.core.answers import answer
from netzwerk.core.companions import Companion, companions_of, exchange_companions
from netzwerk.core.requests import UserRequest

PAGE = "contacts/exchange_list.html"
PAGE_SIZE, SHOWN_OPEN, SHOWN_ON_CARD = 30, 10, 3


@dataclass(frozen=True, slots=True)
class ExchangeRow:
    """One exchange, in words."""

    exchange: Exchange
    contact: Contact | None
    icon: str
    title: str
    date: str
    progress: str
    is_late: bool
    beside: Sequence[Companion]


@require_safe
def exchange_list(request: UserRequest) -> HttpResponse:
    """Show what is open, and what went both ways, the newest first; htmx gets further rows."""
    form = ExchangeFilterForm(request.GET)
    chosen = form.chosen()
    context = _page(request, form, chosen, None)
    if not chosen and not context["is_later"]:
        today = timezone.localdate()
        found = exchanges_of(request.user).prefetch_related("contact")
        promised, asked = found.open_promises()[:SHOWN_OPEN], found.open_questions()[:SHOWN_OPEN]
        rows = rows_of(request.user, [*promised, *asked], today)
        context["promised"], context["asked"] = rows[: len(promised)], rows[len(promised) :]
    return _answer(request, context)


@require_safe
def contact_exchanges(request: UserRequest, pk: UUID) -> HttpResponse:
    """Show what went to and came from one person, the newest first; htmx gets further rows."""
    contact = contact_of(request, pk)
    form = ExchangeFilterForm(request.GET)
    return _answer(request, _page(request, form, form.chosen(), contact))


def load_exchanges(request: UserRequest, contact: Contact, today: date) -> dict[str, Any]:
    """Return what the card on a person's page shows: how much, and what is open; the history has the rest."""
    counts = count_exchanges(request.user, contact)
    found = exchanges_of(request.user, contact)
    promised = found.open_promises()[:SHOWN_ON_CARD] if counts.promised else ()
    asked = found.open_questions()[:SHOWN_ON_CARD] if counts.asked else ()
    is_open = (*promised, *asked)
    rows = rows_of(request.user, is_open, today, contact)
    return {"counts": counts, "bar": bar_of(counts.given, counts.received), "rows": rows}


def rows_of(
    user: User, exchanges: Sequence[Exchange], today: date, contact: Contact | None = None
) -> list[ExchangeRow]:
    """Put exchanges into words, with what else they belong to; their contact comes along, or is given."""
    beside = companions_of(exchange_companions, user, [exchange.pk for exchange in exchanges])
    return [row_of(exchange, today, contact, beside[exchange.pk]) for exchange in exchanges]


def row_of(
    exchange: Exchange, today: date, contact: Contact | None = None, beside: Sequence[Companion] = ()
) -> ExchangeRow:
    """Put an exchange into words; the contact comes along, or is given."""
    is_due = exchange.is_open and exchange.due_on is not None and exchange.due_on < today
    return ExchangeRow(
        exchange=exchange,
        contact=contact or exchange.contact,
        icon=ICONS[exchange.direction],
        title=exchange_title(exchange),
        date=day_words(exchange.happened_on),
        progress=progress_words(exchange),
        is_late=is_due,
        beside=beside,
    )


def _page(
    request: UserRequest, form: ExchangeFilterForm, chosen: dict[str, str], contact: Contact | None
) -> dict[str, Any]:
    found = exchanges_of(request.user, contact)
    after = form.cleaned_data.get("after")
    start = found.filter(pk=after).first() if after else None
    page = list(_narrow(request, found, chosen).newest_first(after=start).prefetch_related("contact")[: PAGE_SIZE + 1])
    today = timezone.localdate()
    return {
        "contact": contact,
        "form": form,
        "chosen": chosen,
        "rows": rows_of(request.user, page[:PAGE_SIZE], today, contact),
        "next_url": form.address(request.path, after=page[PAGE_SIZE - 1].pk) if len(page) > PAGE_SIZE else "",
        "is_later": start is not None,
        "title_key": chosen.get("way", ""),
    }


def _narrow(request: UserRequest, found: ExchangeQuerySet, chosen: dict[str, str]) -> ExchangeQuerySet:
    if way := chosen.get("way"):
        found = found.went(way)
    if kind := chosen.get("kind"):
        found = found.filter(kind=kind)
    if who := chosen.get("who"):
        people = Contact.objects.for_user(request.user).present().matching(who)
        found = found.filter(contact__in=people.values("pk"))
    return found


def _answer(request: UserRequest, context: dict[str, Any]) -> HttpResponse:
    if request.htmx and context["is_later"]:
        return answer(request, PAGE, context, part="rows")
    counts: ExchangeCounts = count_exchanges(request.user, context["contact"])
    contact = context["contact"]
    list_url = (
        reverse("contacts:contact-exchanges", args=[contact.pk]) if contact else reverse("contacts:exchange-list")
    )
    whole = {**context, "counts": counts, "bar": bar_of(counts.given, counts.received), "list_url": list_url}
    return answer(request, PAGE, whole)
