"""The words around the steps of the check wizard: where one is, what is asked, and why."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from netzwerk.core.wizards import StepText

TEXTS: Mapping[str, StepText] = {
    "members": StepText(
        _("The members"),
        _("Whom there would you like to know better?"),
        (
            _("A network is its people. Where nobody makes you curious, a good programme will not help."),
            _(
                "Names make it concrete. Whoever you note here is marked in the network, so that you know whom to look "
                "for when it meets."
            ),
        ),
    ),
    "tone": StepText(
        _("The tone"),
        _("How are newcomers treated?"),
        (
            _("Go there once before you decide: the first ten minutes tell more than any website."),
            _(
                "Does somebody greet you? Are you introduced, asked, listened to? You will be treated like this later, "
                "too."
            ),
        ),
    ),
    "value": StepText(
        _("The added value"),
        _("What would it really bring you?"),
        (
            _(
                "What counts is what you could not get as well elsewhere: an evening with friends is nice, but it "
                "needs no fee."
            ),
            _("A hope is not a fact yet. That is why a good answer is asked how you can tell, and since when."),
        ),
    ),
    # Casciaro, Gino, Kouchaki: The Contaminating Effects of Building Instrumental Ties. ASQ 59 (2014).
    "giving": StepText(
        _("What you can give"),
        _("What could you give there?"),
        (
            _(
                "Whoever has something to give networks with a better feeling: that is what Casciaro, Gino and "
                "Kouchaki found in 2014."
            ),
            _("What you note becomes an open promise on the day you join. So you begin by giving."),
        ),
    ),
    "verdict": StepText(
        _("The verdict"),
        _("What follows from it?"),
        (
            _("A reason that is written down is still there when the memory of the evening has faded."),
            _("With a date you need not decide for ever: on that day you are asked again."),
        ),
    ),
    "summary": StepText(
        _("Summary"),
        _("Does it look right?"),
        (
            _("The check is kept as it is today. If you check again later, you will see what has changed."),
            _("What is still open does not count. Answer it when you know."),
        ),
    ),
}
