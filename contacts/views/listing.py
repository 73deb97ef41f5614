"""The list of people: search as you type, conditions in the address, pages by keyset."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from contacts.filtering import Meaning, understand
from contacts.filters import Asking, all_filters
from contacts.forms.filters import ConditionForm
from contacts.labels import state_label
from contacts.models import Contact, ContactQuerySet
from contacts.models.orders import ORDERS
from contacts.models.tag import Tag
from contacts.rules.conditions import write_query
from contacts.rules.partial_dates import Precision
from contacts.rules.states import State
from contacts.views.bulk_news import tell_finished
from contacts.views.filter_bar import FilterBar
from contacts.views.view_menu import ViewMenu
from contacts.wording import brief_words, day_words
from netzwerk.core.answers import answer
from netzwerk.core.ids import read_id
from netzwerk.core.requests import UserRequest

PAGE = "contacts/contact_list.html"
PAGE_SIZE, MOST_TAGS = 50, 3


@dataclass(frozen=True, slots=True)
class ContactRow:
    """One person of the list, in words."""

    contact: Contact
    state: State
    state_label: str
    detail: str
    note: str
    tags: list[Tag]


@require_safe
def contact_list(request: UserRequest) -> HttpResponse:
    """Show people in an order; htmx gets the results alone, further rows, or the form of one more condition."""
    asking = Asking(request.user, timezone.localdate())
    meaning = understand(user=request.user, query=_query_of(request), today=asking.today)
    views = ViewMenu(request, meaning.query)
    bar = FilterBar(meaning, asking, view=views.current_id)
    adding = _adding(request, asking)
    if adding and adding.is_bound and adding.is_valid():
        return HttpResponseRedirect(bar.address(meaning.query.with_condition(adding.condition())))
    if adding and request.htmx:
        return answer(request, PAGE, {"bar": bar, "adding": adding, **bar.context()}, part="adding")
    context = {"bar": bar, "adding": adding, **_page(request, bar, asking.today)}
    if request.htmx and "after" in request.GET:
        return answer(request, PAGE, context, part="rows")
    if not request.htmx:
        tell_finished(request)
    more = {**bar.context(), **views.context(), **_count(request, meaning)}
    response = answer(request, PAGE, {**context, **more}, part="results")
    if request.htmx:
        response["HX-Push-Url"] = bar.address()
    return response


def _query_of(request: UserRequest) -> str:
    """Return what stands after the question mark; WSGI hands out bytes, and a client may not have escaped letters."""
    return str(request.META["QUERY_STRING"]).encode("latin-1", "replace").decode(errors="replace")


def _adding(request: UserRequest, asking: Asking) -> ConditionForm | None:
    """Return the form of the condition that is being made: empty, or with what was chosen."""
    about = all_filters().get(request.GET.get("add", ""))
    if about is None:
        return None
    return ConditionForm(about, asking, request.GET if "is" in request.GET else None)


def _page(request: UserRequest, bar: FilterBar, today: date) -> dict[str, Any]:
    """Return one page of rows and where the next one is; a start that is gone means: from the beginning."""
    order = ORDERS.get(bar.query.sort, ORDERS["name"])
    start = _start(request, order_of=Contact.objects.for_user(request.user).in_order(order))
    people = bar.meaning.people.in_order(order, after=start)
    # A row shows neither addresses nor notes, and notes may be long.
    people = people.with_positions().with_tags().defer("note")
    found = list(people[: PAGE_SIZE + 1])
    has_more = len(found) > PAGE_SIZE
    return {
        "rows": [_row(contact, today) for contact in found[:PAGE_SIZE]],
        "next_url": bar.address(after=found[PAGE_SIZE - 1].pk) if has_more else "",
        "first_url": bar.address() if start else "",
        "add_url": _add_url(bar.query.text),
    }


def _add_url(name: str) -> str:
    address = reverse("contacts:contact-create")
    return f"{address}?{urlencode({'name': name})}" if name else address


def _start(request: UserRequest, *, order_of: ContactQuerySet) -> Contact | None:
    """Return the last contact of the page before, with its key in the order."""
    after = read_id(request.GET.get("after", ""))
    return order_of.filter(pk=after).first() if after else None


def _count(request: UserRequest, meaning: Meaning) -> dict[str, Any]:
    count = meaning.people.count()
    is_narrowed = bool(meaning.query)
    has_nobody = not count and not is_narrowed and not Contact.objects.for_user(request.user).present().exists()
    return {
        "count": count,
        "has_nobody": has_nobody,
        "is_narrowed": is_narrowed,
        # What a change of all that match is about: nothing while a part of the address makes no sense.
        "query": write_query(meaning.query),
        "is_clear": meaning.is_clear,
    }


def _row(contact: Contact, today: date) -> ContactRow:
    state = contact.state_on(today)
    tags = sorted((tagging.tag for tagging in contact.taggings.all()), key=lambda tag: tag.folded_name)
    return ContactRow(
        contact=contact,
        state=state,
        state_label=capfirst(state_label(state)),
        detail=brief_words(contact),
        note=_note(contact, today),
        tags=tags[:MOST_TAGS],
    )


def _note(contact: Contact, today: date) -> str:
    if contact.snoozed_until and contact.snoozed_until > today:
        return _("Snoozed until %(date)s") % {"date": day_words(contact.snoozed_until)}
    if contact.last_moment_on:
        return _("Last in touch %(date)s") % {"date": day_words(contact.last_moment_on, Precision.MONTH)}
    return ""
