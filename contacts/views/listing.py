"""The list of people: search as you type, filters in the address, pages by keyset."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from contacts.forms import ContactFilterForm
from contacts.labels import state_label
from contacts.models import Contact, ContactQuerySet
from contacts.rules.partial_dates import Precision
from contacts.rules.states import State
from contacts.wording import day_words, dotted
from netzwerk.core.answers import answer
from netzwerk.core.requests import UserRequest

PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class ContactRow:
    """One person of the list, in words."""

    contact: Contact
    state: State
    state_label: str
    detail: str
    note: str


@require_safe
def contact_list(request: UserRequest) -> HttpResponse:
    """Show people by name; htmx gets the results alone, or further rows."""
    today = timezone.localdate()
    form = ContactFilterForm(request.GET)
    chosen = form.chosen()
    found = form.narrow(Contact.objects.for_user(request.user), today)
    start = _start(request, form)
    # A row shows neither addresses nor notes, and notes may be long.
    people = found.by_name(after=start).prefetch_related("positions__organisation").defer("note", "search_text")
    page = list(people[: PAGE_SIZE + 1])
    context = {
        "form": form,
        "chosen": chosen,
        # What a change of all that match is about.
        "query": urlencode(chosen),
        "rows": [_row(contact, today) for contact in page[:PAGE_SIZE]],
        "next_url": form.address(request.path, after=page[PAGE_SIZE - 1].pk) if len(page) > PAGE_SIZE else "",
        "first_url": form.address(request.path) if start else "",
        "add_url": _add_url(chosen.get("q", "")),
    }
    if request.htmx and "after" in request.GET:
        return answer(request, "contacts/contact_list.html", context, part="rows")
    response = answer(
        request, "contacts/contact_list.html", {**context, **_count(request, form, found)}, part="results"
    )
    if request.htmx:
        response["HX-Push-Url"] = form.address(request.path)
    return response


def _add_url(name: str) -> str:
    address = reverse("contacts:contact-create")
    return f"{address}?{urlencode({'name': name})}" if name else address


def _start(request: UserRequest, form: ContactFilterForm) -> Contact | None:
    """Return the last contact of the page before; one that is gone means: from the beginning."""
    after = form.cleaned_data.get("after")
    return Contact.objects.for_user(request.user).filter(pk=after).first() if after else None


def _count(request: UserRequest, form: ContactFilterForm, found: ContactQuerySet) -> dict[str, Any]:
    count = found.count()
    has_nobody = not count and not form.chosen() and not Contact.objects.for_user(request.user).present().exists()
    return {"count": count, "has_nobody": has_nobody}


def _row(contact: Contact, today: date) -> ContactRow:
    state = contact.state_on(today)
    position = contact.current_position
    detail = [position.organisation_name or position.role if position else "", contact.place]
    return ContactRow(
        contact=contact,
        state=state,
        state_label=capfirst(state_label(state)),
        detail=dotted(*detail),
        note=_note(contact, today),
    )


def _note(contact: Contact, today: date) -> str:
    if contact.snoozed_until and contact.snoozed_until > today:
        return _("Snoozed until %(date)s") % {"date": day_words(contact.snoozed_until)}
    if contact.last_moment_on:
        return _("Last in touch %(date)s") % {"date": day_words(contact.last_moment_on, Precision.MONTH)}
    return ""
