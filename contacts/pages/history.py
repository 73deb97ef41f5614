"""What happened with one person: moments, and what was given and taken, by date; and their years as a picture."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from contacts.models import Contact, Exchange, Moment
from contacts.pages.timeline import (
    ExchangeItem,
    TimelineItem,
    YearsPicture,
    by_year,
    exchange_item,
    item_of,
    years_picture,
)
from contacts.queries.exchanges import exchanges_of
from contacts.queries.moments import count_by_year, moments_fitting
from contacts.queries.participants import people_of
from contacts.rules.keysets import Place, read_place, write_place
from netzwerk.core.companions import companions_of, exchange_companions, moment_companions
from netzwerk.core.keyset import behind

PAGE_SIZE = 10
# What the chips call what is no kind of moment.
EXCHANGES = "exchange"


def history_of(user: User, contact: Contact, query: QueryDict, path: str) -> dict[str, Any]:
    """Return one page of what happened, the newest first, and where the older is; a fixed number of queries."""
    kind = query.get("kind", "")
    kind = kind if kind in (*Moment.Kind.values, EXCHANGES) else ""
    start = read_place(query.get("before", ""))
    page = _page(user, contact, kind, start)
    shown = page[:PAGE_SIZE]
    items = items_of(user, shown, about=contact)
    older = _older(kind, shown[-1]) if len(page) > PAGE_SIZE else ""
    return {
        "history": by_year(items, after=start[0] if start else None),
        "older_url": f"{path}?{older}" if older else "",
        "is_older": start is not None,
        "kind": kind,
    }


def items_of(user: User, shown: Sequence[Moment | Exchange], *, about: Contact) -> list[TimelineItem | ExchangeItem]:
    """Return moments and exchanges with somebody in words, in their order, with what else they belong to."""
    moments = [one for one in shown if isinstance(one, Moment)]
    people = people_of(user, moments, known=about)
    beside = companions_of(moment_companions, user, [one.pk for one in moments])
    beside |= companions_of(exchange_companions, user, [one.pk for one in shown if isinstance(one, Exchange)])
    return [
        item_of(one, people[one.pk], about=about, beside=beside[one.pk])
        if isinstance(one, Moment)
        else exchange_item(one, beside=beside[one.pk])
        for one in shown
    ]


def years_of(user: User, contact: Contact, path: str, kind: str, today: date) -> dict[str, Any]:
    """Return the picture of the years, and the kinds that there are with their counts and addresses; two queries."""
    counts = count_by_year(moments_fitting(user, {"contact": contact.pk}))
    totals = {value: sum(kinds.get(value, 0) for kinds in counts.values()) for value in Moment.Kind.values}
    named = [(value, str(label), totals[value]) for value, label in Moment.Kind.choices]
    named.append((EXCHANGES, _("Give and take"), exchanges_of(user, contact).count()))
    kinds = [
        {"label": label, "count": count, "url": f"{path}?kind={value}#h-history", "is_chosen": value == kind}
        for value, label, count in named
        if count or value == kind
    ]
    return {"picture": _picture(contact, counts, today), "kinds": kinds, "all_url": _timeline(contact)}


def _page(user: User, contact: Contact, kind: str, start: Place | None) -> list[Moment | Exchange]:
    """Return one more than a page of both, in the order of their days; ids decide within a day."""
    found: list[Moment | Exchange] = []
    after = behind(("happened_on", start[0]), ("id", start[1]), is_descending=True) if start else Q()
    if kind != EXCHANGES:
        moments = moments_fitting(user, {"contact": contact.pk, **({"kind": kind} if kind else {})})
        found += moments.filter(after).order_by("-happened_on", "-id").select_related("organisation")[: PAGE_SIZE + 1]
    if kind in ("", EXCHANGES):
        found += exchanges_of(user, contact).filter(after).newest_first()[: PAGE_SIZE + 1]
    return sorted(found, key=lambda one: (one.happened_on, one.pk), reverse=True)[: PAGE_SIZE + 1]


def _older(kind: str, last: Moment | Exchange) -> str:
    kept = {"kind": kind} if kind else {}
    return urlencode({**kept, "before": write_place(last.happened_on, last.pk)})


def _picture(contact: Contact, counts: dict[int, dict[str, int]], today: date) -> YearsPicture | None:
    return years_picture(counts, today=today, address=lambda year: _timeline(contact, year=year))


def _timeline(contact: Contact, **more: object) -> str:
    return f"{reverse('contacts:moment-list')}?{urlencode({'contact': contact.pk, **more})}"
