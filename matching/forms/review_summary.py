"""The summary of the review: what each step says, in words."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django import forms
from django.utils.translation import gettext as _

from contacts.wording import day_words, dotted
from goals.models import Goal, Role
from goals.summaries import Answer, Section
from matching.forms.review import GapForm, MovedForm, PerPersonForm, StillRightForm, choice_words
from matching.forms.review_plan import FATES, PlanForm, Planned
from matching.forms.review_reading import ReviewForms
from matching.models import ReviewedGoal
from matching.words.review_steps import TEXTS


def review_sections(said: ReviewForms, url_of: Callable[[str], str], steps: Sequence[str]) -> list[Section]:
    """Return what each step but the last says."""
    return [_section(step, said.by_step[step], url_of(step)) for step in steps[:-1]]


def _section(step: str, form: forms.Form, url: str) -> Section:
    is_valid = form.is_valid()
    answers = _answers(form) if is_valid else []
    return Section(step=step, label=str(TEXTS[step].label), url=url, answers=answers, is_in_order=is_valid)


def _answers(form: forms.Form) -> list[Answer]:
    match form:
        case StillRightForm():
            return [
                Answer(goal.statement, [str(ReviewedGoal.Verdict(form.verdict_of(goal)).label)]) for goal in form.goals
            ]
        case MovedForm():
            return _moved(form)
        case GapForm():
            chosen = [(goal, form.said_of(goal)) for goal in form.goals]
            return [Answer(goal.statement, [str(Role.Kind(kind).label)]) for goal, kind in chosen if kind]
        case PerPersonForm():
            return [
                Answer(contact.name, [choice_words(form, value)])
                for contact in form.people
                if (value := form.cleaned_data[contact.pk.hex])
            ]
        case PlanForm():
            return _plan(form)
    return []


def _moved(form: MovedForm) -> list[Answer]:
    found = [Answer(goal.statement, _moved_for(form, goal)) for goal in form.goals]
    found.append(Answer(_("Besides"), [form.cleaned_data["moved"]] if form.cleaned_data["moved"] else []))
    return [answer for answer in found if answer.values]


def _moved_for(form: MovedForm, goal: Goal) -> list[str]:
    words, number = form.said_of(goal, "-moved"), form.said_of(goal, "-progress")
    told = f"{number} {goal.success_unit}".strip() if number is not None else ""
    return [one for one in (words, told) if one]


def _plan(form: PlanForm) -> list[Answer]:
    found = [Answer(planned.name, [_planned_words(planned)]) for planned in form.planned]
    words = form.cleaned_data["plan"]
    return [*found, Answer(_("In a few words"), [words])] if words else found


def _planned_words(planned: Planned) -> str:
    if planned.fate != "keep":
        return dotted(planned.text, str(dict(FATES)[planned.fate]))
    return _("%(step)s, by %(day)s") % {"step": planned.text, "day": day_words(planned.due_on)}
