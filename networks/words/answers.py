"""What was answered in a check, in words; and how an answer that is open could be found."""

from __future__ import annotations

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from networks.models import CheckAnswer, Criterion
from networks.rules.fit import wants_evidence
from networks.words.levels import level_words
from networks.words.numbers import figure

NOT_ANSWERED = gettext_lazy("Not answered")
_OPEN: dict[str, Promise] = {
    Criterion.MEMBERS: gettext_lazy("Not answered yet: look whom you would like to know better there."),
    Criterion.TONE: gettext_lazy("Not answered yet: visit once and see how newcomers are treated."),
    Criterion.VALUE: gettext_lazy("Not answered yet: ask somebody there what it has brought them."),
    Criterion.GIVING: gettext_lazy("Not answered yet: think of one thing that you could give there."),
}


def answer_value(answer: CheckAnswer | None) -> str:
    """Return an answer in the user's few words, else in ours: "Warm, generous", "Warm", "Not answered"."""
    if answer is None or answer.level is None:
        return str(NOT_ANSWERED)
    return answer.text or level_words(answer.criterion, answer.level)


def answer_sentence(criterion: str, answer: CheckAnswer | None) -> str:
    """Return what was answered and how one can tell, or how an open answer could be found.

    Evidence speaks for an answer that wants it; what was noted beside a lower one is told as a note.
    """
    if answer is None or answer.level is None:
        return str(_OPEN[criterion])
    said = {"level": answer.level, "text": answer_value(answer).rstrip(".")}
    first = _("You gave %(level)s of 5: %(text)s.") % said
    return " ".join(part for part in (first, _evidence(answer)) if part)


def level_of_five(level: float) -> str:
    """Return a level as it is read aloud: "4 of 5", "3.4 of 5"."""
    return _("%(level)s of 5") % {"level": figure(level)}


def _evidence(answer: CheckAnswer) -> str:
    if not answer.evidence:
        return ""
    said = {"evidence": answer.evidence.rstrip(".")}
    if answer.evidence_on is not None:
        said["evidence"] += f" ({date_format(answer.evidence_on, 'DATE_FORMAT')})"
    if wants_evidence(answer.level):
        return _("You can tell by this: %(evidence)s.") % said
    return _("Noted: %(evidence)s.") % said
