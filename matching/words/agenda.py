"""What comes up in matching, in sentences."""

from __future__ import annotations

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from matching.models import Revival


def outcome_sentence(revival: Revival) -> str:
    """Return when one got in touch with an old tie again, and the question what came of it."""
    day = date_format(revival.begun_on, "MONTH_DAY_FORMAT")
    return _("You got in touch again on %(day)s. What came of it?") % {"day": day}
