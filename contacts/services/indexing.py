"""What the search looks at, brought in line with what is stored."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from accounts.models import User
from contacts.models import Contact, ContactWord, Moment, MomentWord, Organisation, OrganisationWord, Position, Word
from contacts.rules.search_words import STOP_WORDS, words_of, words_of_number
from netzwerk.core.copying import write_rows
from netzwerk.core.jobs import enqueue_job

# Of a very long text the first words count: each is a row.
MOST_WORDS = 500
BATCH = 500
MOST_ASKED = 1000
# At an organisation with more people and moments, they follow in the background.
MOST_AT_ONCE = 500
REINDEX_AT = "reindex-organisation"
Part = ContactWord.Part
BELONGINGS = (
    "emails", "phones", "addresses", "messengers", "links", "positions__organisation", "topics", "custom_values",
    "taggings__tag",
)  # fmt: skip


@transaction.atomic
def reindex_contacts(*, owner: User, contact_ids: Iterable[UUID]) -> None:
    """Make these people found by all that is stored about them now; every service that changes it ends with this.

    The number of queries grows with every `BATCH` people alone. Two tabs wait for each other, always in one order, and
    the second looks at what the first has left.
    """
    for ids in _batches(contact_ids):
        locked = Contact.objects.for_user(owner).filter(pk__any_of=ids).order_by("pk").select_for_update(no_key=True)
        contacts = locked.prefetch_related(*BELONGINGS)
        write_contact_words(owner=owner, words={contact.pk: words_of_contact(contact) for contact in contacts})


@transaction.atomic
def reindex_moments(*, owner: User, moment_ids: Iterable[UUID]) -> None:
    """Make these moments found by their notes; every service that changes, deletes or restores one ends with this."""
    for ids in _batches(moment_ids):
        locked = Moment.objects.for_user(owner).filter(pk__any_of=ids).order_by("pk").select_for_update(no_key=True)
        found = Moment.objects.for_user(owner).filter(pk__any_of=list(locked.values_list("pk", flat=True)))
        words: dict[UUID, dict[str, date]] = {}
        for pk, note, place, day, deleted_at in found.values_list(
            "pk", "note", "organisation__name", "happened_on", "deleted_at"
        ):
            words[pk] = {} if deleted_at else dict.fromkeys(_telling(note, place or "")[:MOST_WORDS], day)
        _write_words(owner, MomentWord, "moment_id", words, column="happened_on")


@transaction.atomic
def reindex_organisations(*, owner: User, organisation_ids: Iterable[UUID]) -> None:
    """Make these organisations found by their names, and by them the people and moments there."""
    for ids in _batches(organisation_ids):
        found = Organisation.objects.for_user(owner).filter(pk__any_of=ids).values_list("pk", "name", "industry")
        names = {pk: {word: word for word in words_of(*texts)[:MOST_WORDS]} for pk, *texts in found}
        if changed := _write_words(owner, OrganisationWord, "organisation_id", names, column="word"):
            reindex_those_at(owner=owner, organisation_ids=changed)


def reindex_those_at(*, owner: User, organisation_ids: Collection[UUID]) -> None:
    """Let the search follow for the people and moments at organisations; when they are many, in the background."""
    people, moments = (
        [*found.values_list("pk", flat=True)[: MOST_AT_ONCE + 1]] for found in _those_at(owner, organisation_ids)
    )
    if len(people) + len(moments) > MOST_AT_ONCE:
        for organisation_id in organisation_ids:
            enqueue_job(kind=REINDEX_AT, owner=owner, object_id=organisation_id)
        return
    reindex_contacts(owner=owner, contact_ids=people)
    reindex_moments(owner=owner, moment_ids=moments)


def reindex_next_at(*, owner: User, organisation_id: UUID, after: UUID) -> UUID | None:
    """Let the search follow for the next people and moments at an organisation, by id; return where it has come to."""
    batches = [
        [*found.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:BATCH]]
        for found in _those_at(owner, [organisation_id])
    ]
    # Both go as far as the one that is less far, so that one place tells where it goes on.
    ends = [batch[-1] for batch in batches if len(batch) == BATCH]
    people, moments = ([pk for pk in batch if not ends or pk <= min(ends)] for batch in batches)
    reindex_contacts(owner=owner, contact_ids=people)
    reindex_moments(owner=owner, moment_ids=moments)
    return min(ends) if ends else None


def reindex_everything(*, owner: User) -> None:
    """Write all words of an owner anew, and forget those that no thing has any more."""
    with transaction.atomic():
        for model in (Word, ContactWord, MomentWord, OrganisationWord):
            model._base_manager.filter(owner=owner).delete()
        ids = [
            list(model._base_manager.filter(owner=owner).values_list("pk", flat=True))
            for model in (Organisation, Contact, Moment)
        ]
        reindex_organisations(owner=owner, organisation_ids=ids[0])
        reindex_contacts(owner=owner, contact_ids=ids[1])
        reindex_moments(owner=owner, moment_ids=ids[2])


def words_stored(*, owner: User, contact_ids: Collection[UUID], moment_ids: Collection[UUID]) -> set[str]:
    """Return the words by which these people and moments are found now; for `forget_unused_words` once they changed."""
    people = ContactWord.objects.for_user(owner).filter(contact__in=contact_ids).values_list("word", flat=True)
    moments = MomentWord.objects.for_user(owner).filter(moment__in=moment_ids).values_list("word", flat=True)
    return {*people, *moments}


def forget_unused_words(*, owner: User, words: Collection[str]) -> None:
    """Forget those of these words that no thing has any more: a name must not outlive its bearer in the vocabulary."""
    used = set[str]()
    for model in (ContactWord, MomentWord, OrganisationWord):
        used.update(model.objects.for_user(owner).filter(word__in=words).values_list("word", flat=True))
    Word.objects.for_user(owner).filter(word__in=set(words) - used).delete()


@dataclass(frozen=True, slots=True, kw_only=True)
class Findable:
    """The texts a person is found by, part by part; numbers as they were written and as E.164."""

    names: Iterable[str]
    standing: Iterable[str]
    places: Iterable[str]
    handles: Iterable[str]
    numbers: Iterable[tuple[str, str]]
    telling: Iterable[str]


def words_of_contact(contact: Contact) -> dict[str, int]:
    """Return the words a person is found by, each with the first part that it stands in."""
    return words_of_findable(_findable(contact))


def words_of_findable(texts: Findable) -> dict[str, int]:
    """Return the words of these texts, each with the first part that it stands in."""
    found: dict[str, int] = {}
    for part, words in _parts(texts):
        for word in words:
            if len(found) >= MOST_WORDS:
                return found
            found.setdefault(word, part)
    return found


def write_contact_words(*, owner: User, words: Mapping[UUID, Mapping[str, int]]) -> None:
    """Store the words of these people, each with the part it stands in, in place of those that they had."""
    _write_words(owner, ContactWord, "contact_id", words, column="part")


def add_contact_words(*, owner: User, words: Mapping[UUID, Mapping[str, int]]) -> None:
    """Store the words of people who are new, and so had none."""
    _store_words(owner, ContactWord, "contact_id", words, column="part")
    _learn(owner, words.values())


def _write_words(
    owner: User, model: Any, link: str, words: Mapping[UUID, Mapping[str, Any]], *, column: str
) -> list[UUID]:
    """Store the words of these things in place of those that they had, and what each says in a column of its row.

    Returns the things that had others before.
    """
    thing = f"{link.removesuffix('_id')}__pk__any_of"
    rows = model.objects.for_user(owner).filter(**{thing: words})
    before: dict[UUID, dict[str, Any]] = defaultdict(dict)
    for pk, word, said in rows.values_list(link, "word", column):
        before[pk][word] = said
    changed = {pk: mine for pk, mine in words.items() if before[pk] != mine}
    gone = [pk for pk in changed if before[pk]]
    if gone:
        rows.filter(**{thing: gone}).delete()
    _store_words(owner, model, link, changed, column=column)
    _learn(owner, changed.values())
    return gone


def _store_words(owner: User, model: Any, link: str, words: Mapping[UUID, Mapping[str, Any]], *, column: str) -> None:
    # The column may be the word itself.
    columns = list(dict.fromkeys((link, "word", column)))
    # An id is made a text once, not for each word.
    texts = {str(pk): mine for pk, mine in words.items()}
    rows = [(pk, word, says)[: len(columns)] for pk, mine in texts.items() for word, says in mine.items()]
    write_rows(model, columns, rows, common={"owner_id": owner.pk})


def _learn(owner: User, words: Iterable[Iterable[str]]) -> None:
    """Note the words that are new to this owner, in one order, so that two who do so wait instead of deadlocking."""
    every = set().union(*words)
    # Of very many, it takes longer to ask which are new than to be told that some are not.
    asked = every if len(every) < MOST_ASKED else set()
    known = Word.objects.for_user(owner).filter(word__any_of=asked)
    new = sorted(every.difference(known.values_list("word", flat=True)))
    write_rows(Word, ["word"], [(word,) for word in new], common={"owner_id": owner.pk}, ignore_conflicts=True)


def _findable(contact: Contact) -> Findable:
    positions = contact.positions.all()
    return Findable(
        names=(
            contact.name, contact.given_name, contact.family_name, contact.nickname, contact.former_name,
            contact.phonetic_name, contact.name_prefix, contact.name_suffix,
        ),
        standing=(
            *(position.organisation_name for position in positions),
            *(position.role for position in positions),
            *(tagging.tag.name for tagging in contact.taggings.all()),
            *(position.organisation.industry for position in positions if position.organisation),
        ),
        places=(
            contact.place,
            contact.where_met,
            *(
                text
                for address in contact.addresses.all()
                for text in (address.city, address.street, address.postal_code, address.region, address.country)
            ),
        ),
        handles=(
            *(email.address for email in contact.emails.all()),
            *(messenger.handle for messenger in contact.messengers.all()),
            *(link.url for link in contact.links.all()),
        ),
        numbers=((phone.number, phone.e164) for phone in contact.phones.all()),
        telling=(
            *(topic.text for topic in contact.topics.all()),
            contact.how_met,
            *(value.text for value in contact.custom_values.all()),
            contact.note,
        ),
    )  # fmt: skip


def _parts(texts: Findable) -> Iterator[tuple[int, Iterable[str]]]:
    yield Part.NAME.value, words_of(*texts.names)
    yield Part.STANDING.value, words_of(*texts.standing)
    yield Part.REACHING.value, words_of(*texts.places)
    yield Part.REACHING.value, words_of(*texts.handles)
    for number, e164 in texts.numbers:
        yield Part.REACHING.value, words_of_number(number, e164)
    yield Part.TEXT.value, _telling(*texts.telling)


def _telling(*texts: str) -> list[str]:
    return [word for word in words_of(*texts) if word not in STOP_WORDS]


def _those_at(owner: User, organisation_ids: Collection[UUID]) -> tuple[QuerySet[Contact], QuerySet[Moment]]:
    there = Position.objects.for_user(owner).filter(organisation__in=organisation_ids)
    people = Contact.objects.for_user(owner).filter(pk__in=there.order_by().values("contact"))
    return people, Moment.objects.for_user(owner).filter(organisation__in=organisation_ids)


def _batches(ids: Iterable[UUID]) -> Iterator[Collection[UUID]]:
    rest = iter(sorted(set(ids)))
    while batch := list(islice(rest, BATCH)):
        yield batch
