"""The log of a goal in words, in pages by keyset: what goals know themselves, and what upper apps tell."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from contacts.rules.keysets import Place, read_place, write_place
from goals.labels import ROLES, STATUS_ICONS
from goals.models import Goal, LogEntry, NextStep, Role
from goals.queries.log import Happened, happened_on_the_way
from netzwerk.core.registry import GoalLogLine, goal_log_sources

PAGE_SIZE = 25
STEP_ICONS = {"planned": "arrow-right", "done": "check2-circle", "dropped": "dash-circle"}


@dataclass(frozen=True, slots=True)
class LogRow:
    """A line; `entry_id` is there when the user wrote it and so can correct it."""

    line: GoalLogLine
    entry_id: UUID | None = None

    @property
    def place(self) -> Place:
        """Where it stands in the log."""
        return self.line.day, self.line.pk


@dataclass(frozen=True, slots=True)
class Log:
    """Some lines of a log, the newest first; `older_url` leads to those behind them."""

    rows: list[LogRow]
    older_url: str
    is_older: bool


def log_of(goal: Goal, *, before: str = "", size: int = PAGE_SIZE) -> Log:
    """Return one page of the log, from the place that an address says; five queries and those of upper apps."""
    start = read_place(before)
    rows = [_row(one, goal) for one in happened_on_the_way(goal.owner, goal.pk, start, size + 1)]
    for source in goal_log_sources:
        rows += [LogRow(line) for line in source(goal.owner, goal.pk, start, size + 1)]
    rows += [row for row in [_beginning(goal)] if start is None or row.place < start]
    rows.sort(key=lambda row: row.place, reverse=True)
    shown = rows[:size]
    older = urlencode({"before": write_place(*shown[-1].place)}) if len(rows) > size else ""
    address = reverse("goals:log-list", args=[goal.pk])
    return Log(shown, f"{address}?{older}" if older else "", start is not None)


def _beginning(goal: Goal) -> LogRow:
    day = goal.created_at.astimezone(goal.owner.zone).date()
    return LogRow(GoalLogLine(day, goal.pk, _("You set this goal."), "bullseye"))


def _row(one: Happened, goal: Goal) -> LogRow:
    match one.row:
        case LogEntry() as entry:
            is_own = entry.kind != LogEntry.Kind.STATUS
            return LogRow(_entry_line(entry, goal), entry.pk if is_own else None)
        case Role() as role:
            title = _("%(role)s: %(name)s") % {"role": role.get_kind_display(), "name": role.contact.name}
            return LogRow(GoalLogLine(one.day, role.pk, title, ROLES[role.kind].icon, _person(role.contact_id)))
        case NextStep() as step:
            return LogRow(_step_line(one, step))


def _entry_line(entry: LogEntry, goal: Goal) -> GoalLogLine:
    if entry.kind == LogEntry.Kind.STATUS:
        return _line(entry, _status_words(entry.status), STATUS_ICONS[entry.status], entry.text)
    if entry.number is None:
        return _line(entry, entry.get_kind_display(), "journal-text", entry.text)
    return _line(entry, number_words(entry.number, goal), "graph-up", entry.text)


def _line(entry: LogEntry, title: str, icon: str, text: str = "") -> GoalLogLine:
    return GoalLogLine(entry.happened_on, entry.pk, title, icon, text=text)


def number_words(number: int, goal: Goal) -> str:
    """Say how far a goal has come: 2 of 5 clients, or 2 clients where it has no number any more."""
    words = {"number": number, "of": goal.success_number, "unit": goal.success_unit or _("done")}
    return (_("%(number)s of %(of)s %(unit)s") if goal.success_number else _("%(number)s %(unit)s")) % words


def _step_line(one: Happened, step: NextStep) -> GoalLogLine:
    words = {
        "planned": pgettext("a next step", "Planned: %(step)s"),
        "done": pgettext("a next step", "Done: %(step)s"),
        "dropped": pgettext("a next step", "Dropped: %(step)s"),
    }
    title = words[one.what] % {"step": step.text}
    return GoalLogLine(
        one.day,
        step.pk,
        title,
        STEP_ICONS[one.what],
        _person(step.contact_id),
        _("With %(name)s") % {"name": step.contact.name},
    )


def _person(contact_id: UUID) -> str:
    return reverse("contacts:contact-detail", args=[contact_id])


def _status_words(status: str) -> str:
    return {
        Goal.Status.ACTIVE: pgettext("a goal", "Taken up again"),
        Goal.Status.PAUSED: pgettext("a goal", "Paused"),
        Goal.Status.REACHED: pgettext("a goal", "Reached"),
        Goal.Status.LET_GO: pgettext("a goal", "Let go"),
    }[Goal.Status(status)]
