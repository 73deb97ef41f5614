"""How a goal developed, a sentence for each measure."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goals.models import Goal
from matching.queries.development import Development


def people_line(found: Development) -> str:
    """Return how many people have a role now, and how many of them came in these months."""
    now, more = found.people[-1], found.people[-1] - found.people[0]
    words = ngettext("%(count)d person has a role", "%(count)d people have a role", now) % {"count": now}
    return _("%(people)s, %(more)d of them new") % {"people": words, "more": more} if more else words


def moments_line(found: Development) -> str:
    """Return how many moments there were with these people in all these months."""
    count = sum(found.moments)
    return ngettext("%(count)d moment with them", "%(count)d moments with them", count) % {"count": count}


def steps_line(found: Development) -> str:
    """Return how many steps were done in all these months."""
    count = sum(found.steps)
    return ngettext("%(count)d step done", "%(count)d steps done", count) % {"count": count}


def progress_line(goal: Goal, found: Development) -> str:
    """Return how far one has come, of how much and of what, where that is known."""
    words = {"number": found.progress[-1], "aim": goal.success_number, "unit": goal.success_unit}
    text = _("%(number)s of %(aim)s %(unit)s") if goal.success_number else _("%(number)s %(unit)s")
    return (text % words).strip()
