"""What was found, as pages and the palette show it: in pieces, each with whether it is what was looked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import prefetch_related_objects
from django.urls import reverse

from contacts.models import Contact, Organisation
from contacts.queries.searching import MomentHit
from contacts.rules.search_words import Term, segments_of, snippet_of, words_of_number
from contacts.wording import brief_words, day_words, dotted
from netzwerk.core.registry import SearchHit

Pieces = list[tuple[str, bool]]
MOST_NAMES = 3


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing that was found: where it is, what it is called, and why it was found. A person comes along whole."""

    url: str
    icon: str
    title: Pieces
    detail: Pieces
    contact: Contact | None = None
    state: str = ""
    initials: str = ""
    kind: str = ""


def people_hits(people: Sequence[Contact], terms: Sequence[Term], today: date) -> list[Hit]:
    """Return people with organisation and place, or with what else they were found by; five queries at most."""
    unclear = [each for each in people if not _shows(terms, f"{each.name} {brief_words(each)}")]
    prefetch_related_objects(unclear, "emails", "phones", "topics", "taggings__tag", "positions__organisation")
    reasons = {each.pk: next(_reasons(each, terms), []) for each in unclear}
    return [
        Hit(
            url=reverse("contacts:contact-detail", args=[each.pk]),
            icon="person",
            title=segments_of(each.name, terms),
            detail=reasons.get(each.pk) or segments_of(brief_words(each), terms),
            contact=each,
            state=each.state_on(today),
            initials=each.initials,
        )
        for each in people
    ]


def moment_hits(found: Sequence[MomentHit], terms: Sequence[Term]) -> list[Hit]:
    """Return moments: what was noted, who was there, and when."""
    return [
        Hit(
            url=reverse("contacts:moment-edit", args=[each.moment.pk]),
            icon="journal-text",
            title=snippet_of(each.moment.note, terms) or [(each.moment.get_kind_display(), False)],
            detail=segments_of(dotted(_names(each.people), _place(each), _when(each)), terms),
            kind=each.moment.kind,
        )
        for each in found
    ]


def organisation_hits(found: Sequence[Organisation], terms: Sequence[Term]) -> list[Hit]:
    """Return organisations with their industries."""
    return [
        Hit(
            url=reverse("contacts:organisation-detail", args=[each.pk]),
            icon="building",
            title=segments_of(each.name, terms),
            detail=[(each.industry, False)],
        )
        for each in found
    ]


def other_hits(found: Sequence[SearchHit], terms: Sequence[Term]) -> list[Hit]:
    """Return what other apps found."""
    return [Hit(each.url, each.icon, segments_of(each.title, terms), segments_of(each.detail, terms)) for each in found]


def _shows(terms: Sequence[Term], text: str) -> bool:
    """Tell whether a text holds something of each term."""
    return all(any(is_hit for _piece, is_hit in segments_of(text, [term])) for term in terms)


def _reasons(contact: Contact, terms: Sequence[Term]) -> Iterator[Pieces]:
    """Yield what a person was found by, apart from what is shown anyway."""
    shown = f"{contact.name} {brief_words(contact)}"
    missing = [term for term in terms if not _shows([term], shown)]
    for text in _texts(contact):
        pieces = snippet_of(text, missing, length=90)
        if any(is_hit for _piece, is_hit in pieces):
            yield pieces
    for phone in contact.phones.all():
        if any(term.fits(word) for word in words_of_number(phone.number, phone.e164) for term in missing):
            yield [(phone.number, True)]


def _texts(contact: Contact) -> Iterator[str]:
    yield from (contact.nickname, contact.former_name, contact.phonetic_name)
    for position in contact.positions.all():
        industry = position.organisation.industry if position.organisation else ""
        yield dotted(position.role, position.organisation_name, industry)
    yield from (tagging.tag.name for tagging in contact.taggings.all())
    yield from (email.address for email in contact.emails.all())
    yield from (topic.text for topic in contact.topics.all())
    yield from (contact.how_met, contact.where_met, contact.note)


def _names(people: Sequence[Contact]) -> str:
    names = ", ".join(each.name for each in people[:MOST_NAMES])
    return f"{names} …" if len(people) > MOST_NAMES else names


def _place(hit: MomentHit) -> str:
    return hit.moment.organisation.name if hit.moment.organisation else ""


def _when(hit: MomentHit) -> str:
    return day_words(hit.moment.happened_on, hit.moment.precision)
