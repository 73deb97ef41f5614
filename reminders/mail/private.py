"""What a private mail says: first names, that a day comes or time has passed, and nothing that was written down."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contacts.models import Contact
from netzwerk.core.folding import fold

NAME_LENGTH = 40
_TITLES = frozenset({
    "herr", "frau", "mr", "mrs", "ms", "miss", "sir", "madame", "monsieur",
    "dr", "prof", "professor", "doktor", "doctor",
})  # fmt: skip
# Phil and Ing are names, too, unless a full stop makes them short for something.
_WITH_STOP = frozenset({"hr", "fr", "mag", "ing", "dipl", "med", "phil", "jur", "rer", "nat", "habil"})


def first_name(contact: Contact) -> str:
    """Return the first name alone; of somebody whose surname alone is known, its first letter."""
    return first_name_in(contact.given_name) or first_name_in(contact.name)


def first_name_in(name: str) -> str:
    """Return the first name in a name as it was written: Miriam of *Dr. Miriam Kessler* and of *Kessler, Miriam*."""
    plain = " ".join("".join(sign if sign.isprintable() else " " for sign in name).split())
    surname, comma, given = plain.partition(",")
    words = [word for word in (given.strip() or surname).split() if not _is_title(word)]
    if not words:
        return plain[:1] and f"{plain[:1]}."
    is_surname = len(words) == 1 and not given.strip() and (bool(comma) or _has_title(plain))
    if is_surname or "@" in words[0]:
        return f"{words[0][:1]}."
    return words[0][:NAME_LENGTH]


def _has_title(name: str) -> bool:
    return any(_is_title(word) for word in name.split())


def _is_title(word: str) -> bool:
    parts = {part for part in fold(word).replace("-", ".").split(".") if part}
    return not parts.isdisjoint(_TITLES) or ("." in word and not parts.isdisjoint(_WITH_STOP))


def why_words(contact: Contact, days: Sequence[date], on: date) -> tuple[str, ...]:
    """Return why somebody is named without a fact: the days to remember, or that time has passed."""
    sentences = [day_words(day, on) for day in sorted(set(days))]
    if contact.due_on is not None and contact.due_on <= on:
        sentences.append(_("It has been a while."))
    return tuple(sentences) or (_("Why now stands on the page."),)


def day_words(day: date, on: date) -> str:
    """Say that there is a day to remember, and when."""
    days = (day - on).days
    if days in (0, 1):
        return _("A day to remember tomorrow.") if days else _("A day to remember today.")
    words = {"day": date_format(day, "l") if 0 < days < 7 else date_format(day, "MONTH_DAY_FORMAT")}
    return (_("A day to remember was on %(day)s.") if days < 0 else _("A day to remember on %(day)s.")) % words


def network_news(count: int) -> str:
    """Say that something comes up in networks, and not in which."""
    return ngettext(
        "Something is coming up in one of your networks.", "Several things are coming up in your networks.", count
    )


def other_news() -> str:
    """Say that something else waits."""
    return _("Something is waiting for you on the page Today.")
