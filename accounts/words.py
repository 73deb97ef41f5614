"""Sentences of accounts: what is full, and what to do about it."""

from __future__ import annotations

from django.template.defaultfilters import filesizeformat
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.services.quotas import FullError, Quota


def full_sentence(error: FullError) -> str:
    """Return what has no room and what makes some, in the reader's language."""
    return _people(error) if error.use.quota == Quota.PEOPLE else _files(error)


def _people(error: FullError) -> str:
    values = {"most": _number(error.use.most), "room": _number(error.use.room), "wanted": _number(error.wanted)}
    if error.use.room == 0:
        said = _("Your account is full: it has room for %(most)s people, and those in the bin count as well.")
        help_ = _("Delete some for good, or ask whoever runs this site for more room.")
    else:
        said = ngettext(
            "Your account has room for one more person, and these are %(wanted)s.",
            "Your account has room for %(room)s more people, and these are %(wanted)s.",
            error.use.room,
        )
        help_ = _("Leave some out, delete others for good, or ask whoever runs this site for more room.")
    return f"{said % values} {help_}"


def _files(error: FullError) -> str:
    said = _("Your files may take %(most)s and take %(used)s by now, so this does not fit.") % {
        "most": filesizeformat(error.use.most),
        "used": filesizeformat(error.use.used),
    }
    return f"{said} {_('Discard exports, take photos away, or ask whoever runs this site for more room.')}"


def _number(value: int) -> str:
    return number_format(value, force_grouping=True)
