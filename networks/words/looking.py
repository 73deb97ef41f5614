"""Search words for networks in the reader's language, and what is said about places to look."""

from __future__ import annotations

from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from networks.rules.search_phrases import Pattern

# Asks for no account and keeps no profile; it is opened only when the user clicks.
SEARCH_ENGINE = "https://duckduckgo.com/"
SEARCH_ENGINE_NAME = "DuckDuckGo"


def search_patterns() -> list[Pattern]:
    """Return the search words in the active language, those that lead furthest first."""
    commissions, career, visibility = frozenset({"commissions"}), frozenset({"career"}), frozenset({"visibility"})
    learning, support, exchange = frozenset({"learning"}), frozenset({"support"}), frozenset({"exchange"})
    return [
        Pattern(key="association", kind="search", words=_("{field} association {place}")),
        Pattern(
            key="regulars", kind="search", words=_("{field} meetup {place}"), meeting="in_person", needs_place=True
        ),
        Pattern(key="press", kind="press", words=_("{field} trade magazine")),
        Pattern(key="freelancers", kind="search", words=_("{field} freelancers {place}"), purposes=commissions),
        Pattern(key="career", kind="search", words=_("{field} career network {place}"), purposes=career),
        Pattern(key="talks", kind="search", words=_("{field} conference call for speakers"), purposes=visibility),
        Pattern(key="workshops", kind="search", words=_("{field} workshops {place}"), purposes=learning),
        Pattern(key="mentoring", kind="search", words=_("{field} mentoring"), purposes=support),
        Pattern(key="exchange", kind="search", words=_("{field} peer group {place}"), purposes=exchange),
        Pattern(key="online", kind="search", words=_("{field} online community"), meeting="online"),
        Pattern(key="body", kind="chamber", words=_("{field} professional body")),
        Pattern(key="chamber", kind="chamber", words=_("Chamber of commerce {place}"), needs_place=True),
        Pattern(key="newsletter", kind="press", words=_("{field} newsletter events")),
    ]


def alumni_text(name: str) -> str:
    """Return what is looked for where one studied or worked."""
    return _("Alumni of %(name)s") % {"name": name}


def own_alumni_text() -> str:
    """Return the same where nobody has noted the name of the place."""
    return _("Alumni of your own studies")


def alumni_reason(count: int) -> str:
    """Return why: how many of the user's people are from there."""
    return ngettext("You know %(count)d person from there.", "You know %(count)d people from there.", count) % {
        "count": count
    }


def search_url(text: str) -> str:
    """Return where a search engine looks for these words."""
    return f"{SEARCH_ENGINE}?{urlencode({'q': text})}"


def weeks_words(weeks: int | None) -> str:
    """Return how often a place is looked at."""
    if not weeks:
        return _("Not watched")
    return ngettext("Every week", "Every %(count)d weeks", weeks) % {"count": weeks}
