"""Which people of a file are known already, and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

from accounts.models import User
from contacts.models import Contact, EmailAddress, PhoneNumber, fold_name
from contacts.queries.survivors import there_now
from contacts.rules.likeness import mail_key, phone_key
from transfer.cleaning import digits_of
from transfer.models import Import, ImportRow, SourceCard
from transfer.records import PersonRecord

_NONE = ""
Known = ImportRow.Known


def fingerprint_of(raw: str) -> str:
    """Return the SHA-256 of a card's text."""
    return sha256(raw.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class Sighting:
    """Whom a person of a file is among the contacts, and why we think so; without a reason they are new.

    `may_tell` is whether the record may say something that the contact lacks: never by a card that is known, as what
    was changed since is not filled in again, and never where several contacts fit.
    """

    contact_id: UUID | None = None
    reason: str = ""
    may_tell: bool = False


NEW = Sighting()


class KnownPeople:
    """Recognises people: by card, by UID, else by name together with an address or a number.

    Asks the database once for a whole batch. Those in the bin are known by their card: who was thrown away does not
    come back unasked.
    """

    def __init__(
        self, *, owner: User, imported: Import, people: Sequence[PersonRecord], prints: Mapping[int, str]
    ) -> None:
        """Ask about these people; `prints` are the fingerprints of their cards, by number."""
        self._prints = prints
        self._cards: dict[str, Sighting] = {}
        # By UID and name; programs that copy cards give several people the same.
        self._uids: dict[str, dict[str, dict[UUID, Sighting]]] = defaultdict(lambda: defaultdict(dict))
        self._uids_here: dict[tuple[str, str], UUID] = {}
        # Who of the contacts is called so and has the address or number; or has none at all.
        self._bearers: dict[tuple[str, str], dict[UUID, bool]] = defaultdict(dict)
        self._only_named: dict[str, UUID] = {}
        self._ask_cards(owner, imported, {person.uid for person in people} - {""})
        self._ask_names(owner, {fold_name(person.name) for person in people})

    def _ask_cards(self, owner: User, imported: Import, uids: set[str]) -> None:
        # No join: without statistics the planner would read all people of the owner for each card.
        cards = SourceCard.objects.for_user(owner)
        same = cards.filter(fingerprint__any_of=list(self._prints.values()))
        by_card = list(same.values_list("fingerprint", "contact_id"))
        by_uid = list(cards.filter(uid__any_of=list(uids)).values_list("uid", "imported_id", "contact_id"))
        ids = {contact_id for _fingerprint, contact_id in by_card} | {
            contact_id for _uid, _import, contact_id in by_uid
        }
        contacts = Contact.objects.for_user(owner).filter(pk__any_of=ids).values_list("pk", "folded_name", "deleted_at")
        theirs = {pk: (name, deleted_at) for pk, name, deleted_at in contacts}
        for fingerprint, contact_id in by_card:
            self._cards[fingerprint] = _by_card(contact_id, Known.SAME_CARD, theirs[contact_id][1])
        for uid, import_id, contact_id in by_uid:
            name, deleted_at = theirs[contact_id]
            # Inside one file a UID that stands for two names is a mistake of the program that wrote it.
            if import_id == imported.pk:
                self._uids_here[uid, name] = contact_id
            else:
                self._uids[uid][name][contact_id] = _by_card(contact_id, Known.SAME_UID, deleted_at)

    def _ask_names(self, owner: User, names: set[str]) -> None:
        """Note by name and channel who is called so; columns only, as a name may be frequent.

        Whoever was merged is known by the name of before, too: the address book still has both.
        """
        present = Contact.objects.for_user(owner).present().filter(folded_name__any_of=names)
        called: dict[str, set[UUID]] = defaultdict(set)
        for pk, name in present.values_list("pk", "folded_name"):
            called[name].add(pk)
        once_called: dict[str, set[UUID]] = defaultdict(set)
        for pk, name in _survivors_once_called(owner, names):
            if pk not in called[name]:
                once_called[name].add(pk)
        channels = _channels_of(owner, set().union(*called.values(), *once_called.values()))
        for those, is_former in ((called, False), (once_called, True)):
            for name, pks in those.items():
                for pk in pks:
                    for channel in channels.get(pk, [_NONE]) + [_NONE] * is_former:
                        self._bearers[name, channel][pk] = is_former
        # Written down without any address, without a namesake, and never imported.
        bare = {name: min(pks) for name, pks in called.items() if len(pks) == 1 and not pks & channels.keys()}
        cards = SourceCard.objects.for_user(owner).filter(contact__id__any_of=list(bare.values()))
        imported_once = set(cards.values_list("contact_id", flat=True))
        self._only_named = {name: pk for name, pk in bare.items() if pk not in imported_once}

    def look_up(self, person: PersonRecord) -> Sighting:
        """Return which contact somebody is, as far as cards, UIDs, addresses and numbers tell."""
        if by_card := self._cards.get(self._prints[person.number]):
            return by_card
        name = fold_name(person.name)
        if by_uid := self._uids.get(person.uid):
            found = (
                by_uid[name] if name in by_uid else {pk: one for each in by_uid.values() for pk, one in each.items()}
            )
            by_channel = self._by_channel(person, name).contact_id if len(found) > 1 else None
            return found[by_channel] if by_channel in found else _only_one(list(found.values()))
        if twice := self._uids_here.get((person.uid, name)):
            return Sighting(twice, Known.TWICE, may_tell=True)
        return self._by_channel(person, name)

    def _by_channel(self, person: PersonRecord, name: str) -> Sighting:
        found: dict[UUID, str] = {}
        for channel, reason in channels_in(person):
            for contact_id, is_former in self._bearers.get((name, channel), {}).items():
                found.setdefault(contact_id, Known.MERGED if is_former else reason)
        return _only_one([Sighting(contact_id, reason, may_tell=True) for contact_id, reason in found.items()])

    def only_named(self, person: PersonRecord) -> Sighting:
        """Return the contact who was so far only a name, this one, and so waits for this card."""
        contact_id = self._only_named.get(fold_name(person.name))
        return Sighting(contact_id, Known.NAME, may_tell=True) if contact_id else NEW


class Earlier:
    """Who came earlier in the same import: remembered by hashes, as an import may be of very many."""

    def __init__(self) -> None:
        self._numbers: dict[int, int] = {}
        self._taken: set[UUID] = set()

    def find(self, keys: Iterable[int]) -> int:
        """Return the number of the record that was this person already (`keys_of`); 0 when there is none."""
        return next((number for key in keys if (number := self._numbers.get(key))), 0)

    def has_card(self, fingerprint: str) -> bool:
        """Return whether the very same card came already."""
        return hash(fingerprint) in self._numbers

    def remember(self, keys: Iterable[int], number: int) -> None:
        """Take note of a person (`keys_of`)."""
        for key in keys:
            self._numbers.setdefault(key, number)

    def take(self, sighting: Sighting) -> bool:
        """Return whether nobody else in the import was taken for this contact by the name alone; now somebody is."""
        if sighting.contact_id is None or sighting.contact_id in self._taken:
            return False
        self._taken.add(sighting.contact_id)
        return True


def channels_in(person: PersonRecord) -> list[tuple[str, str]]:
    """Return what people are recognised by beside their name, each with the reason that it gives."""
    mails = [(mail_key(each.value), Known.MAIL.value) for each in person.emails]
    phones = [(_number_key(each.value), Known.PHONE.value) for each in person.phones]
    return mails + phones or [(_NONE, Known.NAME.value)]


def keys_of(person: PersonRecord, fingerprint: str) -> list[int]:
    """Return what `Earlier` knows a person by: the card, the UID, and the name with each address and number."""
    name = fold_name(person.name)
    by_uid = [hash(("uid", person.uid, name))] if person.uid else []
    return [hash(fingerprint), *by_uid, *(hash((name, channel)) for channel, _reason in channels_in(person))]


def _by_card(contact_id: UUID, reason: str, deleted_at: object) -> Sighting:
    if deleted_at:
        return Sighting(contact_id, Known.IN_BIN)
    return Sighting(contact_id, reason, may_tell=reason != Known.SAME_CARD)


def _only_one(found: Sequence[Sighting]) -> Sighting:
    """Return the one; where several fit, the user has to say which of them are one (contacts.services.duplicates)."""
    if not found:
        return NEW
    return found[0] if len(found) == 1 else Sighting(found[0].contact_id, found[0].reason)


def _channels_of(owner: User, contact_ids: set[UUID]) -> dict[UUID, list[str]]:
    """Return the mail addresses and phone numbers of people, as they are compared; of those who have any."""
    found: dict[UUID, list[str]] = defaultdict(list)
    mails = EmailAddress.objects.for_user(owner).filter(contact__id__any_of=contact_ids)
    for pk, address in mails.values_list("contact_id", "address"):
        found[pk].append(mail_key(address))
    phones = PhoneNumber.objects.for_user(owner).filter(contact__id__any_of=contact_ids)
    for pk, number in phones.values_list("contact_id", "number"):
        found[pk].append(_number_key(number))
    return found


def _survivors_once_called(owner: User, names: set[str]) -> Iterator[tuple[UUID, str]]:
    """Yield who is there now for those of these names who were merged, as long as that can be undone."""
    merged = Contact.objects.for_user(owner).exclude(merged_into=None).filter(folded_name__any_of=names)
    called = dict(merged.values_list("pk", "folded_name"))
    yield from ((survivor, called[pk]) for pk, survivor in there_now(owner, called).items())


def _number_key(number: str) -> str:
    # What is too short to tell people apart by itself does with the name beside it.
    return phone_key(number) or digits_of(number)
