"""What a file holds and has no place here, in words."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

_WORDS = {
    "activity": _("Activities without a day or without anybody"),
    "call": _("Calls and conversations without a day"),
    "debt": pgettext_lazy("left out of an import", "Debts"),
    "document": pgettext_lazy("left out of an import", "Documents"),
    "first_met_date": _("First meetings without an exact day"),
    "gender": pgettext_lazy("left out of an import", "Genders"),
    "gift": pgettext_lazy("left out of an import", "Gifts"),
    "journal_entry": pgettext_lazy("left out of an import", "Pages of a journal"),
    "life_event": pgettext_lazy("left out of an import", "Life events"),
    "pet": pgettext_lazy("left out of an import", "Pets"),
    "photo": pgettext_lazy("left out of an import", "Further photos"),
    "photo_without_room": pgettext_lazy("left out of an import", "Photos that had no room"),
    "refused_photo": pgettext_lazy("left out of an import", "Pictures that could not be used"),
    "relationship": _("Relationships with people who are not in the file"),
    "reminder": _("Reminders that come only once or are switched off"),
    "task": pgettext_lazy("left out of an import", "Tasks"),
    "unknown": pgettext_lazy("left out of an import", "Other things"),
}


def left_out_words(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    """Return what was left out, by name, and how often; by the word of the file where we have none for it."""
    return sorted((str(_WORDS.get(what, what)), count) for what, count in counts.items())
