"""The plan for 90 days: lines that are there already, and empty ones; each may stay empty."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from contacts.forms.lines import LineField
from goals.forms.fields import length_of
from goals.models import Goal, NextStep
from matching.models import Review
from matching.queries.review_steps import Helper
from matching.rules.reviewing import plan_ends_on
from netzwerk.core.widgets import DayInput

FATES = [
    ("keep", pgettext_lazy("fate of a step", "Keep it")),
    ("done", pgettext_lazy("fate of a step", "It is done")),
    ("drop", pgettext_lazy("fate of a step", "Drop it")),
]
# What a line can ask.
ASKED = ("fate", "who", "text", "due_on")
EMPTY_LINES = 2
MOST_NEW = 12
# When a new line is due, unless one says otherwise.
USUAL_TIME = timedelta(weeks=2)
CHOOSE = pgettext_lazy("person", "Nobody")


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A line of the plan: an open step, thanks to somebody, a gap of a goal, or a new one.

    `contact_id` and `name` are empty where one chooses for whom it is; `goal` is, where both are chosen.
    """

    key: str
    kind: str
    text: str
    due_on: date
    goal: Goal | None = None
    contact_id: UUID | None = None
    name: str = ""
    step: NextStep | None = None


@dataclass(frozen=True, slots=True)
class Planned:
    """What a line says."""

    line: PlanLine
    goal: Goal
    contact_id: UUID
    name: str
    text: str
    due_on: date
    fate: str


def usual_day(today: date) -> date:
    """Return when a new step is due, as long as nobody says otherwise."""
    return today + USUAL_TIME


