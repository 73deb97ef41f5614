"""Ways to somebody, for the search: introduce vera, who knows vera."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from contacts.queries import people_named
from contacts.rules.search_words import STOP_WORDS, words_of
from contacts.wording import subtitle_words
from netzwerk.core.registry import SearchHit

MOST_WAYS = 3


def find_ways(user: User, text: str) -> list[SearchHit]:
    """Return the pages of ways to whom a text names behind a word like *introduce*; none, and no query, without one."""
    name = named_behind(text)
    if not name:
        return []
    page = reverse("matching:paths")
    return [
        SearchHit(
            _("Who could introduce me to %(name)s?") % {"name": person.name},
            f"{page}?contact={person.pk}",
            "signpost-2",
            subtitle_words(person),
        )
        for person in people_named(user, name)[:MOST_WAYS]
    ]


def named_behind(text: str) -> str:
    """Return what follows the words that ask for a way, in the reader's language: vera, of *who knows vera*."""
    asking = {*words_of(_("introduce introduction who knows way"))}
    words = text.split()
    rest = list(words)
    while rest and {*words_of(rest[0])} <= asking | STOP_WORDS:
        rest = rest[1:]
    asked = {word for each in words[: len(words) - len(rest)] for word in words_of(each)}
    return " ".join(rest) if asked & asking else ""
