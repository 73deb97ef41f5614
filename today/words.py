"""Sentences of the day: the greeting, how many people, what roles a goal has."""

from __future__ import annotations

from django.contrib.humanize.templatetags.humanize import apnumber
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goals.models import Role

MORNING, AFTERNOON, EVENING = range(5, 12), range(12, 18), 18


def greeting(hour: int, name: str) -> str:
    """Return a greeting for the hour on the reader's clock; without a name it greets all the same."""
    words = {"name": name}
    if hour in MORNING:
        return _("Good morning, %(name)s") % words if name else _("Good morning")
    if hour in AFTERNOON:
        return _("Good afternoon, %(name)s") % words if name else _("Good afternoon")
    return _("Good evening, %(name)s") % words if name else _("Good evening")


def people_words(count: int) -> str:
    """Return how many people are worth a message; small numbers as words."""
    if count == 1:
        return _("One person is worth a message. It takes a few minutes.")
    return _("%(count)s people are worth a message. It takes about ten minutes.") % {
        "count": capfirst(str(apnumber(count)))
    }


def role_words(kind: str, count: int) -> str:
    """Return how many people play this role: 3 door openers."""
    match Role.Kind(kind):
        case Role.Kind.DOOR_OPENER:
            words = ngettext("%(count)d door opener", "%(count)d door openers", count)
        case Role.Kind.EXPERT:
            words = ngettext("%(count)d expert", "%(count)d experts", count)
        case Role.Kind.INSIDER:
            words = ngettext("%(count)d industry insider", "%(count)d industry insiders", count)
        case Role.Kind.MULTIPLIER:
            words = ngettext("%(count)d multiplier", "%(count)d multipliers", count)
        case Role.Kind.SUPPORTER:
            words = ngettext("%(count)d supporter", "%(count)d supporters", count)
        case Role.Kind.WORTH_REVIVING:
            words = ngettext("%(count)d worth reviving", "%(count)d worth reviving", count)
    return words % {"count": count}


def gap_words(kind: str) -> str:
    """Return that nobody plays this role yet."""
    return _("%(role)s: nobody yet") % {"role": Role.Kind(kind).label}
