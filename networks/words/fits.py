"""The fit in words: for each criterion what the network is, and in a sentence what was wished and what that makes."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from networks.models import Criterion, Network
from networks.queries.fits import NetworkFit, facts_of
from networks.rules.fit import CHECK, CRITERIA, Facts, Fit, Profile
from networks.words import wishes
from networks.words.answers import answer_sentence, answer_value
from networks.words.money import money_words
from networks.words.numbers import about

NOT_NOTED = gettext_lazy("Not noted")


def value_words(found: NetworkFit, criterion: str) -> str:
    """Return in a few words what the network is: "Supraregional", "about 1,400", "Not answered"."""
    if criterion in CHECK:
        return answer_value(found.answers.get(criterion))
    return _VALUES[criterion](found.network) or str(NOT_NOTED)


def sentence_words(found: NetworkFit, criterion: str) -> str:
    """Return what was wished, what the network is, and what that makes; or how an open criterion could be answered."""
    if criterion in CHECK:
        return answer_sentence(criterion, found.answers.get(criterion))
    return _SENTENCES[criterion](found.profile or Profile(), facts_of(found.network))


def coverage_words(fit: Fit) -> str:
    """Return how many criteria are answered: "6 of 8 answered", "Preliminary: 4 of 8 answered"."""
    said = {"answered": fit.answered, "all": len(CRITERIA)}
    if fit.is_preliminary:
        return _("Preliminary: %(answered)s of %(all)s answered") % said
    return _("%(answered)s of %(all)s answered") % said


def _reach(network: Network) -> str:
    label = network.get_reach_display()
    return f"{label}, {network.place}" if label and network.place and network.reach == "regional" else label


def _size(network: Network) -> str:
    return about(network.size) if network.size else ""


def _format(network: Network) -> str:
    """Return how it meets, and how often: "In person, every month"."""
    how, often = network.get_format_display(), network.get_rhythm_display()
    if network.format == "both":
        how = _("In person and online")
    return f"{how}, {often[:1].lower()}{often[1:]}" if how and often else how or often


def _fee(network: Network) -> str:
    """Return what it costs in a year, so that it can be compared: "180 € a year, with extras"."""
    cost = facts_of(network).cost
    if cost is None:
        return ""
    if not cost:
        return _("Free of charge")
    said = {"amount": money_words(cost, network.fee_currency)}
    return _("%(amount)s a year, with extras") % said if network.extra_costs else _("%(amount)s a year") % said


_VALUES: Mapping[str, Callable[[Network], str]] = {
    Criterion.REACH: _reach,
    Criterion.SIZE: _size,
    Criterion.FORMAT: _format,
    Criterion.FEE: _fee,
}
_SENTENCES: Mapping[str, Callable[[Profile, Facts], str]] = {
    Criterion.REACH: wishes.reach_sentence,
    Criterion.SIZE: wishes.size_sentence,
    Criterion.FORMAT: wishes.format_sentence,
    Criterion.FEE: wishes.fee_sentence,
}
