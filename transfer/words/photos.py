"""Sentences about photos that have no room, or cannot be used."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.services.quotas import Use
from accounts.words import room_for_files
from contacts.queries.keeping import PHOTO_BYTES
from transfer.models import LeftOut


def coming_photos_sentence(use: Use, wanted: int) -> str:
    """Return for how many of the photos that would come in there is room; nothing where there is for all."""
    fits = use.room // PHOTO_BYTES
    if wanted <= fits:
        return ""
    if not fits:
        said = _("There is no room for photos: people come in without theirs.")
        return f"{said} {room_for_files()}"
    said = _("There is room for %(fits)s of %(wanted)s photos; the others stay out.")
    return f"{said % {'fits': _number(fits), 'wanted': _number(wanted)}} {room_for_files()}"


def photos_left_out_sentences(counts: Mapping[str, int]) -> list[str]:
    """Return what became of the photos of an import that nobody got, by what it left out."""
    sentences = []
    if number := counts.get(LeftOut.PHOTO_WITHOUT_ROOM, 0):
        said = ngettext(
            "There was no room for %(number)s photo, so this person came in without.",
            "There was no room for %(number)s photos, so these people came in without.",
            number,
        )
        later = _("You can add them on the pages of these people once there is.")
        sentences.append(f"{said % {'number': _number(number)}} {later} {room_for_files()}")
    if number := counts.get(LeftOut.REFUSED_PHOTO, 0):
        said = ngettext(
            "%(number)s photo could not be used: it is no picture, or too large.",
            "%(number)s photos could not be used: they are no pictures, or too large.",
            number,
        )
        sentences.append(said % {"number": _number(number)})
    return sentences


def _number(value: int) -> str:
    return number_format(value, force_grouping=True)
