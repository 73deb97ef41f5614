"""The marks that a person can have, by the word in their address."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from contacts.models import Contact


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark: its column, its word, what it means, and its icon, once more when it is set."""

    column: str
    label: str | Promise
    hint: str | Promise
    icon: str
    icon_set: str


@dataclass(frozen=True, slots=True)
class MarkChoice:
    """A mark of somebody, and whether it is set."""

    key: str
    mark: Mark
    is_set: bool


MARKS: dict[str, Mark] = {
    "heart": Mark(
        "is_close_to_heart", _("Close to the heart"), _("Suggested without any goal."), "heart", "heart-fill"
    ),
    "interesting": Mark(
        "is_interesting", _("Interesting"), _("You would like to know more about them."), "star", "star-fill"
    ),
    "conflict": Mark(
        "ended_in_conflict",
        _("Ended in conflict"),
        _("Never suggested."),
        "exclamation-circle",
        "exclamation-circle-fill",
    ),
}


def mark_choices(contact: Contact) -> list[MarkChoice]:
    """Return all marks, with those of a person set."""
    return [MarkChoice(key, mark, getattr(contact, mark.column)) for key, mark in MARKS.items()]
