"""Sentences about goals, in the reader's language."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from contacts.models import Contact
from contacts.wording import day_words, soon_words
from goals.models import Goal


def thanks_words(contact: Contact) -> str:
    """Return the next step of thanking somebody for their help."""
    return _("Thank %(name)s for the help") % {"name": contact.given_name or contact.name}


def due_words(goal: Goal, today: date) -> str:
    """Say by when a goal is to be reached, and how far away that is; a day that has passed is only named."""
    if goal.due_on is None:
        return ""
    words = {"day": day_words(goal.due_on), "soon": soon_words(goal.due_on, today) if goal.due_on >= today else ""}
    if goal.due_on < today:
        return _("The day was %(day)s.") % words
    return _("By %(day)s, %(soon)s.") % words
