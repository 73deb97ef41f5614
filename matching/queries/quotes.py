"""What notes say of a need, word for word: for the few who are shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from accounts.models import User
from contacts.models import Contact, Moment
from contacts.rules.search_words import Term, snippet_of
from matching.rules.evidence import Evidence, EvidenceKind
from matching.rules.wanted import Wanted

LENGTH = 90


def told_moments(owner: User, evidence: Iterable[Sequence[Evidence]]) -> dict[UUID, Moment]:
    """Return the moments that facts rest on; one query."""
    ids = [one.subject_id for each in evidence for one in each if one.kind is EvidenceKind.MOMENT and one.subject_id]
    found = Moment.objects.for_user(owner).present().filter(pk__in=ids)
    return {moment.pk: moment for moment in found.select_related("organisation")}


def quoted(
    evidence: Iterable[Evidence], wanted: Wanted, contact: Contact, moments: Mapping[UUID, Moment]
) -> tuple[Evidence, ...]:
    """Return the facts with a piece of the note where they rest on one."""
    words = {need.text: need.all_words for need in wanted.needs}
    return tuple(_quoted(one, words.get(one.about, frozenset()), contact, moments) for one in evidence)


def _quoted(one: Evidence, words: frozenset[str], contact: Contact, moments: Mapping[UUID, Moment]) -> Evidence:
    if one.kind is EvidenceKind.NOTE and words:
        return replace(one, text=_piece(contact.note, words) or _piece(contact.how_met, words))
    moment = moments.get(one.subject_id) if one.subject_id else None
    if one.kind is EvidenceKind.MOMENT and moment and words:
        said = _piece(moment.note, words)
        place = moment.organisation.name if moment.organisation and not said else ""
        # Where the note says nothing of it, the place does.
        return replace(one, text=said, precision=moment.precision, role=place if _piece(place, words) else "")
    return one


def _piece(text: str, words: frozenset[str]) -> str:
    """Return a piece of a text around the first of some words; nothing when none is there."""
    pieces = snippet_of(text, [Term(min(words), words)], LENGTH)
    # The sentence around it has a full stop of its own.
    return "".join(piece for piece, _hit in pieces).rstrip(" .") if any(hit for _piece, hit in pieces) else ""
