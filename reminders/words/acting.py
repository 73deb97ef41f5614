"""What the pages behind signed links ask and say."""

from __future__ import annotations

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from reminders.tokens.mails import Act


def question_for(act: Act, name: str, today: date) -> str:
    """Return what pressing the button would do."""
    words = {"name": name, "day": date_format(today, "DATE_FORMAT")}
    texts = {
        Act.TOUCH: _("You have been in touch with %(name)s? It is noted for today, %(day)s."),
        Act.TWO_WEEKS: _("Hear of %(name)s again in 2 weeks?"),
        Act.THREE_MONTHS: _("Hear of %(name)s again in 3 months?"),
        Act.REST: _("Let %(name)s rest? No reminder comes until you change it."),
    }
    return (texts.get(act) or _("Take back what was just done about %(name)s?")) % words


def outcome_of(act: Act, name: str, until: date | None) -> str:
    """Return what has happened."""
    words = {"name": name, "day": date_format(until, "DATE_FORMAT") if until else ""}
    texts = {
        Act.TOUCH: _("Noted: you were in touch with %(name)s today."),
        Act.TWO_WEEKS: _("%(name)s waits until %(day)s."),
        Act.THREE_MONTHS: _("%(name)s waits until %(day)s."),
        Act.REST: _("%(name)s rests until you change it."),
    }
    return (texts.get(act) or _("Taken back; everything about %(name)s is as before.")) % words
