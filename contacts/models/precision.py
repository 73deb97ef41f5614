"""How well a date is known; the rules have the same words (`contacts.rules.partial_dates`)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class DatePrecision(models.TextChoices):
    """Of a month or a year, the first day is kept."""

    DAY = "day", _("Exact day")
    MONTH = "month", _("Month")
    YEAR = "year", _("Year")
