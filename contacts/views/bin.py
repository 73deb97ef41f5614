"""The bin: what was deleted in the last 30 days, brought back or deleted for good."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import User
from contacts.models import Exchange
from contacts.queries.bin import BinRow, bin_rows, count_bin
from contacts.rules.undoing import KEPT_FOR
from contacts.services.bin import empty_bin, restore_from_bin
from contacts.views.answers import leave, tell
from contacts.wording import dotted
from netzwerk.core.answers import answer
from netzwerk.core.bin import bin_kinds
from netzwerk.core.companions import Companion, companions_of, exchange_companions
from netzwerk.core.ids import read_id, read_ids
from netzwerk.core.requests import UserRequest

PAGE_SIZE = 50
BIN = "contacts:bin"


@dataclass(frozen=True, slots=True)
class BinEntry:
    """One thing in the bin, in words. `field` and `value` name it in a form."""

    field: str
    value: UUID
    title: str
    detail: str
    icon: str
    days: str


@require_safe
def bin_list(request: UserRequest) -> HttpResponse:
    """Show what lies in the bin, the newest first; htmx gets further rows."""
    now = timezone.now()
    rows = bin_rows(request.user, after=_place(request), limit=PAGE_SIZE + 1)
    last = rows[PAGE_SIZE - 1] if len(rows) > PAGE_SIZE else None
    context: dict[str, Any] = {"entries": _entries(request.user, rows[:PAGE_SIZE], now), "next_url": ""}
    if last:
        instant, pk = last.place
        context["next_url"] = f"?{urlencode({'after': str(pk), 'from': instant.isoformat()})}"
    return answer(request, "contacts/bin_list.html", context, part="rows" if "after" in request.GET else "")


@require_POST
def bin_restore(request: UserRequest) -> HttpResponse:
    """Bring back what was ticked, or the one whose button was pressed."""
    only = request.POST.get("only", "")
    posted = {only.partition("~")[0]: [only.partition("~")[2]]} if only else request.POST
    chosen = {kind.key: read_ids(dict(posted).get(kind.key, [])) for kind in bin_kinds}
    count = restore_from_bin(owner=request.user, chosen=chosen, today=timezone.localdate())
    if count:
        words = ngettext("%(count)s entry is back.", "%(count)s entries are back.", count)
        tell(request, words % {"count": count})
    else:
        messages.error(request, _("Choose first what to bring back."))
    return leave(request, default=BIN)


@require_http_methods(["GET", "HEAD", "POST"])
def bin_empty(request: UserRequest) -> HttpResponse:
    """Ask once, then delete for good."""
    count = count_bin(request.user)
    if request.method != "POST":
        return answer(request, "contacts/bin_empty.html", {"count": count}, part="sheet")
    if empty_bin(owner=request.user, now=timezone.now()):
        tell(request, _("The bin is being emptied. You can leave this page."))
    else:
        tell(request, _("The bin is empty."))
    return leave(request, default=BIN)


def _place(request: UserRequest) -> tuple[datetime, UUID] | None:
    pk = read_id(request.GET.get("after", ""))
    try:
        instant = parse_datetime(request.GET.get("from", ""))
    except ValueError:
        return None
    return (instant, pk) if pk and instant and timezone.is_aware(instant) else None


def _entries(user: User, rows: list[BinRow], now: datetime) -> list[BinEntry]:
    """Put rows into words; what an exchange belongs to beside a person is asked once."""
    exchanges = [row.thing.pk for row in rows if isinstance(row.thing, Exchange)]
    beside = companions_of(exchange_companions, user, exchanges)
    return [_entry(row, now, beside.get(row.thing.pk, ())) for row in rows]


def _entry(row: BinRow, now: datetime, beside: Sequence[Companion]) -> BinEntry:
    kind, thing = row.kind, row.thing
    days = days_words(thing.deleted_at, now)
    detail = dotted(*(one.title for one in beside), kind.detail(thing))
    return BinEntry(kind.key, thing.pk, kind.title(thing), detail, kind.icon_of(thing), days)


def days_words(deleted_at: datetime, now: datetime) -> str:
    """Return how many days are left."""
    left = math.ceil((deleted_at + KEPT_FOR - now) / timedelta(days=1))
    if left <= 0:
        return _("Goes today")
    return ngettext("%(count)s day left", "%(count)s days left", left) % {"count": left}
