"""What a goal needs, who is there and what is missing, in sentences."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from goals.labels import ROLES
from goals.models import Role
from matching.queries.gap_rows import NeedRow
from matching.queries.need_networks import FittingNetwork
from matching.rules.gaps import Need, NeedSort, Standing

ICONS = {NeedSort.COMPETENCE: "tools", NeedSort.QUESTION: "question-circle"}


def need_title(need: Need) -> str:
    """Return what is needed: the name of a role, or the user's words."""
    return need.text or str(Role.Kind(need.key).label)


def need_icon(need: Need) -> str:
    """Return the icon of a need."""
    return ROLES[need.key].icon if need.sort is NeedSort.ROLE else ICONS[need.sort]


def short_gap(need: Need) -> str:
    """Return that nobody is there yet, below or beside the title of the need."""
    if need.sort is NeedSort.ROLE:
        return str(ROLES[need.key].text)
    return (
        _("Nobody yet who knows about it.") if need.sort is NeedSort.COMPETENCE else _("Nobody yet who could answer.")
    )


def standing_sentence(row: NeedRow) -> str:
    """Return what is to be said of the people of a need; nothing where somebody is there."""
    match row.standing:
        case Standing.NOBODY:
            return short_gap(row.need)
        case Standing.ASIDE:
            return _("Only people whom you have put aside. That leaves it open.")
        case Standing.QUIET:
            return _quiet_sentence(row)
        case Standing.THERE:
            return ""


def _quiet_sentence(row: NeedRow) -> str:
    # Whoever is worth reviving is quiet, of course.
    if row.need.kind == Role.Kind.WORTH_REVIVING:
        return ""
    return ngettext(
        "Only a quiet tie: you have not heard from each other for a year or more.",
        "Only quiet ties: you have not heard from any of them for a year or more.",
        len(row.people),
    )


def filled_sentence(need: Need, names: list[str]) -> str:
    """Return who was noted for what."""
    who = ngettext("%(name)s is noted", "%(count)d people are noted", len(names))
    words = {"who": who % {"name": names[0], "count": len(names)}, "need": need_title(need)}
    return pgettext("somebody is noted: for what", "%(who)s: %(need)s.") % words


def network_reason(one: FittingNetwork) -> str:
    """Return why a network fits."""
    if one.people:
        words = ngettext("%(count)d person there knows about it.", "%(count)d people there know about it.", one.people)
        return words % {"count": one.people}
    return _("It speaks of “%(word)s”.") % {"word": one.said}
