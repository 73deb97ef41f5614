"""The steps of the review but its plan: a question about each goal, and about each person."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from contacts.forms.lines import LineField
from contacts.models import Contact
from goals.forms.fields import length_of
from goals.models import Goal, Role
from matching.models import Review, ReviewedGoal

# What becomes of somebody who gave something, and of a tie that could rest.
THANKS = [
    ("", pgettext_lazy("thanks in a review", "Not now")),
    ("plan", pgettext_lazy("thanks in a review", "Plan it")),
    ("now", pgettext_lazy("thanks in a review", "Done today")),
]
RESTS = [
    ("", pgettext_lazy("rest in a review", "Stay in touch")),
    ("snooze", pgettext_lazy("rest in a review", "Not for three months")),
    ("rest", pgettext_lazy("rest in a review", "Let it rest")),
]


class PerGoalForm(forms.Form):
    """A form that asks the same about each goal; fields are named by the goal's id."""

    def __init__(self, *args: Any, goals: Sequence[Goal] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.goals = goals
        for goal in goals:
            self.ask_about(goal)

    def ask_about(self, goal: Goal) -> None:
        """Add the fields about a goal."""
        raise NotImplementedError

    def of(self, goal: Goal, suffix: str = "") -> forms.BoundField:
        """Return the field about a goal."""
        return self[f"{goal.pk.hex}{suffix}"]

    def said_of(self, goal: Goal, suffix: str = "") -> Any:
        """Return what the valid form says about a goal."""
        return self.cleaned_data.get(f"{goal.pk.hex}{suffix}")


class StillRightForm(PerGoalForm):
    """Whether each goal is still right; nothing said is yes."""

    def ask_about(self, goal: Goal) -> None:
        """Ask for the verdict."""
        self.fields[goal.pk.hex] = forms.ChoiceField(
            label=goal.statement,
            choices=ReviewedGoal.Verdict.choices,
            required=False,
            initial=ReviewedGoal.Verdict.RIGHT,
            widget=forms.RadioSelect,
        )

    def verdict_of(self, goal: Goal) -> str:
        """Return the verdict of the valid form."""
        return self.said_of(goal) or ReviewedGoal.Verdict.RIGHT


class MovedForm(PerGoalForm):
    """What moved: a few words and a number for each goal, and a few words about the rest."""

    moved = forms.CharField(
        label=_("What else moved?"),
        required=False,
        max_length=length_of(Review, "moved"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def ask_about(self, goal: Goal) -> None:
        """Ask for a few words, and how far one has come where the sign of success is a number."""
        name = goal.pk.hex
        self.fields[f"{name}-moved"] = LineField(
            label=_("What moved, in a few words"), required=False, max_length=length_of(ReviewedGoal, "moved")
        )
        if goal.success_number is not None:
            of = {"all": goal.success_number, "unit": goal.success_unit}
            self.fields[f"{name}-progress"] = forms.IntegerField(
                label=_("How far are you?"),
                help_text=(_("of %(all)s %(unit)s") % of).strip(),
                required=False,
                min_value=0,
                max_value=2_147_483_647,
                widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
            )


class GapForm(PerGoalForm):
    """Which gap to fill next, one for each goal or none."""

    def __init__(self, *args: Any, missing: dict[Goal, list[str]], **kwargs: Any) -> None:
        self.missing = missing
        super().__init__(*args, goals=list(missing), **kwargs)

    def ask_about(self, goal: Goal) -> None:
        """Offer the roles that nobody has; one that was chosen stays there when somebody has it by now."""
        name = goal.pk.hex
        chosen = str(self.data.get(self.add_prefix(name), "")) if self.is_bound else ""
        wanted = [kind for kind in Role.Kind if kind in self.missing[goal] or kind == chosen]
        self.fields[name] = forms.ChoiceField(
            label=goal.statement,
            choices=[*((kind.value, kind.label) for kind in wanted), ("", pgettext_lazy("gap of a goal", "None now"))],
            required=False,
            widget=forms.RadioSelect,
        )


class PerPersonForm(forms.Form):
    """A form that asks the same about each person; fields are named by the person's id."""

    choices: Iterable[tuple[str, Any]] = ()

    def __init__(self, *args: Any, people: Sequence[Contact] = (), closed: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = people
        for contact in people:
            self.fields[contact.pk.hex] = forms.ChoiceField(
                label=contact.name,
                choices=[choice for choice in self.choices if choice[0] not in closed],
                required=False,
                widget=forms.RadioSelect,
            )

    def of(self, contact: Contact) -> forms.BoundField:
        """Return the field about somebody."""
        return self[contact.pk.hex]

    def chosen(self, value: str) -> list[Contact]:
        """Return about whom the valid form says this."""
        return [contact for contact in self.people if self.cleaned_data.get(contact.pk.hex) == value]


class ThankForm(PerPersonForm):
    """Whom to thank, and whether it is planned or done."""

    choices = THANKS


class RestForm(PerPersonForm):
    """Which ties rest, or are left alone for three months."""

    choices = RESTS


def choice_words(form: PerPersonForm, value: str) -> str:
    """Return how a choice about somebody reads."""
    return str(dict(form.choices).get(value, value))
