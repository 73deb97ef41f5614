"""Sentences of accounts: what is full, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.template.defaultfilters import filesizeformat
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from accounts.services.quotas import FullError, Quota, Use, use_of


@dataclass(frozen=True, slots=True)
class UseLine:
    """How much of a quota is used, in words and as numbers for a bar."""

    label: str
    words: str
    used: int
    most: int
    is_people: bool

    @property
    def is_full(self) -> bool:
        """Whether nothing more goes in."""
        return self.used >= self.most


def use_lines(user: User) -> list[UseLine]:
    """Return how much of each quota is used; nothing, and nothing is counted, where there is no limit."""
    return [_line(use) for quota in Quota if (use := use_of(user, quota)) is not None]


def _line(use: Use) -> UseLine:
    is_people = use.quota == Quota.PEOPLE
    label = _("People, those in the bin as well") if is_people else _("Photos, uploads and exports")
    show = _number if is_people else filesizeformat
    words = _("%(used)s of %(most)s") % {"used": show(use.used), "most": show(use.most)}
    return UseLine(label, words, use.used, use.most, is_people)


class Choice(StrEnum):
    """What of that which has no room could be left out: some of it as one goes, all who are new, or nothing."""

    SOME = "some"
    THE_NEW = "the_new"
    NOTHING = "nothing"


def full_sentence(error: FullError, choice: Choice = Choice.SOME) -> str:
    """Return what has no room and what makes some, in the reader's language."""
    return _people(error, choice) if error.use.quota == Quota.PEOPLE else _files(error)


def room_for_files() -> str:
    """Return what makes room for files, in the reader's language."""
    return _("Discard exports, take photos away, or ask whoever runs this server for more room.")


def _people(error: FullError, choice: Choice) -> str:
    values = {"most": _number(error.use.most), "room": _number(error.use.room), "wanted": _number(error.wanted)}
    if error.use.room == 0:
        said = ngettext(
            "Your account is full: it has room for one person, and those in the bin count as well.",
            "Your account is full: it has room for %(most)s people, and those in the bin count as well.",
            error.use.most,
        )
        is_choice = choice == Choice.THE_NEW
    else:
        said = ngettext(
            "Your account has room for one more person, and these are %(wanted)s.",
            "Your account has room for %(room)s more people, and these are %(wanted)s.",
            error.use.room,
        )
        is_choice = choice != Choice.NOTHING
    return f"{said % values} {_help(is_full=error.use.room == 0, is_choice=is_choice)}"


def _help(*, is_full: bool, is_choice: bool) -> str:
    if not is_choice:
        return _("Delete some for good, or ask whoever runs this server for more room.")
    if is_full:
        return _("Leave those who are new out, delete others for good, or ask whoever runs this server for more room.")
    return _("Leave some out, delete others for good, or ask whoever runs this server for more room.")


def _files(error: FullError) -> str:
    said = _("Your files may take %(most)s and take %(used)s by now, so this does not fit.") % {
        "most": filesizeformat(error.use.most),
        "used": filesizeformat(error.use.used),
    }
    return f"{said} {room_for_files()}"


def _number(value: int) -> str:
    return number_format(value, force_grouping=True)
