"""The levels of the four answers of a check in words, from 0 to 5."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from networks.models import Criterion

LEVELS: Mapping[str, tuple[Promise, ...]] = {
    Criterion.MEMBERS: (
        pgettext_lazy("people to know better", "Nobody"),
        pgettext_lazy("people to know better", "Hardly anybody"),
        pgettext_lazy("people to know better", "One or two"),
        pgettext_lazy("people to know better", "A few"),
        pgettext_lazy("people to know better", "Many"),
        pgettext_lazy("people to know better", "Nearly everybody"),
    ),
    Criterion.TONE: (
        pgettext_lazy("tone", "Cold"),
        pgettext_lazy("tone", "Stiff"),
        pgettext_lazy("tone", "Polite, no more"),
        pgettext_lazy("tone", "Friendly"),
        pgettext_lazy("tone", "Warm"),
        pgettext_lazy("tone", "Newcomers are taken by the hand"),
    ),
    Criterion.VALUE: (
        pgettext_lazy("added value", "None"),
        pgettext_lazy("added value", "Hardly any"),
        pgettext_lazy("added value", "A little"),
        pgettext_lazy("added value", "Some"),
        pgettext_lazy("added value", "A lot"),
        pgettext_lazy("added value", "What nobody else could give you"),
    ),
    Criterion.GIVING: (
        pgettext_lazy("what one can give", "Nothing"),
        pgettext_lazy("what one can give", "Hardly anything"),
        pgettext_lazy("what one can give", "A little"),
        pgettext_lazy("what one can give", "Something useful"),
        pgettext_lazy("what one can give", "A lot"),
        pgettext_lazy("what one can give", "Just what they are missing"),
    ),
}
OPEN = pgettext_lazy("an answer", "I do not know yet")


def level_words(criterion: str, level: int | None) -> str:
    """Return a level of an answer in words: "Warm"; "I do not know yet" while it is open."""
    return str(OPEN if level is None else LEVELS[criterion][level])
