"""What changed between two checks, in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from goals.models import IdealNetwork
from networks.models import Criterion, Network
from networks.rules.changes import Change, Value
from networks.words.levels import level_words
from networks.words.money import money_words
from networks.words.numbers import figure

ICONS: Mapping[str, str] = {"up": "arrow-up", "down": "arrow-down", "answered": "plus-lg", "opened": "dash-circle"}
DIRECTIONS: Mapping[str, Promise] = {
    "up": pgettext_lazy("a level or score", "higher"),
    "down": pgettext_lazy("a level or score", "lower"),
    "answered": pgettext_lazy("a level or score", "answered now"),
    "opened": pgettext_lazy("a level or score", "open again"),
}
PARTS: Mapping[str, Promise] = {
    "texts": gettext_lazy("%(name)s, in words"),
    "evidence": gettext_lazy("%(name)s, evidence"),
    "profile": gettext_lazy("You wished for: %(name)s"),
    "facts": gettext_lazy("The network: %(name)s"),
    "weights": gettext_lazy("Weight: %(name)s"),
}
NAMES: Mapping[str, Promise] = {
    "name": gettext_lazy("name"),
    "reach": gettext_lazy("reach"),
    "place": gettext_lazy("place"),
    "size": gettext_lazy("members"),
    "format": gettext_lazy("how it meets"),
    "rhythm": gettext_lazy("how often it meets"),
    "fee": gettext_lazy("fee"),
    "fee_amount": gettext_lazy("fee"),
    "fee_period": gettext_lazy("period of the fee"),
    "extra_costs": gettext_lazy("extra costs a year"),
}
_CHOICES: Mapping[tuple[str, str], Mapping[str, str | Promise]] = {
    ("facts", "reach"): dict(IdealNetwork.Reach.choices),
    ("facts", "format"): dict(IdealNetwork.Format.choices),
    ("facts", "rhythm"): dict(Network.Rhythm.choices),
    ("facts", "fee_period"): dict(Network.FeePeriod.choices),
    ("profile", "reach"): dict(IdealNetwork.Reach.choices),
    ("profile", "size"): dict(IdealNetwork.Size.choices),
    ("profile", "format"): dict(IdealNetwork.Format.choices),
    ("profile", "fee"): dict(IdealNetwork.Fee.choices),
}
AMOUNTS = ("fee_amount", "extra_costs")


@dataclass(frozen=True, slots=True)
class ChangeWords:
    """One thing that is another now; `icon` and `direction` are empty where there is no up and down."""

    label: str
    before: str
    after: str
    icon: str
    direction: str


def change_words(change: Change, *, currency: str = "EUR", new_currency: str = "") -> ChangeWords:
    """Return a change in words; amounts of money are in these currencies."""
    way = change.direction if change.part in ("levels", "weights", "score") else ""
    return ChangeWords(
        label=_label(change),
        before=_value(change, change.before, currency),
        after=_value(change, change.after, new_currency or currency),
        icon=ICONS.get(way, ""),
        direction=str(DIRECTIONS.get(way, "")),
    )


def _label(change: Change) -> str:
    if change.part == "score":
        return _("Fit")
    is_criterion = change.part not in ("profile", "facts")
    name = str(Criterion(change.name).label if is_criterion else NAMES[change.name])
    return str(PARTS[change.part]) % {"name": name} if change.part in PARTS else name


def _value(change: Change, value: Value, currency: str) -> str:
    if change.part == "levels":
        return level_words(change.name, None if value is None else int(value))
    if value is None:
        return _("nothing said")
    if change.part == "evidence":
        return _evidence(str(value))
    if change.name in AMOUNTS:
        return money_words(Decimal(str(value)), currency)
    if isinstance(value, int | float):
        return figure(value)
    known = _CHOICES.get((change.part, change.name), {})
    return str(known.get(str(value), value))


def _evidence(said: str) -> str:
    """Return evidence with its day, which stands first: "2026-03-16 They asked me to come again."."""
    day, _space, text = said.partition(" ")
    try:
        words = date_format(date.fromisoformat(day), "DATE_FORMAT")
    except ValueError:
        return said
    return _("%(text)s (%(day)s)") % {"text": text, "day": words} if text else words
