"""Sentences about stages and moves."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from contacts.rules.partial_dates import Precision
from contacts.wording import day_words, dotted
from networks.models import Membership, Network, Stage

SHOWN_NAMES = 3


def moved_words(network: Network) -> str:
    """Say where a network is now: the toast after a move."""
    return _("%(name)s: now “%(stage)s”.") % {"name": network.name, "stage": network.get_stage_display()}


def joined_words(network: Network, promises: int) -> str:
    """Say that one has joined, and what follows."""
    if promises:
        return _("You are a member of %(name)s now. What you want to give is an open promise.") % {"name": network.name}
    return _("You are a member of %(name)s now.") % {"name": network.name}


def standing_words(network: Network, since_year: int | None) -> str:
    """Return the stage of a network: "Member since 2024", "Trying out"."""
    if network.stage == Stage.MEMBER and since_year:
        return _("Member since %(year)s") % {"year": since_year}
    return network.get_stage_display()


def since_words(day: date, today: date) -> str:
    """Return since when a network is in its stage; the year is said when it is another one."""
    return _("since today") if day == today else _("since %(date)s") % {"date": _near_words(day, today)}


def stage_since_words(network: Network, membership: Membership | None, today: date) -> str:
    """Return since when a network is in its stage: a member is one since the day that the membership names."""
    if network.stage != Stage.MEMBER or membership is None or membership.since_on is None:
        return since_words(network.staged_on, today)
    if membership.since_precision == Precision.DAY:
        return since_words(membership.since_on, today)
    return _("since %(date)s") % {"date": day_words(membership.since_on, membership.since_precision)}


def meets_words(day: date, today: date) -> str:
    """Return when it meets next."""
    return _("Meets today") if day == today else _("Meets on %(date)s") % {"date": _near_words(day, today)}


def notice_words(day: date, today: date) -> str:
    """Return the last day to give notice."""
    return _("Notice by %(date)s") % {"date": _near_words(day, today)}


def _near_words(day: date, today: date) -> str:
    return date_format(day, "MONTH_DAY_FORMAT") if day.year == today.year else day_words(day)


def kind_words(network: Network) -> str:
    """Return what a network is and where: association · Hamburg."""
    return dotted(network.get_kind_display(), network.place)


def empty_words(stage: str) -> str:
    """Say what belongs into an empty column."""
    return {
        Stage.IDEA: _("What you have heard of and might be worth a look."),
        Stage.RESEARCHING: _("What you are finding out more about."),
        Stage.CHECKING: _("What you are checking: members, tone, added value."),
        Stage.TRYING: _("Where you go as a guest for now."),
        Stage.MEMBER: _("Where you belong, and give."),
        Stage.LEFT: _("Where you were once."),
        Stage.DECLINED: _("What does not suit you."),
    }[Stage(stage)]


def refused_words(networks: Sequence[Network]) -> str:
    """Say which networks did not become *member*, and what they wait for."""
    names = ", ".join(network.name for network in networks[:SHOWN_NAMES])
    more = len(networks) - SHOWN_NAMES
    if more > 0:
        names = _("%(names)s and %(count)s more") % {"names": names, "count": more}
    return _("%(names)s: note first what you could give, or join one at a time.") % {"names": names}
