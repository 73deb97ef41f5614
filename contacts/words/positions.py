"""How long somebody has been somewhere, in words."""

from __future__ import annotations

from django.utils.translation import gettext as _

from contacts.models import Position
from contacts.wording import day_words


def time_words(position: Position) -> str:
    """Return since when or from when to when: since March 2021, 2015 – 2019, until 2019."""
    start = day_words(position.started_on, position.started_precision) if position.started_on else ""
    end = day_words(position.ended_on, position.ended_precision) if position.ended_on else ""
    if start and end:
        return f"{start} – {end}" if start != end else start
    if end:
        return _("until %(date)s") % {"date": end}
    if not position.has_ended:
        return _("since %(date)s") % {"date": start} if start else ""
    return _("from %(date)s, over by now") % {"date": start} if start else _("over by now")