class PlanForm(forms.Form):
    """All lines, and a few words.

    Where `is_stored`, the input lies in the draft since some time: whoever can no longer be chosen is left out, and
    `left_out` says so; in a body that just came that is a mistake. A line that the input does not know stands as it is
    prefilled, for it has come up since.
    """

    plan = forms.CharField(
        label=gettext_lazy("The next 90 days in a few words"),
        required=False,
        max_length=length_of(Review, "plan"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(
        self,
        *args: Any,
        lines: Sequence[PlanLine] = (),
        helpers: Sequence[Helper] = (),
        today: date,
        is_stored: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.today, self.helpers = today, {helper.value: helper for helper in helpers}
        self.left_out = False
        typed = self._copy() if self.is_bound else {}
        self.lines = [*lines, *self._new_lines(typed)]
        for line in self.lines:
            self._add_fields(line)
        if self.is_bound:
            self.data = self._completed(typed, is_stored)

    def fields_of(self, line: PlanLine) -> dict[str, forms.BoundField]:
        """Return the fields of a line by what they ask."""
        return {name: self[f"{line.key}-{name}"] for name in ASKED if f"{line.key}-{name}" in self.fields}

    def clean(self) -> dict[str, Any]:
        """Check each line that says something."""
        data = super().clean() or self.cleaned_data
        self.planned = [planned for planned in map(self._read, self.lines) if planned]
        return data

    def _new_lines(self, typed: Mapping[str, Any]) -> list[PlanLine]:
        """Return as many new lines as are filled, and some empty ones."""
        filled = [n for n in range(MOST_NEW) if any(self._typed(typed, f"new-{n}-{name}") for name in ("who", "text"))]
        if not self.helpers:
            self.left_out = bool(filled)
            return []
        count = min(MOST_NEW, max(filled, default=-1) + 1 + EMPTY_LINES)
        return [PlanLine(f"new-{n}", "new", "", usual_day(self.today)) for n in range(count)]

    def _typed(self, typed: Mapping[str, list[str]], name: str, default: str = "") -> str:
        values = typed.get(self.add_prefix(name)) or []
        return str(values[-1]).strip() if values else default

    def _copy(self) -> dict[str, list[str]]:
        data = self.data
        return {name: data.getlist(name) for name in data} if isinstance(data, MultiValueDict) else dict(data)

    def _add_fields(self, line: PlanLine) -> None:
        key = line.key
        if line.step:
            self.fields[f"{key}-fate"] = forms.ChoiceField(
                label=_("What becomes of it?"), choices=FATES, required=False, initial="keep"
            )
        if line.contact_id is None:
            self.fields[f"{key}-who"] = forms.ChoiceField(
                label=_("Who"),
                choices=[("", CHOOSE), *self._groups(line.goal)],
                required=False,
                error_messages={"invalid_choice": _("This person cannot be chosen any more. Choose somebody else.")},
            )
        self.fields[f"{key}-text"] = LineField(
            label=_("Next step"), required=False, initial=line.text, max_length=length_of(NextStep, "text")
        )
        last = plan_ends_on(self.today)
        limits = {"min": self.today.isoformat(), "max": last.isoformat()}
        self.fields[f"{key}-due_on"] = forms.DateField(
            label=_("By"), required=False, initial=line.due_on, widget=DayInput(attrs=limits)
        )

    def _groups(self, goal: Goal | None) -> list[tuple[str, list[tuple[str, str]]]]:
        groups: dict[str, list[tuple[str, str]]] = {}
        for helper in self.helpers.values():
            if goal is None or helper.goal == goal:
                groups.setdefault(helper.goal.statement, []).append((helper.value, helper.name))
        return list(groups.items())

    def _completed(self, typed: Mapping[str, list[str]], is_stored: bool) -> MultiValueDict[str, str]:
        """Return the input with what it does not know yet, and without whom one can no longer choose."""
        data: dict[str, list[str]] = {name: list(values) for name, values in typed.items()}
        for line in self.lines:
            prefix = self.add_prefix(line.key)
            if not any(f"{prefix}-{name}" in typed for name in ASKED):
                data[f"{prefix}-text"] = [line.text]
                data[f"{prefix}-due_on"] = [line.due_on.isoformat()]
            who = self._typed(typed, f"{line.key}-who")
            if is_stored and who and who not in self.helpers:
                self.left_out = True
                data[f"{prefix}-who"] = data[f"{prefix}-text"] = [""]
            # A day that has passed since it was typed: the step is for today, then.
            if is_stored and self._typed(data, f"{line.key}-due_on", "9999") < self.today.isoformat():
                data[f"{prefix}-due_on"] = [self.today.isoformat()]
        return MultiValueDict(data)

    def _read(self, line: PlanLine) -> Planned | None:
        """Return what a line says, or nothing where it is left empty."""
        data = self.cleaned_data
        text, due_on = data.get(f"{line.key}-text", ""), data.get(f"{line.key}-due_on")
        fate, who = data.get(f"{line.key}-fate") or "keep", data.get(f"{line.key}-who", "")
        if self._is_empty(line, text, who) or self._has_errors(line):
            return None
        helper = self.helpers.get(who)
        goal, contact_id = (helper.goal, helper.contact_id) if helper else (line.goal, line.contact_id)
        if fate == "keep" and not self._is_whole(line, contact_id, text, due_on):
            return None
        if goal is None or contact_id is None:
            return None
        name = helper.name if helper else line.name
        return Planned(line, goal, contact_id, name, text or line.text, due_on or line.due_on, fate)

    def _is_empty(self, line: PlanLine, text: str, who: str) -> bool:
        if line.kind == "gap":
            return not who
        return (line.kind == "thank" and not text) or (line.kind == "new" and not (text or who))

    def _has_errors(self, line: PlanLine) -> bool:
        return any(f"{line.key}-{name}" in self.errors for name in ASKED)

    def _is_whole(self, line: PlanLine, contact_id: UUID | None, text: str, due_on: date | None) -> bool:
        """Say what a line lacks that says something."""
        if contact_id is None:
            self.add_error(f"{line.key}-who", _("With whom?"))
        if not text:
            self.add_error(f"{line.key}-text", _("What do you want to do? A few words are enough."))
        if due_on is None or not self.today <= due_on <= plan_ends_on(self.today):
            self.add_error(f"{line.key}-due_on", _("Choose a day in the next 90 days."))
        return not self._has_errors(line)
