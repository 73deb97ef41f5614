"""Icons of stages, criteria in one word, and the choices of a form that come from Babel: currencies and languages."""

from __future__ import annotations

from collections.abc import Iterable

from babel import Locale
from django.utils.functional import Promise
from django.utils.translation import get_language, pgettext_lazy

from contacts.languages import language_name
from networks.models import Criterion, Stage
from netzwerk.core.folding import fold

STAGE_ICONS: dict[str, str] = {
    Stage.IDEA: "lightbulb",
    Stage.RESEARCHING: "search",
    Stage.CHECKING: "clipboard",
    Stage.TRYING: "cup-hot",
    Stage.MEMBER: "check2-circle",
    Stage.LEFT: "box-arrow-right",
    Stage.DECLINED: "dash-circle",
}
# For where there is little room.
SHORT_CRITERIA: dict[str, Promise] = {
    Criterion.REACH: pgettext_lazy("criterion, short", "Reach"),
    Criterion.SIZE: pgettext_lazy("criterion, short", "Size"),
    Criterion.FORMAT: pgettext_lazy("criterion, short", "Meeting"),
    Criterion.FEE: pgettext_lazy("criterion, short", "Fee"),
    Criterion.MEMBERS: pgettext_lazy("criterion, short", "People"),
    Criterion.TONE: pgettext_lazy("criterion, short", "Tone"),
    Criterion.VALUE: pgettext_lazy("criterion, short", "Value"),
    Criterion.GIVING: pgettext_lazy("criterion, short", "Giving"),
}
# What most people here pay in comes first; ISO 4217.
FIRST_CURRENCIES = ("EUR", "CHF", "USD", "GBP")
MORE_CURRENCIES = (
    "AUD", "BRL", "CAD", "CNY", "CZK", "DKK", "HKD", "HUF", "ILS", "INR", "ISK", "JPY", "KRW", "MXN", "NOK", "NZD",
    "PLN", "RON", "RSD", "SEK", "SGD", "TRY", "UAH", "ZAR",
)  # fmt: skip
# What networks around here mostly speak; a form keeps whatever else is stored.
LANGUAGES = ("de", "en", "fr", "it", "es", "pt", "nl", "pl", "da", "sv", "cs", "tr", "uk")


def currency_choices(*stored: str) -> list[tuple[str, str]]:
    """Return currencies by code with their names in the reader's language, and those that are stored already."""
    names = Locale.parse((get_language() or "en")[:2]).currencies
    codes = dict.fromkeys((*FIRST_CURRENCIES, *MORE_CURRENCIES, *filter(None, stored)))
    return [(code, f"{code} · {names[code]}" if code in names else code) for code in codes]


def language_choices(stored: Iterable[str] = ()) -> list[tuple[str, str]]:
    """Return languages by code with their names in the reader's language: the first two, then by name."""
    first, others = LANGUAGES[:2], dict.fromkeys((*LANGUAGES[2:], *stored))
    more = sorted((code for code in others if code not in first), key=lambda code: fold(language_name(code)))
    return [(code, language_name(code)) for code in (*first, *more)]
