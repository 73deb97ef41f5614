"""The command palette: people, what other apps find, moments, organisations, and what one can do, in groups."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from contacts.models import Contact, Moment
from contacts.pages.hits import Hit, moment_hits, organisation_hits, other_hits, people_hits
from contacts.queries.searching import find_moments, find_organisations, find_people, terms_for
from contacts.rules.search_words import LONGEST_SEARCH, STOP_WORDS, Term, term_of, terms_among, wanted_words, words_of
from netzwerk.core.registry import (
    NavigationEntry,
    Registry,
    add_entries,
    navigation,
    navigation_foot,
    search_sources,
    settings_pages,
)

MOST_PEOPLE, MOST_OTHERS = 12, 6
PEOPLE, MOMENTS, ORGANISATIONS, OTHERS, RECENT, COMMANDS = 6, 4, 3, 3, 5, 6


@dataclass(frozen=True, slots=True)
class Group:
    """Hits of one sort under a heading."""

    key: str
    label: str
    hits: list[Hit]


class Command(NamedTuple):
    """What a text wants: to log a moment of this kind with whoever the rest names."""

    kind: str
    rest: str


def groups_for(user: User, text: str, today: date) -> list[Group]:
    """Return what the palette offers for a text, the most likely meant first; empty groups are left out."""
    text = text[:LONGEST_SEARCH].strip()
    if not words_of(text):
        return _without_text(user, today)
    command = command_of(text)
    terms = terms_for(user, command.rest if command else text)
    people = find_people(user, terms, limit=PEOPLE)
    shown = Group("people", _("People"), people_hits(user, people, terms, today))
    logs = Group("log", _("Log a moment"), list(_logs(people[: 3 if command else 1], command.kind if command else "")))
    found = [logs, shown] if command else [shown, logs]
    if not command:
        found += _others(user, text, terms)
    found.append(Group("commands", _("Actions and pages"), list(_commands(user, text))))
    return [group for group in found if group.hits]


def results_for(user: User, text: str, terms: Sequence[Term], today: date) -> list[Group]:
    """Return what the page of results shows beside the moments."""
    if not terms:
        return []
    people = people_hits(user, find_people(user, terms, limit=MOST_PEOPLE), terms, today)
    places = organisation_hits(find_organisations(user, terms, limit=MOST_OTHERS), terms)
    found = [
        Group("people", _("People"), people),
        *_from_sources(user, text, MOST_OTHERS),
        Group("organisations", _("Organisations"), places),
    ]
    return [group for group in found if group.hits]


def command_of(text: str) -> Command | None:
    """Return what a text wants to log when it begins with a verb or a kind of moment: call miriam, log mail miriam."""
    # A word of two kinds means the first one: a call is a call, unless it is a video call.
    kinds = {word: kind.value for kind in reversed(Moment.Kind) for word in words_of(str(kind.label))}
    verbs = words_of(_("log note call with"))
    words, kind, is_log = text.split(), "", False
    while len(words) > 1:
        first = "".join(words_of(words[0]))
        if first not in kinds and first not in verbs and not (is_log and first in STOP_WORDS):
            break
        is_log = True
        kind = kind or kinds.get(first, "")
        words = words[1:]
    return Command(kind or Moment.Kind.CALL.value, " ".join(words)) if is_log else None


def _without_text(user: User, today: date) -> list[Group]:
    """Return whom the user was in touch with last, and what one can do."""
    recent = Contact.objects.for_user(user).active().filter(last_moment_on__isnull=False)
    people = list(recent.order_by("-last_moment_on", "folded_name").with_positions().defer("note")[:RECENT])
    found = [
        Group("people", _("Last in touch"), people_hits(user, people, [], today)),
        Group("commands", _("Actions and pages"), [*_entries(add_entries, user), *_entries(navigation, user)]),
    ]
    return [group for group in found if group.hits]


def _from_sources(user: User, text: str, limit: int) -> Iterator[Group]:
    for source in search_sources:
        found = source.find(user, text)[:limit]
        own = terms_among(text, words_of(*(f"{hit.title} {hit.detail}" for hit in found)))
        yield Group(source.key, str(source.label), other_hits(found, own))


def _others(user: User, text: str, terms: Sequence[Term]) -> Iterator[Group]:
    yield from _from_sources(user, text, OTHERS)
    yield Group("moments", _("Moments"), moment_hits(find_moments(user, terms, limit=MOMENTS), terms))
    places = find_organisations(user, terms, limit=ORGANISATIONS)
    yield Group("organisations", _("Organisations"), organisation_hits(places, terms))


def _logs(people: Sequence[Contact], kind: str) -> Iterator[Hit]:
    labels = dict(Moment.Kind.choices)
    for contact in people:
        words = _("Log a moment with %(name)s") % {"name": contact.name}
        if kind:
            words = _("%(kind)s with %(name)s") % {"kind": labels[kind], "name": contact.name}
        query = urlencode({"contacts": contact.pk, **({"kind": kind} if kind else {})})
        yield Hit(f"{reverse('contacts:moment-log')}?{query}", "journal-plus", [(words, False)], [])


def _commands(user: User, text: str) -> Iterator[Hit]:
    wanted = wanted_words(text)
    for registry in (add_entries, navigation, navigation_foot, settings_pages):
        for hit in _entries(registry, user):
            known = words_of(hit.title[0][0])
            if all(any(term_of(word, known).fits(each) for each in known) for word in wanted):
                yield hit
    query = urlencode({"name": text})
    add = _("Add “%(name)s” as a person") % {"name": text}
    yield Hit(f"{reverse('contacts:contact-create')}?{query}", "person-plus", [(add, False)], [])
    every = _("All results for “%(text)s”") % {"text": text}
    yield Hit(f"{reverse('contacts:search')}?{urlencode({'q': text})}", "search", [(every, False)], [])


def _entries(registry: Registry[NavigationEntry], user: User) -> list[Hit]:
    is_adding = registry is add_entries
    words = _("Add: %(what)s") if is_adding else "%(what)s"
    return [
        Hit(reverse(entry.url_name), entry.icon, [(words % {"what": entry.label}, False)], [])
        for entry in registry
        if entry.is_shown is None or entry.is_shown(user)
    ][:COMMANDS]
