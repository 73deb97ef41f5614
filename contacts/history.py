"""What happened with one person: a page of moments by kind, and their years as a picture."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import QueryDict
from django.urls import reverse

from accounts.models import User
from contacts.models import Contact, Moment
from contacts.queries.moments import count_by_year, find_moments, people_of
from contacts.timeline import YearsPicture, by_year, item_of, years_picture

PAGE_SIZE = 10


def history_of(user: User, contact: Contact, query: QueryDict, path: str) -> dict[str, Any]:
    """Return one page of moments, the newest first, and where the older ones are; two queries, three further back."""
    kind = query.get("kind", "")
    kind = kind if kind in Moment.Kind.values else ""
    filters = {"contact": contact.pk, **({"kind": kind} if kind else {})}
    moments = find_moments(user, filters).order_by("-happened_on", "-id").select_related("organisation")
    start = _start(user, contact, query.get("before", ""))
    page = list((moments.before(start) if start else moments)[: PAGE_SIZE + 1])
    shown = page[:PAGE_SIZE]
    people = people_of(user, shown)
    kept = {"kind": kind} if kind else {}
    older = urlencode({**kept, "before": shown[-1].pk}) if len(page) > PAGE_SIZE else ""
    return {
        "history": by_year([item_of(moment, people[moment.pk], about=contact) for moment in shown], after=start),
        "older_url": f"{path}?{older}" if older else "",
        "is_older": start is not None,
        "kind": kind,
    }


def years_of(user: User, contact: Contact, path: str, kind: str, today: date) -> dict[str, Any]:
    """Return the picture of the years, and the kinds that there are with their counts and addresses; one query."""
    counts = count_by_year(find_moments(user, {"contact": contact.pk}))
    totals = {value: sum(kinds.get(value, 0) for kinds in counts.values()) for value in Moment.Kind.values}
    kinds = [
        {"label": label, "count": totals[value], "url": f"{path}?kind={value}#h-history", "is_chosen": value == kind}
        for value, label in Moment.Kind.choices
        if totals[value] or value == kind
    ]
    return {"picture": _picture(contact, counts, today), "kinds": kinds, "all_url": _timeline(contact)}


def _picture(contact: Contact, counts: dict[int, dict[str, int]], today: date) -> YearsPicture | None:
    return years_picture(counts, today=today, address=lambda year: _timeline(contact, year=year))


def _timeline(contact: Contact, **more: object) -> str:
    return f"{reverse('contacts:moment-list')}?{urlencode({'contact': contact.pk, **more})}"


def _start(user: User, contact: Contact, before: str) -> Moment | None:
    """Return the last moment of the page before; deleted meanwhile or not, its date tells where to go on."""
    try:
        pk = UUID(before)
    except ValueError:
        return None
    return Moment.objects.for_user(user).with_contact(contact).filter(pk=pk).first()
