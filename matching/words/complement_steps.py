"""The words around the steps of the complement wizard: where one is, what is asked, and why."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goals.models import Role
from netzwerk.core.wizards import StepText

SUMMARY = "summary"
TEXTS: Mapping[str, StepText] = {
    # Granovetter: The Strength of Weak Ties. AJS 78 (1973). Rajkumar et al.: A causal test of the strength of weak
    # ties. Science 377 (2022).
    Role.Kind.DOOR_OPENER: StepText(
        gettext_lazy("Door openers"),
        gettext_lazy("Who opens a door for you, now or later?"),
        (
            gettext_lazy(
                "It need not be a close friend. Of the people who found work through somebody, more than half saw that "
                "person only now and then (Granovetter 1973); moderately weak ties move careers most (Rajkumar and "
                "others 2022)."
            ),
            gettext_lazy("Some doors open only in a year. Whoever could open one then belongs here today."),
        ),
    ),
    # Ibarra, Hunter: How Leaders Create and Use Networks. HBR 85 (2007).
    Role.Kind.EXPERT: StepText(
        gettext_lazy("Experts"),
        gettext_lazy("Who has the answers that you need?"),
        (
            gettext_lazy(
                "A question that has an answer is easy to help with. Take one after the other, and names come to mind."
            ),
            gettext_lazy(
                "We ask those who are near, and leave out those who know where things are heading (Ibarra and Hunter "
                "2007). Look further than usual."
            ),
        ),
    ),
    Role.Kind.INSIDER: StepText(
        gettext_lazy("Industry insiders"),
        gettext_lazy("Who is in the industry itself?"),
        (
            gettext_lazy("Whoever works there hears of a change before it is in the papers, and knows who decides."),
            gettext_lazy("Rank does not matter: the reception desk and the printing room know the house, too."),
        ),
    ),
    # Burt: Structural Holes and Good Ideas. AJS 110 (2004).
    Role.Kind.MULTIPLIER: StepText(
        gettext_lazy("Multipliers"),
        gettext_lazy("Who knows many people in different circles?"),
        (
            gettext_lazy(
                "Somebody who stands between groups carries your word to where you know nobody, and has the better "
                "ideas for it (Burt 2004)."
            ),
            gettext_lazy("How many different circles somebody reaches counts more than how many people they know."),
        ),
    ),
    # Levin, Walter, Murnighan: Dormant Ties. Organization Science 22 (2011). Liu et al.: The surprise of reaching
    # out. JPSP 124 (2022).
    Role.Kind.WORTH_REVIVING: StepText(
        gettext_lazy("Old ties"),
        gettext_lazy("Which old tie would be interesting again?"),
        (
            gettext_lazy(
                "Advice from people unheard of for three years and more was as valuable as that of current contacts, "
                "and newer, among 224 executives (Levin, Walter and Murnighan 2011)."
            ),
            gettext_lazy(
                "Messages out of the blue are more welcome than those who write them expect (Liu and others 2022)."
            ),
        ),
    ),
    SUMMARY: StepText(
        gettext_lazy("Summary"),
        gettext_lazy("Does it look right?"),
        (
            gettext_lazy("Nobody is written to. What you noted stands beside the people, and the next steps on Today."),
            gettext_lazy("Whom you have not thought through yet can wait: on the page of the goal you do it any time."),
        ),
    ),
}
QUESTIONS: tuple[str, ...] = tuple(step for step in TEXTS if step != SUMMARY)


# Casciaro, Gino, Kouchaki: The Contaminating Effects of Building Instrumental Ties. ASQ 59 (2014).
def person_text(name: str) -> StepText:
    """Return the words around the step about one person."""
    return StepText(
        name,
        _("What can you give %(name)s?") % {"name": name},
        (
            _(
                "First what you give, then what you ask: whoever has something to give gets in touch with a better "
                "feeling (Casciaro, Gino and Kouchaki 2014)."
            ),
            _("Everything here is a suggestion that you can change, leave open, or come back to."),
        ),
    )


def first_step(kinds: tuple[str, ...]) -> str:
    """Return what to do first with somebody in these roles: a voice for an old tie, a question for the others."""
    return _("Call and ask how things are") if Role.Kind.WORTH_REVIVING in kinds else _("Get in touch")
