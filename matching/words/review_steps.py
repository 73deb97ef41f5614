"""The words around the steps of the review: where one is, what is asked, why, and how long it takes."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from netzwerk.core.wizards import StepText

# About so many minutes each; 20 in all.
MINUTES: Mapping[str, int] = {
    "goals": 3,
    "moved": 5,
    "thank": 3,
    "rest": 2,
    "gap": 2,
    "plan": 4,
    "summary": 1,
}
TEXTS: Mapping[str, StepText] = {
    "goals": StepText(
        pgettext_lazy("step of the review", "The goals"),
        _("Is each goal still right?"),
        (
            _("A goal that no longer fits takes time from one that does. Pausing one, or letting it go, makes room."),
            _("Nothing is lost by it: a goal can be taken up again at any time."),
        ),
    ),
    "moved": StepText(
        pgettext_lazy("step of the review", "What moved"),
        _("What moved since then?"),
        (
            _("Beside each goal stands what is noted. You know what of it mattered, and what was never written down."),
            _("A quarter in which little moved tells something, too: perhaps about the goal, perhaps about the time."),
        ),
    ),
    "thank": StepText(
        pgettext_lazy("step of the review", "Thanks"),
        _("Whom do you want to thank?"),
        (
            _("Here are people who gave you something since then. A short word that says what came of it is enough."),
            _("People seldom hear what their help led to. It is a good reason to write that asks for nothing."),
        ),
    ),
    "rest": StepText(
        pgettext_lazy("step of the review", "Rest"),
        _("Which ties may rest?"),
        (
            _("Nobody can be close to everybody. Whoever rests stays in your list, and no mail names them."),
            _("You can wake a tie at any time, also from the page of this review."),
        ),
    ),
    "gap": StepText(
        pgettext_lazy("step of the review", "Gaps"),
        _("Which gap do you want to fill next?"),
        (
            _("One for each goal is plenty for a quarter. What you choose comes into your plan."),
            _("A gap can be filled by somebody you know, by an old tie, or in a network where such people are."),
        ),
    ),
    "plan": StepText(
        pgettext_lazy("step of the review", "The plan"),
        _("What do you want to do in the next 90 days?"),
        (
            _("Small and with a date works best: a call, a coffee, a question. On its day it stands on Today."),
            _("Begin with what you can give. Three steps that you take are worth more than ten that you plan."),
        ),
    ),
    "summary": StepText(
        pgettext_lazy("step of the review", "Summary"),
        _("Does it look right?"),
        (
            _("Only now does anything change: steps are planned, ties rest, goals are paused."),
            _("The review is kept, and its page shows later what became of the plan."),
        ),
    ),
}
