"""The bin: what was deleted in the last 30 days, brought back or deleted for good."""

from __future__ import annotations

import math
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

from contacts.models import Contact, Moment
from contacts.queries.bin import BinRow, bin_rows, count_bin
from contacts.rules.undoing import KEPT_FOR
from contacts.services.bin import empty_bin, restore_from_bin
from contacts.views.answers import leave, tell
from contacts.wording import day_words, dotted, position_words
from contacts.words.exchanges import ICONS, exchange_title
from netzwerk.core.answers import answer
from netzwerk.core.ids import read_id, read_ids
from netzwerk.core.requests import UserRequest

PAGE_SIZE = 50
BIN = "contacts:bin"
MOMENT_NAMES = 3


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
    context: dict[str, Any] = {"entries": [_entry(row, now) for row in rows[:PAGE_SIZE]], "next_url": ""}
    if last:
        context["next_url"] = f"?{urlencode({'after': str(last.thing.pk), 'from': last.deleted_at.isoformat()})}"
    return answer(request, "contacts/bin_list.html", context, part="rows" if "after" in request.GET else "")


@require_POST
def bin_restore(request: UserRequest) -> HttpResponse:
    """Bring back what was ticked, or the one whose button was pressed."""
    only = request.POST.get("only", "")
    posted = {only.partition("~")[0]: [only.partition("~")[2]]} if only else request.POST
    chosen = {name: read_ids(dict(posted).get(name, [])) for name in ("contacts", "moments", "exchanges")}
    count = restore_from_bin(owner=request.user, today=timezone.localdate(), **chosen)
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


def _entry(row: BinRow, now: datetime) -> BinEntry:
    thing, days = row.thing, days_words(row.deleted_at, now)
    if isinstance(thing, Contact):
        return BinEntry("contacts", thing.pk, thing.name, position_words(thing), "person", days)
    if isinstance(thing, Moment):
        return BinEntry("moments", thing.pk, _moment_title(thing), _moment_detail(thing), "journal-plus", days)
    name = thing.contact.name if thing.contact else ""
    detail = dotted(name, day_words(thing.happened_on))
    return BinEntry("exchanges", thing.pk, exchange_title(thing), detail, ICONS[thing.direction], days)


def _moment_title(moment: Moment) -> str:
    names = [each.contact.name for each in moment.participations.all()]
    shown = ", ".join(names[:MOMENT_NAMES]) + (", …" if len(names) > MOMENT_NAMES else "")
    kind = moment.get_kind_display()
    return _("%(kind)s with %(names)s") % {"kind": kind, "names": shown} if names else kind


def _moment_detail(moment: Moment) -> str:
    note = " ".join(moment.note.split())
    return dotted(day_words(moment.happened_on, moment.precision), note[:80] + ("…" if len(note) > 80 else ""))


def days_words(deleted_at: datetime, now: datetime) -> str:
    """Return how many days are left."""
    left = math.ceil((deleted_at + KEPT_FOR - now) / timedelta(days=1))
    if left <= 0:
        return _("Goes today")
    return ngettext("%(count)s day left", "%(count)s days left", left) % {"count": left}
