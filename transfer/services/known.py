"""Which people of a file are known already."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from hashlib import sha256
from uuid import UUID

from django.db.models import Count

from accounts.models import User
from contacts.models import Contact, EmailAddress, PhoneNumber, fold_name
from contacts.queries.survivors import survivors_of
from contacts.rules.likeness import mail_key, phone_key
from transfer.cleaning import digits_of
from transfer.models import Import, SourceCard
from transfer.records import PersonRecord

_NONE = ""


def fingerprint_of(raw: str) -> str:
    """Return the SHA-256 of a card's text."""
    return sha256(raw.encode("utf-8", "surrogatepass")).hexdigest()


class KnownPeople:
    """Recognises people: by card, by UID, else by name together with an address or a number.

    Asks the database once for a whole batch, and remembers what was said to be new. Those in the bin are known by
    their card: who was thrown away does not come back unasked.
    """

    def __init__(self, *, owner: User, imported: Import, people: Sequence[PersonRecord]) -> None:
        cards = SourceCard.objects.for_user(owner)
        fingerprints = [fingerprint_of(person.raw) for person in people]
        self._fingerprints = set(cards.filter(fingerprint__in=fingerprints).values_list("fingerprint", flat=True))
        by_uid = cards.filter(uid__in={person.uid for person in people} - {""})
        self._uids = set(by_uid.exclude(imported=imported).values_list("uid", flat=True))
        # Inside one file a UID that stands for two names is a mistake of the program that wrote it.
        self._uids_here = set(by_uid.filter(imported=imported).values_list("uid", "contact__folded_name"))
        # By name: the addresses and numbers of everybody called so, and an empty text where somebody has none.
        self._channels: dict[str, set[str]] = defaultdict(set)
        # Who of the contacts is called so and has the address or number.
        self._bearers: dict[tuple[str, str], set[UUID]] = defaultdict(set)
        for contact_id, name, channel in _channels_of_namesakes(owner, {fold_name(person.name) for person in people}):
            self._channels[name].add(channel)
            self._bearers[name, channel].add(contact_id)
        self._only_named = _only_named(owner, {fold_name(person.name) for person in people})

    def knows(self, person: PersonRecord) -> bool:
        """Return whether this person is a contact already, or came earlier in the file."""
        if fingerprint_of(person.raw) in self._fingerprints or person.uid in self._uids:
            return True
        name = fold_name(person.name)
        return (person.uid, name) in self._uids_here or not _channels_in(person).isdisjoint(self._channels[name])

    def take_bearer(self, person: PersonRecord) -> UUID | None:
        """Return the one contact of this name who has an address or number of this card, and so lacks the rest of it.

        Only once, and nobody by a card that is known: what was changed since is not filled in again. Where several
        contacts fit, the user has to say which of them are one (contacts.services.duplicates).
        """
        if fingerprint_of(person.raw) in self._fingerprints or person.uid in self._uids:
            return None
        name = fold_name(person.name)
        shared = [self._bearers[name, channel] for channel in _channels_in(person) - {_NONE}]
        bearers = set[UUID]().union(*shared)
        if len(bearers) != 1:
            return None
        contact_id = bearers.pop()
        for others in self._bearers.values():
            others.discard(contact_id)
        return contact_id

    def take_only_named(self, person: PersonRecord) -> UUID | None:
        """Return the contact who was so far only a name, this one, and so waits for this card; only once."""
        return self._only_named.pop(fold_name(person.name), None)

    def remember(self, person: PersonRecord) -> None:
        """Take note of a new person."""
        name = fold_name(person.name)
        self._fingerprints.add(fingerprint_of(person.raw))
        self._channels[name] |= _channels_in(person)
        if person.uid:
            self._uids_here.add((person.uid, name))


def _channels_in(person: PersonRecord) -> set[str]:
    mails = {mail_key(each.value) for each in person.emails}
    return mails | {_number_key(each.value) for each in person.phones} or {_NONE}


def _channels_of_namesakes(owner: User, names: set[str]) -> Iterator[tuple[UUID, str, str]]:
    """Yield id, name and channel of each contact that is called so; columns only, as a name may be frequent.

    Whoever was merged is known by the name of before, too: the address book still has both.
    """
    present = Contact.objects.for_user(owner).present()
    called = {(pk, name) for pk, name in present.filter(folded_name__in=names).values_list("pk", "folded_name")}
    once_called = set(_survivors_once_called(owner, names))
    names_of: dict[UUID, set[str]] = defaultdict(set)
    for pk, name in called | once_called:
        names_of[pk].add(name)
    reached = set()
    for pk, channel in _channels_of(owner, list(names_of)):
        reached.add(pk)
        for name in names_of[pk]:
            yield pk, name, channel
    for pk, name in once_called | {(pk, name) for pk, name in called if pk not in reached}:
        yield pk, name, _NONE


def _channels_of(owner: User, contact_ids: list[UUID]) -> Iterator[tuple[UUID, str]]:
    mails = EmailAddress.objects.for_user(owner).filter(contact__in=contact_ids)
    for pk, address in mails.values_list("contact_id", "address"):
        yield pk, mail_key(address)
    phones = PhoneNumber.objects.for_user(owner).filter(contact__in=contact_ids)
    for pk, number in phones.values_list("contact_id", "number"):
        yield pk, _number_key(number)


def _survivors_once_called(owner: User, names: set[str]) -> Iterator[tuple[UUID, str]]:
    """Yield who is there now for those of these names who were merged, as long as that can be undone."""
    merged = Contact.objects.for_user(owner).exclude(merged_into=None).filter(folded_name__in=names)
    called = dict(merged.values_list("pk", "folded_name"))
    survivors = survivors_of(owner, called) if called else {}
    present = Contact.objects.for_user(owner).present().filter(pk__in=survivors.values())
    there = set(present.values_list("pk", flat=True)) if called else set()
    yield from ((survivor, called[pk]) for pk, survivor in survivors.items() if survivor in there)


def _only_named(owner: User, names: set[str]) -> dict[str, UUID]:
    """Return by name the contacts, without a namesake, who were written down without any address and never imported."""
    contacts = Contact.objects.for_user(owner).present().filter(folded_name__in=names)
    once = contacts.values("folded_name").annotate(bearers=Count("pk")).filter(bearers=1)
    bare = contacts.filter(emails=None, phones=None, source_cards=None)
    found = bare.filter(folded_name__in=once.values("folded_name"))
    return dict(found.values_list("folded_name", "pk"))


def _number_key(number: str) -> str:
    # What is too short to tell people apart by itself does with the name beside it.
    return phone_key(number) or digits_of(number)
