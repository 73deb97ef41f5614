"""Why somebody is proposed: each reason a sentence with its facts, and where they can be seen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from contacts.models import Closeness, Contact, Origin
from contacts.wording import day_words
from matching.queries.proposals import Proposal
from matching.rules.evidence import Evidence, EvidenceKind

# More reasons than these are no more convincing.
MOST_REASONS = 4
Kind = EvidenceKind


@dataclass(frozen=True, slots=True)
class ReasonLine:
    """One reason in words, and the page that shows the facts."""

    sentence: str
    url: str


def reason_lines(proposal: Proposal) -> list[ReasonLine]:
    """Return the reasons of a proposal, the weightiest first; there is always one (product rule 8)."""
    lines: dict[str, ReasonLine] = {}
    told: set[str] = set()
    for one in proposal.evidence:
        fact = _FACTS[one.kind](one)
        # A note that speaks of two needs is quoted once, and what several facts fit is said with the first.
        if one.points > 0 and fact not in lines:
            about = "" if one.about in told else one.about
            lines[fact] = ReasonLine(_sentence(fact, about), _url(one, proposal.contact))
            told.add(one.about)
    return list(lines.values())[:MOST_REASONS]


def _sentence(fact: str, about: str) -> str:
    said = {"fact": fact, "about": about}
    return _("%(fact)s. Fits “%(about)s”.") % said if about else _("%(fact)s.") % said


def _url(one: Evidence, contact: Contact) -> str:
    if one.kind in (Kind.INDUSTRY, Kind.POSITION, Kind.DECIDES) and one.subject_id:
        return reverse("contacts:organisation-detail", args=[one.subject_id])
    if one.kind is Kind.TAG:
        return f"{reverse('contacts:contact-list')}?tag={one.subject_id}"
    if one.kind is Kind.MOMENT and one.subject_id:
        return reverse("contacts:moment-edit", args=[one.subject_id])
    if one.kind in (Kind.TIES, Kind.CIRCLES, Kind.BETWEEN, Kind.KNOWS_THERE):
        return reverse("contacts:contact-ties", args=[contact.pk])
    return reverse("contacts:contact-detail", args=[contact.pk])


def _position(one: Evidence) -> str:
    said = {"role": one.role, "place": one.text}
    if one.is_former:
        if one.role and one.text:
            return _("Was %(role)s at %(place)s") % said
        return _("Was %(role)s") % said if one.role else _("Was at %(place)s") % said
    if one.role and one.text:
        return _("Is %(role)s at %(place)s") % said
    return _("Is %(role)s") % said if one.role else _("Is at %(place)s") % said


def _industry(one: Evidence) -> str:
    said = {"place": one.text, "industry": one.role}
    return _("Was at %(place)s (%(industry)s)") % said if one.is_former else _("Is at %(place)s (%(industry)s)") % said


def _note(one: Evidence) -> str:
    return _("Your note says “%(text)s”") % {"text": one.text} if one.text else _("Your notes about them speak of it")


def _moment(one: Evidence) -> str:
    said = {"day": day_words(one.day, one.precision) if one.day else "", "text": one.text, "place": one.role}
    if one.role and not one.text:
        return _("A moment at %(place)s, %(day)s") % said
    return _("You noted, %(day)s: “%(text)s”") % said if one.text else _("A moment has to do with it, %(day)s") % said


def _decides(one: Evidence) -> str:
    said = {"role": one.role, "place": one.text}
    if not one.subject_id:
        return _("Has a say as %(role)s") % said
    return _("Has a say at %(place)s as %(role)s") % said


def _knows_there(one: Evidence) -> str:
    more = one.count - len(one.names)
    names = get_text_list(list(one.names), _("and"))
    if more > 0:
        names = ngettext("%(names)s and %(count)s more", "%(names)s and %(count)s more", more) % {
            "names": ", ".join(one.names),
            "count": more,
        }
    said = {"names": names, "place": one.text}
    return _("Knows %(names)s at %(place)s") % said if one.text else _("Knows %(names)s, who work in the field") % said


def _ties(one: Evidence) -> str:
    return ngettext("Knows %(count)s of your people", "Knows %(count)s of your people", one.count) % {
        "count": one.count
    }


def _circles(one: Evidence) -> str:
    labels = {origin.value: str(origin.label) for origin in Origin}
    names = get_text_list([_("“%(name)s”") % {"name": labels[name]} for name in one.names], _("and"))
    return _("Knows people from %(count)s of your circles: %(names)s") % {"count": one.count, "names": names}


def _networks(one: Evidence) -> str:
    said = {"count": one.count, "names": get_text_list(list(one.names), _("and"))}
    return ngettext("Is in %(names)s", "Is in %(count)s of your networks: %(names)s", one.count) % said


def _between(_one: Evidence) -> str:
    return _("Links people who would hardly know each other otherwise")


def _closeness(one: Evidence) -> str:
    if one.text == Closeness.INNER:
        return _("Belongs to your inner circle")
    return _("Is close to you") if one.text == Closeness.CLOSE else _("You know each other well")


def _silence(one: Evidence) -> str:
    if one.day:
        return _("You were last in touch on %(day)s") % {"day": day_words(one.day)}
    years = max(one.count, 1)
    return ngettext("Silent for about a year", "Silent for about %(count)s years", years) % {"count": years}


def _always(sentence: Promise | str) -> Callable[[Evidence], str]:
    return lambda one: str(sentence) % {"text": one.text}


_FACTS: Mapping[Kind, Callable[[Evidence], str]] = {
    Kind.INDUSTRY: _industry,
    Kind.POSITION: _position,
    Kind.TAG: _always(gettext_lazy("Has your tag “%(text)s”")),
    Kind.OFFER: _always(gettext_lazy("Offers “%(text)s”")),
    Kind.NOTE: _note,
    Kind.MOMENT: _moment,
    Kind.DECIDES: _decides,
    Kind.KNOWS_THERE: _knows_there,
    Kind.TIES: _ties,
    Kind.CIRCLES: _circles,
    Kind.NETWORKS: _networks,
    Kind.BETWEEN: _between,
    Kind.CLOSENESS: _closeness,
    Kind.TRUST: _always(gettext_lazy("You marked that you trust them")),
    Kind.WILLING: _always(gettext_lazy("You marked that they are willing to help")),
    Kind.STANDING: _always(gettext_lazy("You marked that they stand well in the field")),
    Kind.SHARED_TIME: _always(gettext_lazy("You marked that you spent little time together, which revives best")),
    Kind.SILENCE: _silence,
}
