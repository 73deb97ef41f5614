"""Meetings in words: rows of the lists, the facts of one date, who is proposed, and the sheet to prepare."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.urls import reverse
from django.utils.formats import date_format

from accounts.models import User
from contacts.labels import state_label
from contacts.models import Contact
from networks.queries.events import ASKED_FOR_DAYS, Meeting
from networks.queries.preparing import preparations
from networks.queries.proposals import proposals_for
from networks.words.events import (
    ask_words,
    give_words,
    last_words,
    nearness_words,
    reason_words,
    repeat_words,
    weekday_words,
    when_words,
    who_words,
)

MOST_PROPOSALS = 6
# So far away a date is told in days; so long ago one is asked whom one met.
NEAR_DAYS = ASKED_FOR_DAYS


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """One date of a list. `met_url` is there while the user has not said whom they met; `asks` for two weeks."""

    meeting: Meeting
    url: str
    when: str
    day: str
    nearness: str
    is_past: bool
    met_url: str
    asks: bool


@dataclass(frozen=True, slots=True)
class ProposalRow:
    """Somebody to look for, and why."""

    contact: Contact
    state: str
    state_label: str
    reason: str


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One person of the sheet, in three lines."""

    contact: Contact
    why: str
    who: str
    last: str
    give: str
    ask: str


@dataclass(frozen=True, slots=True)
class MonthOfRows:
    """The meetings of one month, under its name."""

    name: str
    rows: list[MeetingRow]


def meeting_url(meeting: Meeting, name: str = "occurrence") -> str:
    """Return the address of one of the pages of a date."""
    return reverse(f"networks:{name}", args=[meeting.event.pk, meeting.planned_on.isoformat()])


def row_of(meeting: Meeting, today: date) -> MeetingRow:
    """Put a date into words."""
    can_tell = meeting.on <= today and not meeting.is_called_off and not meeting.is_settled
    is_near = abs((meeting.on - today).days) <= NEAR_DAYS
    return MeetingRow(
        meeting=meeting,
        url=meeting_url(meeting),
        when=when_words(meeting),
        day=weekday_words(meeting.on),
        nearness=nearness_words(meeting, today) if is_near else "",
        is_past=meeting.on < today,
        met_url=meeting_url(meeting, "occurrence-met") if can_tell else "",
        asks=can_tell and is_near,
    )


def rows_of(meetings: Sequence[Meeting], today: date) -> list[MeetingRow]:
    """Put dates into words."""
    return [row_of(meeting, today) for meeting in meetings]


def months_of(meetings: Sequence[Meeting], today: date) -> list[MonthOfRows]:
    """Put dates into words, month by month, in their order."""
    months = groupby(meetings, key=lambda meeting: (meeting.on.year, meeting.on.month))
    return [
        MonthOfRows(date_format(date(year, month, 1), "YEAR_MONTH_FORMAT"), rows_of(list(found), today))
        for (year, month), found in months
    ]


def proposal_rows(owner: User, meeting: Meeting, today: date) -> list[ProposalRow]:
    """Return whom one could look for, each with the reason in a sentence."""
    found = proposals_for(owner, meeting, today=today, limit=MOST_PROPOSALS)
    return [
        ProposalRow(
            contact=each.contact,
            state=(state := each.contact.state_on(today)),
            state_label=state_label(state),
            reason=reason_words(each, today),
        )
        for each in found
    ]


def sheet_rows(owner: User, meeting: Meeting, today: date) -> list[SheetRow]:
    """Return the people of the sheet to prepare, by name."""
    return [
        SheetRow(
            contact=each.contact,
            why=each.why,
            who=who_words(each),
            last=last_words(each.last),
            give=give_words(each),
            ask=ask_words(each),
        )
        for each in preparations(owner, meeting, today=today)
    ]


def facts_of(meeting: Meeting, today: date) -> dict[str, str]:
    """Return when a meeting is, how far ahead, and how it comes again."""
    return {
        "when": when_words(meeting),
        "nearness": nearness_words(meeting, today),
        "repeats": repeat_words(meeting.event),
    }
