"""What is said about a membership, in sentences."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contacts.wording import day_words
from networks.models import Membership, Network
from networks.queries.memberships import cancellation_of
from networks.rules.cancellation import Cancellation
from networks.words.money import money_words

MONTHS_A_YEAR = 12


def since_words(membership: Membership) -> str:
    """Return since when, as exactly as it is known: 14 May 2024, May 2024, 2024; nothing where nobody said it."""
    return day_words(membership.since_on, membership.since_precision) if membership.since_on else ""


def chance_words(chance: Cancellation) -> str:
    """Say by when notice must be given, and when it ends then."""
    days = {"by": day_words(chance.give_notice_by), "end": day_words(chance.ends_on)}
    return _("Next chance to leave: give notice by %(by)s, then it ends on %(end)s.") % days


def leaving_words(membership: Membership, on: date) -> str:
    """Say how and when one gets out, or that it is over."""
    if membership.left_on is not None:
        day = {"day": day_words(membership.left_on)}
        return (
            _("It ended on %(day)s.") % day
            if membership.left_on < on
            else _("Notice is given: it ends on %(day)s.") % day
        )
    chance = cancellation_of(membership, on)
    if chance is not None:
        return chance_words(chance)
    if membership.term_months:
        return _("Say from which day its terms run, and you see by when to give notice.")
    notice = notice_words(membership)
    if not membership.notice_count:
        return _("You can leave at any time.")
    return _("You can leave at any time, with %(notice)s.") % {"notice": notice}


def term_words(months: int) -> str:
    """Return how long a term is: 1 year, 18 months."""
    years, rest = divmod(months, MONTHS_A_YEAR)
    if years and not rest:
        return ngettext("%(count)s year", "%(count)s years", years) % {"count": years}
    return ngettext("%(count)s month", "%(count)s months", months) % {"count": months}


def notice_words(membership: Membership) -> str:
    """Return the period of notice: 3 months' notice."""
    count = membership.notice_count
    said = {"count": count}
    match Membership.NoticeUnit(membership.notice_unit):
        case Membership.NoticeUnit.DAYS:
            return ngettext("%(count)s day's notice", "%(count)s days' notice", count) % said
        case Membership.NoticeUnit.WEEKS:
            return ngettext("%(count)s week's notice", "%(count)s weeks' notice", count) % said
        case Membership.NoticeUnit.MONTHS:
            return ngettext("%(count)s month's notice", "%(count)s months' notice", count) % said


def agreed_words(membership: Membership) -> str:
    """Say what is agreed: it runs for how long at a time, with which notice; nothing where there are no terms."""
    if not membership.term_months:
        return ""
    term = {"term": term_words(membership.term_months)}
    if not membership.notice_count:
        return _("Runs for %(term)s at a time.") % term
    return _("Runs for %(term)s at a time, with %(notice)s.") % {**term, "notice": notice_words(membership)}


def cost_words(network: Network) -> str:
    """Return what a network costs in a year in all: 216 € a year; free; nothing where the fee is unknown."""
    cost = network.yearly_cost
    if cost is None:
        return ""
    if not cost:
        return _("free of charge")
    return _("%(amount)s a year in all") % {"amount": money_words(cost, network.fee_currency)}


def notice_letter(network: Network, left_on: date, name: str) -> str:
    """Return the text of a notice to send to the network."""
    said = {"network": network.name, "day": day_words(left_on), "name": name}
    return (
        _(
            "Dear Sir or Madam,\n\n"
            "I hereby give notice of my membership of “%(network)s”, effective %(day)s.\n\n"
            "Please confirm in writing that you have received this notice, and the day on which my membership ends.\n\n"
            "Kind regards\n%(name)s"
        )
        % said
    ).strip()
