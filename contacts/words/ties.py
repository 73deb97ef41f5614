"""Ties in words, as read from one person."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from contacts.models import Tie
from contacts.queries.tie_suggestions import TieSuggestion
from contacts.queries.ties import TieEnd
from contacts.wording import dotted

INTRODUCED_BY = "introduced_by"


def relation_of(end: TieEnd) -> str:
    """Return the code of what the one at the other end is to this one; forms use the same."""
    if end.kind == Tie.Kind.RELATIVE:
        return end.kinship or end.kind
    return INTRODUCED_BY if end.has_introduced else end.kind


def relation_label(relation: str) -> str:
    """Return what somebody is to the person of the page."""
    labels = {
        Tie.Kind.KNOWS.value: pgettext("tie of two", "know each other"),
        Tie.Kind.WORKS_WITH.value: pgettext("tie of two", "work together"),
        Tie.Kind.PARTNER.value: pgettext("tie of two", "partner"),
        Tie.Kind.RELATIVE.value: pgettext("tie of two", "relative"),
        Tie.Kind.INTRODUCED.value: _("met through them"),
        INTRODUCED_BY: _("introduced you to them"),
    }
    return labels.get(relation) or str(Tie.Kinship(relation).label)


def end_words(end: TieEnd) -> str:
    """Return what the one at the other end is, and how well they know each other."""
    strength = Tie.Strength(end.tie.strength).label if end.tie.strength else ""
    return dotted(relation_label(relation_of(end)), str(strength))


def suggestion_words(suggestion: TieSuggestion) -> str:
    """Return why two people probably know each other."""
    words: dict[str, object] = {"place": suggestion.place}
    if suggestion.kind == Tie.Kind.RELATIVE:
        return _("The same family name and address: %(place)s.") % words
    time = suggestion.time
    if time is None or (time.first is None and time.last is None):
        return _("Both are at %(place)s.") % words
    words |= {"first": time.first.year if time.first else "", "last": time.last.year if time.last else ""}
    if time.last is None:
        return _("Both at %(place)s since %(first)s.") % words
    if time.first is None or time.first.year == time.last.year:
        return _("Both were at %(place)s in %(last)s.") % words
    return _("Both were at %(place)s from %(first)s to %(last)s.") % words
