"""Amounts of money in the reader's language."""

from __future__ import annotations

from decimal import Decimal

from babel.numbers import format_currency
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from networks.models import Network

# Patterns of CLDR without decimals, English and German.
WHOLE = ("¤#,##0", "#,##0\u00a0¤")


def money_words(amount: Decimal, currency: str) -> str:
    """Return an amount with its currency; without decimals where there are none: 96 €, €96, CHF 12.50."""
    locale = (get_language() or "en")[:2]
    if amount != amount.to_integral():
        return str(format_currency(amount, currency, locale=locale))
    return str(format_currency(amount, currency, locale=locale, format=WHOLE[locale == "de"], currency_digits=False))


def fee_words(network: Network) -> str:
    """Return the fee of a network: 96 € a year, free, or nothing when it is unknown."""
    if network.fee_amount is None:
        return ""
    if not network.fee_amount:
        return _("free of charge")
    period = Network.FeePeriod(network.fee_period).label
    return _("%(amount)s %(period)s") % {
        "amount": money_words(network.fee_amount, network.fee_currency),
        "period": period,
    }
