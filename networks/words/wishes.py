"""What was wished of a network, what it is, and what that makes: a sentence for each criterion of the profile."""

from __future__ import annotations

import math
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from networks.rules.fit import REACHES, Facts, Profile, is_same_place, range_of
from networks.words.money import money_words
from networks.words.numbers import about, figure, times

_WISHED_REACH: dict[str, Promise] = {
    "regional": pgettext_lazy("wished for", "a regional network"),
    "supraregional": pgettext_lazy("wished for", "a supraregional network"),
    "international": pgettext_lazy("wished for", "an international network"),
}
_REACH: dict[str, Promise] = {
    "regional": pgettext_lazy("it is …", "regional"),
    "supraregional": pgettext_lazy("it is …", "supraregional"),
    "international": pgettext_lazy("it is …", "international"),
}
_FORMAT: dict[str, Promise] = {
    "in_person": pgettext_lazy("to meet …", "in person"),
    "both": pgettext_lazy("to meet …", "in person and online"),
    "online": pgettext_lazy("to meet …", "online"),
}
_OFF: dict[int, Promise] = {
    0: gettext_lazy("You wished for %(wished)s, and it is one."),
    1: gettext_lazy("You wished for %(wished)s; it is %(real)s, one level wider."),
    -1: gettext_lazy("You wished for %(wished)s; it is %(real)s, one level narrower."),
    2: gettext_lazy("You wished for %(wished)s; it is %(real)s, two levels wider."),
    -2: gettext_lazy("You wished for %(wished)s; it is %(real)s, two levels narrower."),
}
# How costs stand to the ceiling, by the factor that they stay below; 0 is beyond the last.
_OVER: dict[float, Promise] = {
    1: gettext_lazy("You would pay up to %(wished)s a year; it costs %(cost)s in all, and that is within it."),
    1.5: gettext_lazy("You would pay up to %(wished)s a year; it costs %(cost)s in all, up to half as much again."),
    2: gettext_lazy("You would pay up to %(wished)s a year; it costs %(cost)s in all, up to twice as much."),
    0: gettext_lazy("You would pay up to %(wished)s a year; it costs %(cost)s in all, more than twice as much."),
}


def reach_sentence(wished: Profile, facts: Facts) -> str:
    """Return how far the network reaches against the wish."""
    if not wished.reach:
        return _("Open: you have not said how far the network should reach.")
    if not facts.reach:
        return _("Open: it is not noted how far it reaches.")
    off = REACHES.index(facts.reach) - REACHES.index(wished.reach)
    if not off and wished.reach == "regional" and wished.place and facts.place:
        return _place_sentence(wished.place, facts.place)
    return str(_OFF[off]) % {"wished": _WISHED_REACH[wished.reach], "real": _REACH[facts.reach]}


def _place_sentence(wished: str, place: str) -> str:
    said = {"wished": wished, "place": place}
    if is_same_place(wished, place):
        return _("You wished for a regional network in %(wished)s, and it is one.") % said
    return _("You wished for a regional network in %(wished)s; this one is elsewhere: %(place)s.") % said


def size_sentence(wished: Profile, facts: Facts) -> str:
    """Return how many members it has against the wish."""
    span = range_of(wished.size)
    if span is None:
        return _("Open: you have not said how many members feel right.")
    if not facts.size:
        return _("Open: it is not noted how many members it has.")
    said = {"wished": _range_words(*span), "real": about(facts.size)}
    above, below = facts.size / span[1], span[0] / facts.size
    if max(above, below) <= 1:
        return _("You wished for %(wished)s; it has %(real)s, and that fits.") % said
    return _too_many(above, said) if above > 1 else _too_few(below, said)


def _range_words(low: int, high: float) -> str:
    said = {"low": figure(low), "high": "" if math.isinf(high) else figure(high)}
    if math.isinf(high):
        return _("%(low)s members or more") % said
    return _("up to %(high)s members") % said if low <= 1 else _("%(low)s to %(high)s members") % said


def _too_many(factor: float, said: dict[str, str]) -> str:
    whole = int(factor)
    if whole < 2:
        return _("You wished for %(wished)s; it has %(real)s, which is more, but not twice as many.") % said
    said["times"] = times(whole)
    if whole == factor:
        return _("You wished for %(wished)s; it has %(real)s, which is %(times)s as many.") % said
    return _("You wished for %(wished)s; it has %(real)s, which is more than %(times)s as many.") % said


def _too_few(factor: float, said: dict[str, str]) -> str:
    whole = int(factor)
    if whole < 2:
        return _("You wished for %(wished)s; it has %(real)s, which is fewer, but more than half as many.") % said
    said["times"] = times(whole)
    if whole == factor:
        return _("You wished for %(wished)s; it has %(real)s; the fewest would be %(times)s as many.") % said
    return _("You wished for %(wished)s; it has %(real)s; the fewest would be more than %(times)s as many.") % said


def format_sentence(wished: Profile, facts: Facts) -> str:
    """Return how it meets against the wish."""
    if not wished.format:
        return _("Open: you have not said how you want to meet.")
    if not facts.format:
        return _("Open: it is not noted how it meets.")
    said = {"wished": _FORMAT[wished.format], "real": _FORMAT[facts.format]}
    if wished.format == facts.format:
        return _("You want to meet %(wished)s, and so do they.") % said
    if facts.format == "both":
        return _("You want to meet %(wished)s; they meet %(real)s, which has room for it.") % said
    if wished.format == "both":
        return _("You are open to meeting %(wished)s; they meet %(real)s.") % said
    return _("You want to meet %(wished)s, but they meet %(real)s.") % said


def fee_sentence(wished: Profile, facts: Facts) -> str:
    """Return what it costs in a year, with all that comes on top, against the wish."""
    if not wished.fee:
        return _("Open: you have not said what it may cost.")
    if wished.fee == "no_matter":
        return _("What it costs does not matter to you.")
    if facts.cost is None:
        return _("Open: it is not noted what it costs.")
    said = {"cost": money_words(facts.cost, facts.currency)}
    if wished.fee == "none":
        return _none_sentence(facts.cost, said)
    return _ceiling_sentence(wished, facts, facts.cost, said)


def _none_sentence(cost: Decimal, said: dict[str, str]) -> str:
    if not cost:
        return _("You wished for no fee, and it is free of charge.")
    return _("You wished for no fee; it costs %(cost)s a year in all.") % said


def _ceiling_sentence(wished: Profile, facts: Facts, cost: Decimal, said: dict[str, str]) -> str:
    if wished.fee_amount is None:
        return _("Open: you have not said up to which amount.") if cost else _("It is free of charge.")
    said["wished"] = money_words(wished.fee_amount, wished.fee_currency)
    if not cost:
        return _("You would pay up to %(wished)s a year; it is free of charge.") % said
    if wished.fee_currency != facts.currency:
        return _("Open: you would pay up to %(wished)s a year, and it costs %(cost)s, another currency.") % said
    factor = next((factor for factor in (1, 1.5, 2) if cost <= wished.fee_amount * Decimal(factor)), 0)
    return str(_OVER[factor]) % said
