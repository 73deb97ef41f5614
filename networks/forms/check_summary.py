"""The summary of the check wizard: what each step says, in words."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from contacts.wording import day_words
from goals.summaries import Answer, Section
from networks.forms.answers import AnswerForm
from networks.models import Check
from networks.words.levels import level_words


def answer_section(*, step: str, label: str, url: str, form: AnswerForm) -> Section:
    """Return what one of the four answers says; its level is told even when it is open."""
    if not form.is_valid():
        return Section(step=step, label=label, url=url, answers=[], is_in_order=False)
    data = form.cleaned_data
    given = form.answer()
    told = [
        (_("Answer"), [level_words(form.criterion, given.level)]),
        (_("In a few words"), [given.text]),
        (_("How you can tell"), [given.evidence]),
        (str(form.fields["evidence_on"].label), [_day(given.evidence_on)]),
        (_("People to note"), [*map(str, data.get("contacts", ())), *data.get("newcomers", ())]),
        (_("Offers"), [str(offer) for offer in data.get("offers", ())]),
        (_("New ideas"), list(data.get("ideas", ()))),
    ]
    return Section(step=step, label=label, url=url, answers=_answers(told), is_in_order=True)


def verdict_section(*, step: str, label: str, url: str, form: forms.Form) -> Section:
    """Return what follows from the check."""
    if not form.is_valid():
        return Section(step=step, label=label, url=url, answers=[], is_in_order=False)
    data = form.cleaned_data
    told = [
        (_("Verdict"), [str(Check.Verdict(data["verdict"]).label)]),
        (_("Reason"), [data["reason"]]),
        (_("Look at it again"), [_day(data["review_on"])]),
    ]
    return Section(step=step, label=label, url=url, answers=_answers(told), is_in_order=True)


def _day(day: date | None) -> str:
    return day_words(day) if day else ""


def _answers(told: list[tuple[str, list[Any]]]) -> list[Answer]:
    answers = [Answer(label, [value for value in values if value]) for label, values in told]
    return [answer for answer in answers if answer.values]
