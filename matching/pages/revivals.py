"""What came of taking up old ties, over the years: sums, and the rows behind each of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.models import User
from contacts.pages.timeline import exchange_item
from contacts.rules.keysets import read_place, write_place
from matching.models import Revival
from matching.pages.reviving import revival_row
from matching.queries.revival_sums import (
    CAME,
    YearSums,
    exchanges_after,
    exchanges_since,
    revivals_before,
    revivals_that,
    sums_by_year,
)
from matching.words.reviving import OUTCOME_ICONS, revived_words
from netzwerk.core.registry import GoalLogLine

PAGE_SIZE = 30
SHOWN_EXCHANGES = 100
EXCHANGES = "exchanges"


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for: one outcome, one year, and the page."""

    path: str
    came: str
    year: int | None
    before: str

    def address(self, before: str = "") -> str:
        """Return the address of this, from a place on."""
        said = {"came": self.came, "year": self.year, "before": before}
        return f"{self.path}?{urlencode({name: str(value) for name, value in said.items() if value})}"


@dataclass(frozen=True, slots=True)
class Figure:
    """A number and the list behind it."""

    label: str
    count: int
    url: str
    is_chosen: bool


def came_of_it(owner: User, query: Mapping[str, str], path: str, today: date) -> dict[str, Any]:
    """Return the sums and one page of rows, narrowed by `year` and `came`; a fixed number of queries."""
    came = query.get("came", "") if query.get("came", "") in {*CAME, EXCHANGES} else ""
    asked = Asked(path, came, _year(query.get("year", "")), query.get("before", ""))
    rows = _exchanges(owner, asked) if came == EXCHANGES else _revivals(owner, asked, today)
    sums = sums_by_year(owner)
    return {
        "years": [(one, _figures(one, asked)) for one in sums],
        "total": _figures(_total(sums), asked),
        "asked": asked,
        "narrowed": capfirst(", ".join(filter(None, [came_label(came) if came else "", str(asked.year or "")]))),
        **rows,
    }


def came_label(came: str) -> str:
    """Return what stands beside a number of the sums."""
    return {
        "": pgettext("sum of old ties", "taken up again"),
        "answered": pgettext("sum of old ties", "answered"),
        "helped": pgettext("sum of old ties", "helped"),
        "no_answer": pgettext("sum of old ties", "without an answer"),
        "not_now": pgettext("sum of old ties", "not now"),
        "waiting": pgettext("sum of old ties", "waiting"),
        EXCHANGES: pgettext("sum of old ties", "given and received since"),
    }[came]


def _figures(sums: YearSums, asked: Asked) -> list[Figure]:
    counts = {"": sums.revived, "answered": sums.answered, "helped": sums.helped, EXCHANGES: sums.exchanges}
    each = {key: Asked(asked.path, key, sums.year or None, "") for key in counts}
    return [
        Figure(
            came_label(key),
            count,
            f"{each[key].address()}#h-rows",
            is_chosen=(key, each[key].year) == (asked.came, asked.year),
        )
        for key, count in counts.items()
    ]


def _total(sums: list[YearSums]) -> YearSums:
    names = ("revived", "answered", "helped", "exchanges")
    return YearSums(0, **{name: sum(getattr(one, name) for one in sums) for name in names})


def _exchanges(owner: User, asked: Asked) -> dict[str, Any]:
    found = exchanges_since(owner, year=asked.year)[:SHOWN_EXCHANGES]
    return {"exchanges": [exchange_item(one, contact=one.contact) for one in found]}


def _revivals(owner: User, asked: Asked, today: date) -> dict[str, Any]:
    found = revivals_that(owner, came=asked.came, year=asked.year)
    start = read_place(asked.before)
    page = list((revivals_before(found, *start) if start else found)[: PAGE_SIZE + 1])
    shown = page[:PAGE_SIZE]
    has_more = len(page) > PAGE_SIZE
    return {
        "rows": [revival_row(one, today) for one in shown],
        "next_url": asked.address(write_place(shown[-1].begun_on, shown[-1].pk)) if has_more else "",
    }


def revival_page(revival: Revival, today: date) -> dict[str, Any]:
    """Return one revival in words, with what went both ways since."""
    since = exchanges_after(revival)[:SHOWN_EXCHANGES]
    return {
        "row": revival_row(revival, today),
        "since": [exchange_item(one) for one in since],
    }


def revival_log_lines(owner: User, goal: UUID, place: tuple[date, UUID] | None, limit: int) -> list[GoalLogLine]:
    """Return which old ties were taken up again for a goal, the newest first, behind a place: for the goal's log."""
    found = revivals_that(owner).filter(goal=goal)
    rows = (revivals_before(found, *place) if place else found)[:limit]
    return [
        GoalLogLine(
            day=one.begun_on,
            pk=one.pk,
            title=_("Got in touch again with %(name)s") % {"name": one.contact.name},
            icon=OUTCOME_ICONS[Revival.Outcome(one.outcome)],
            url=reverse("matching:revival-detail", args=[one.pk]),
            text=revived_words(one),
        )
        for one in rows
    ]


def _year(text: str) -> int | None:
    is_year = len(text) == 4 and text.isascii() and text.isdecimal() and int(text) >= 1
    return int(text) if is_year else None
