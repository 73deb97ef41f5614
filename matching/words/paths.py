"""Why a way leads to somebody, step by step: each a sentence with its facts, and where they can be seen."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from contacts.models import Closeness, Contact, LastInTouch, Tie
from contacts.wording import day_words, dotted
from matching.rules.paths import Link, LinkKind
from matching.words.reasons import ReasonLine

# So many facts of one step are said; the strongest tells most.
MOST_SAID = 2


def step_lines(links: tuple[Link, ...], people: Mapping[UUID, Contact], one: UUID, other: UUID) -> list[ReasonLine]:
    """Return what joins two people, in the order of the way."""
    return [ReasonLine(link_words(link, people, one, other), link_url(link, one)) for link in links[:MOST_SAID]]


def link_words(link: Link, people: Mapping[UUID, Contact], one: UUID, other: UUID) -> str:
    """Return one fact as a sentence; where both sides are the same, the one who comes first on the way comes first."""
    if link.kind in (LinkKind.INTRODUCED, LinkKind.RELATIVE):
        one, other = link.one, link.other
    names = {"one": people[one].name if one in people else "", "other": people[other].name if other in people else ""}
    match link.kind:
        case LinkKind.ORGANISATION:
            return _organisation_words(link) % {**names, **_facts(link)}
        case LinkKind.NETWORK:
            return _network_words(link) % {**names, **_facts(link)}
        case LinkKind.INTRODUCTION:
            who = next(
                (people[pk].name for pk in (one, other) if pk in people and str(pk) == link.detail), names["one"]
            )
            words = {**names, **_facts(link), "who": who}
            return _("An introduction that you noted with %(who)s in %(first)s: “%(text)s”.") % words
        case LinkKind.IN_FIELD:
            return _field_words(link) % {**names, **_facts(link)}
        case LinkKind.THERE | LinkKind.FORMERLY_THERE:
            return _there_words(link) % {**names, **_facts(link)}
        case _tie:
            return _tie_words(link) % {**names, "kinship": _kinship(link)}


def link_url(link: Link, one: UUID) -> str:
    """Return where a fact can be seen."""
    match link.kind:
        case LinkKind.ORGANISATION | LinkKind.THERE | LinkKind.FORMERLY_THERE:
            return reverse("contacts:organisation-detail", args=[link.subject_id])
        case LinkKind.NETWORK:
            return reverse("networks:network-detail", args=[link.subject_id])
        case LinkKind.INTRODUCTION:
            return reverse("contacts:exchange-edit", args=[link.subject_id])
        case LinkKind.IN_FIELD:
            return reverse("contacts:contact-detail", args=[one])
        case _tie:
            return reverse("contacts:contact-ties", args=[one])


def relation_words(contact: Contact) -> str:
    """Return how the user stands to somebody: closeness, trust, and when they were last in touch."""
    is_placed = contact.closeness != Closeness.NOT_PLACED
    closeness = _("closeness: %(layer)s") % {"layer": contact.get_closeness_display()} if is_placed else ""
    trust = {1: _("you trust them"), -1: _("little trust")}.get(contact.trust, "")
    return capfirst(dotted(closeness, trust, last_words(contact)))


def last_words(contact: Contact) -> str:
    """Return when the user was last in touch with somebody, as far as it is known."""
    if contact.last_moment_on:
        return _("last in touch on %(date)s") % {"date": day_words(contact.last_moment_on)}
    if contact.last_in_touch == LastInTouch.NOT_SURE:
        return _("no moment noted yet")
    answer = contact.get_last_in_touch_display()
    return _("last in touch: %(answer)s") % {"answer": answer[:1].lower() + answer[1:]}


def direct_words(contact: Contact) -> str:
    """Return that the user knows somebody well enough to ask them without anybody's help."""
    words = {"name": contact.name, "facts": relation_words(contact)}
    return _("You know %(name)s yourself, so you need no introduction. %(facts)s.") % words


