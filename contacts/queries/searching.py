"""What a search finds, the best first, in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from operator import itemgetter
from typing import Any
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import CharField, IntegerField, Min, Q, QuerySet, Value
from django.db.models.expressions import RawSQL

from accounts.models import User
from contacts.models import (
    Contact,
    ContactWord,
    EmailAddress,
    Moment,
    MomentWord,
    Organisation,
    OrganisationWord,
    PhoneNumber,
    Tagging,
    Topic,
    Word,
)
from contacts.models.search import is_word
from contacts.queries.participants import names_of
from contacts.rules.search_words import Term
from netzwerk.core.keyset import behind

# A shorter beginning stands in so many notes that finding it there says nothing.
SHORTEST_BEGINNING = 3
PARTS = 10
# How many more are looked at than shown, for those in the bin and for moments whose people are all there.
SPARE = 5
SHOWN = ("kind", "happened_on", "precision", "note", "organisation__name")
# Of a common beginning a thousand people have a word, and only the best of them are looked up.
FITS = """
    WITH fits AS MATERIALIZED (SELECT id, sum(rank) AS rank FROM ({union}) AS found (id, rank)
        GROUP BY id HAVING count(*) = %s ORDER BY rank FETCH FIRST %s ROWS WITH TIES)
    SELECT (SELECT count(*) FROM fits), ARRAY(SELECT fits.id FROM fits JOIN {best} LIMIT %s)"""
PEOPLE = """contacts_contact c ON c.id = fits.id WHERE c.owner_id = %s AND c.deleted_at IS NULL
    ORDER BY rank, c.archived_at NULLS FIRST, c.folded_name, fits.id"""
ORGANISATIONS = """contacts_organisation o ON o.id = fits.id WHERE o.owner_id = %s
    ORDER BY rank, o.folded_name, fits.id"""
EVERYBODY = 2**31
QUALITY = "CASE WHEN word = %s THEN 0 WHEN word >= %s AND word < %s THEN 1 ELSE 2 END"


@dataclass(frozen=True, slots=True)
class MomentHit:
    """A moment that was found, with the names of those who took part and are not in the bin."""

    moment: Moment
    names: list[str]


@dataclass(slots=True)
class TextsBeside:
    """What is known of a person in rows of their own: tags, mail addresses, seeks and offers; numbers with E.164."""

    texts: list[str] = field(default_factory=list)
    numbers: list[tuple[str, str]] = field(default_factory=list)


def terms_for(user: User, text: str) -> list[Term]:
    """Return what a text looks for among the words of this user."""
    return Word.objects.for_user(user).terms_of(text)


def find_people(user: User, terms: Sequence[Term], *, limit: int) -> list[Contact]:
    """Return the people who have every word: those with it in the name first, whole words before beginnings and forms.

    The archive comes last, the bin not at all.
    """
    words = ContactWord.objects.for_user(user)
    found = [
        words.filter(_is_in_person(term)).order_by().values_list("contact_id").annotate(rank=Min(_rank(term, "part")))
        for term in terms
    ]
    ids = _best(found, PEOPLE, user, limit)
    people = Contact.objects.for_user(user).filter(pk__in=ids).with_positions()
    return _in_order(ids, people)


def texts_beside(user: User, people: Sequence[Contact]) -> dict[UUID, TextsBeside]:
    """Return what is known of each of these people in rows of their own, in one query."""
    nothing = Value("", output_field=CharField())
    rows: list[tuple[QuerySet[Any], str, Any]] = [
        (Tagging.objects.for_user(user), "tag__name", nothing),
        (EmailAddress.objects.for_user(user), "address", nothing),
        (Topic.objects.for_user(user), "text", nothing),
        (PhoneNumber.objects.for_user(user), "number", "e164"),
    ]
    found = [
        query.filter(contact__in=people).order_by().values_list("contact_id", text, more, Value(place))
        for place, (query, text, more) in enumerate(rows)
    ]
    beside = {contact.pk: TextsBeside() for contact in people}
    for contact_id, text, e164, place in sorted(found[0].union(*found[1:], all=True), key=itemgetter(3)):
        if place == len(rows) - 1:
            beside[contact_id].numbers.append((text, e164))
        else:
            beside[contact_id].texts.append(text)
    return beside


def find_organisations(user: User, terms: Sequence[Term], *, limit: int) -> list[Organisation]:
    """Return the organisations whose names have every word: whole words before beginnings and forms."""
    words = OrganisationWord.objects.for_user(user)
    found = [
        words.filter(is_word(term)).order_by().values_list("organisation_id").annotate(rank=Min(_rank(term)))
        for term in terms
    ]
    ids = _best(found, ORGANISATIONS, user, limit)
    return _in_order(ids, Organisation.objects.for_user(user).filter(pk__in=ids))


def find_moments(
    user: User, terms: Sequence[Term], *, limit: int, before: tuple[date, UUID] | None = None
) -> list[MomentHit]:
    """Return the moments whose notes have every word, the newest first; `before` continues after one of them."""
    if not terms:
        return []
    words = MomentWord.objects.for_user(user)
    having = [words.filter(_is_in_note(term)).order_by().values_list("happened_on", "moment_id") for term in terms]
    hits: list[MomentHit] = []
    while len(hits) < limit:
        page = list(_newest(having, before)[: limit + SPARE])
        hits += _present(user, [pk for _day, pk in page])
        if len(page) < limit + SPARE:
            break
        before = page[-1]
    return hits[:limit]


def _newest(having: Sequence[QuerySet[Any, Any]], before: tuple[date, UUID] | None) -> QuerySet[Any, Any]:
    """Return the days and ids that all of these queries found; each is asked once, where a join would be a guess."""
    if before:
        day, pk = before
        after = behind(("happened_on", day), ("moment_id", pk), is_descending=True)
        having = [each.filter(after) for each in having]
    first, *others = having
    found = first.intersection(*others) if others else first.distinct()
    return found.order_by("-happened_on", "-moment_id")


def _present(user: User, ids: Sequence[UUID]) -> list[MomentHit]:
    """Return the moments that somebody took part in who is not in the bin.

    Asked about a few moments at a time: as a condition it would be tried on each moment that has the word.
    """
    if not ids:
        return []
    names = names_of(user, ids)
    moments = Moment.objects.for_user(user).filter(pk__in=ids).select_related("organisation").only(*SHOWN)
    return [MomentHit(moment, names[moment.pk]) for moment in _in_order(ids, moments) if names[moment.pk]]


def _is_in_person(term: Term) -> Q:
    """Return the condition that a word is looked for: a beginning of one or two letters counts in names alone."""
    if len(term.key) >= SHORTEST_BEGINNING:
        return is_word(term)
    return is_word(term) & (Q(part=ContactWord.Part.NAME) | Q(word=term.key))


def _is_in_note(term: Term) -> Q:
    return Q(word=term.key) if len(term.key) < SHORTEST_BEGINNING else is_word(term)


def _rank(term: Term, place: str = "0") -> RawSQL:
    """Return how well a word fits: the word itself before its beginnings before forms and guesses; the place first."""
    # A third of the time of the same in expressions, which is spent for each word of each search.
    return RawSQL(f"{place} * {PARTS} + {QUALITY}", [term.key, term.key, term.end], IntegerField())  # noqa: S611


def _best(found: Sequence[QuerySet[Any, Any]], best: str, user: User, limit: int) -> list[UUID]:
    """Return the ids that all of these queries found, the lowest sum of ranks first.

    Each query is one range of the index; joined in one condition they would be none.
    """
    try:
        compiled = [query.query.sql_with_params() for query in found]
    except EmptyResultSet:
        return []
    if not compiled:
        return []
    union = " UNION ALL ".join(sql for sql, _parameters in compiled)
    parameters = [value for _sql, values in compiled for value in values]
    with connection.cursor() as cursor:
        for most in (limit + SPARE, EVERYBODY):
            cursor.execute(FITS.format(union=union, best=best), [*parameters, len(found), most, user.pk, limit])
            count, ids = cursor.fetchone()
            # When many of the best are in the bin, those that come after them are asked for too.
            if len(ids) == limit or count < most:
                break
    return list(ids)


def _in_order(ids: Sequence[UUID], rows: QuerySet[Any]) -> list[Any]:
    by_id = {row.pk: row for row in rows}
    return [by_id[pk] for pk in ids if pk in by_id]
