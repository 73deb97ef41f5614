"""What was found, as pages and the palette show it: in pieces, each with whether it is what was looked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from accounts.models import User
from contacts.labels import KIND_ICONS
from contacts.models import Contact, Organisation
from contacts.queries.searching import MomentHit, TextsBeside, texts_beside
from contacts.rules.search_words import Term, segments_of, snippet_of, words_of, words_of_number
from contacts.wording import brief_words, day_words, dotted
from netzwerk.core.markdown import without_marks
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


def people_hits(user: User, people: Sequence[Contact], terms: Sequence[Term], today: date) -> list[Hit]:
    """Return people with organisation and place, or with what else they were found by; one query at most.

    The people come with their positions.
    """
    missing = {each.pk: [term for term in terms if not _shows(term, each)] for each in people}
    unclear = [each for each in people if missing[each.pk]]
    beside = texts_beside(user, unclear) if unclear else {}
    reasons = {each.pk: next(_reasons(each, beside[each.pk], missing[each.pk]), []) for each in unclear}
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
            icon=KIND_ICONS[each.moment.kind],
            title=snippet_of(without_marks(each.moment.note), terms) or [(each.moment.get_kind_display(), False)],
            detail=segments_of(dotted(_names(each.names), _place(each), _when(each)), terms),
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


def _shows(term: Term, contact: Contact) -> bool:
    """Tell whether what is shown of a person anyway holds a term."""
    return any(term.fits(word) for word in words_of(contact.name, brief_words(contact)))


def _reasons(contact: Contact, beside: TextsBeside, missing: Sequence[Term]) -> Iterator[Pieces]:
    """Yield what a person was found by, apart from what is shown anyway."""
    for text in _texts(contact, beside):
        pieces = snippet_of(text, missing, length=90)
        if any(is_hit for _piece, is_hit in pieces):
            yield pieces
    for number, e164 in beside.numbers:
        if any(term.fits(word) for word in words_of_number(number, e164) for term in missing):
            yield [(number, True)]


def _texts(contact: Contact, beside: TextsBeside) -> Iterator[str]:
    yield from (contact.nickname, contact.former_name, contact.phonetic_name)
    for position in contact.positions.all():
        industry = position.organisation.industry if position.organisation else ""
        yield dotted(position.role, position.organisation_name, industry)
    yield from beside.texts
    yield from (contact.how_met, contact.where_met, without_marks(contact.note))


def _names(names: Sequence[str]) -> str:
    first = ", ".join(names[:MOST_NAMES])
    return f"{first} …" if len(names) > MOST_NAMES else first


def _place(hit: MomentHit) -> str:
    return hit.moment.organisation.name if hit.moment.organisation else ""


def _when(hit: MomentHit) -> str:
    return day_words(hit.moment.happened_on, hit.moment.precision)