def refusal_words(contact: Contact) -> str:
    """Return why nobody is asked about somebody, or nothing where they can be looked for."""
    name = {"name": contact.name}
    if contact.deleted_at:
        return _("%(name)s is in the bin, so nobody is asked about them.") % name
    if contact.archived_at:
        return _("%(name)s is in the archive, so nobody is asked about them.") % name
    if contact.ended_in_conflict:
        return _("With %(name)s it ended in conflict, so nobody is asked about them.") % name
    return ""


def _facts(link: Link) -> dict[str, object]:
    return {"place": link.text, "text": link.text, "first": link.first, "last": link.last, "role": link.detail}


def _organisation_words(link: Link) -> str:
    if not link.is_certain:
        return _("%(one)s and %(other)s are or were both at %(place)s; in which years is not noted.")
    if link.last is None:
        if link.first is None:
            return _("%(one)s and %(other)s are both at %(place)s.")
        return _("%(one)s and %(other)s have both been at %(place)s since %(first)s.")
    if link.first is None or link.first == link.last:
        return _("%(one)s and %(other)s were both at %(place)s in %(last)s.")
    return _("%(one)s and %(other)s both worked at %(place)s from %(first)s to %(last)s.")


def _network_words(link: Link) -> str:
    if not link.is_certain:
        return _("%(one)s and %(other)s are or were both in %(place)s; in which years is not noted.")
    if link.last is None:
        if link.first is None:
            return _("%(one)s and %(other)s are both in %(place)s.")
        return _("%(one)s and %(other)s have both been in %(place)s since %(first)s.")
    if link.first is None or link.first == link.last:
        return _("%(one)s and %(other)s were both in %(place)s in %(last)s.")
    return _("%(one)s and %(other)s were both in %(place)s from %(first)s to %(last)s.")


def _there_words(link: Link) -> str:
    if link.kind is LinkKind.THERE:
        return _("%(one)s is at %(place)s: %(role)s.") if link.detail else _("%(one)s is at %(place)s.")
    return _("%(one)s was at %(place)s: %(role)s.") if link.detail else _("%(one)s was at %(place)s.")


def _field_words(link: Link) -> str:
    sentences = {
        "industry": _("%(one)s is at %(text)s."),
        "organisation": _("%(one)s is at %(text)s."),
        "former_industry": _("%(one)s was at %(text)s."),
        "former_organisation": _("%(one)s was at %(text)s."),
        "role": _("What %(one)s does: %(text)s."),
        "tag": _("%(one)s has your tag “%(text)s”."),
        "topic": _("You noted about %(one)s: “%(text)s”."),
        "note": _("Your note about %(one)s mentions “%(text)s”."),
    }
    return sentences[link.detail]


def _tie_words(link: Link) -> str:
    match link.kind:
        case LinkKind.WORKS_WITH:
            return _("%(one)s and %(other)s work together.")
        case LinkKind.PARTNER:
            return _("%(one)s and %(other)s are partners.")
        case LinkKind.INTRODUCED:
            return _("%(one)s introduced %(other)s to you.")
        case LinkKind.RELATIVE if _kinship(link):
            return _("%(one)s belongs to the family of %(other)s (%(kinship)s).")
        case LinkKind.RELATIVE:
            return _("%(one)s and %(other)s are relatives.")
        case _knows:
            return _know_words(link.detail)


def _know_words(strength: str) -> str:
    sentences = {
        str(Tie.Strength.CLOSELY.value): _("%(one)s and %(other)s know each other closely."),
        str(Tie.Strength.WELL.value): _("%(one)s and %(other)s know each other well."),
        str(Tie.Strength.SLIGHT.value): _("%(one)s and %(other)s know each other slightly."),
    }
    return sentences.get(strength, _("%(one)s and %(other)s know each other."))


def _kinship(link: Link) -> str:
    return str(Tie.Kinship(link.detail).label) if link.detail in Tie.Kinship.values else ""
