"""Which people of a file are known already, and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

from django.db.models import Count

from accounts.models import User
from contacts.models import Contact, EmailAddress, PhoneNumber, fold_name
from contacts.queries.survivors import survivors_of
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
        cards = SourceCard.objects.for_user(owner)
        self._prints = prints
        by_card = cards.filter(fingerprint__any_of=list(prints.values()))
        self._cards = {
            fingerprint: _by_card(contact_id, Known.SAME_CARD, deleted_at)
            for fingerprint, contact_id, deleted_at in by_card.values_list(
                "fingerprint", "contact_id", "contact__deleted_at"
            )
        }
        self._uids: dict[str, dict[str, Sighting]] = defaultdict(dict)
        self._uids_here: dict[tuple[str, str], UUID] = {}
        by_uid = cards.filter(uid__any_of=list({person.uid for person in people} - {""}))
        for uid, import_id, contact_id, name, deleted_at in by_uid.values_list(
            "uid", "imported_id", "contact_id", "contact__folded_name", "contact__deleted_at"
        ):
            # Inside one file a UID that stands for two names is a mistake of the program that wrote it.
            if import_id == imported.pk:
                self._uids_here[uid, name] = contact_id
            else:
                self._uids[uid][name] = _by_card(contact_id, Known.SAME_UID, deleted_at)
        names = {fold_name(person.name) for person in people}
        # Who of the contacts is called so and has the address or number; or has none at all.
        self._bearers: dict[tuple[str, str], dict[UUID, bool]] = defaultdict(dict)
        for contact_id, name, channel, is_former in _channels_of_namesakes(owner, names):
            self._bearers[name, channel][contact_id] = is_former
        self._only_named = _only_named(owner, names)

    def look_up(self, person: PersonRecord) -> Sighting:
        """Return which contact somebody is, as far as cards, UIDs, addresses and numbers tell."""
        if by_card := self._cards.get(self._prints[person.number]):
            return by_card
        name = fold_name(person.name)
        if by_uid := self._uids.get(person.uid):
            return by_uid.get(name) or _only_one(list(by_uid.values()))
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

    def find(self, person: PersonRecord, fingerprint: str) -> int:
        """Return the number of the record that was this person already; 0 when there is none."""
        return next((number for key in _keys_of(person, fingerprint) if (number := self._numbers.get(key))), 0)

    def has_card(self, fingerprint: str) -> bool:
        """Return whether the very same card came already."""
        return hash(fingerprint) in self._numbers

    def remember(self, person: PersonRecord, fingerprint: str, number: int) -> None:
        """Take note of a person."""
        for key in _keys_of(person, fingerprint):
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


def _keys_of(person: PersonRecord, fingerprint: str) -> Iterator[int]:
    yield hash(fingerprint)
    name = fold_name(person.name)
    if person.uid:
        yield hash(("uid", person.uid, name))
    for channel, _reason in channels_in(person):
        yield hash((name, channel))


def _by_card(contact_id: UUID, reason: str, deleted_at: object) -> Sighting:
    if deleted_at:
        return Sighting(contact_id, Known.IN_BIN)
    return Sighting(contact_id, reason, may_tell=reason != Known.SAME_CARD)


def _only_one(found: Sequence[Sighting]) -> Sighting:
    """Return the one; where several fit, the user has to say which of them are one (contacts.services.duplicates)."""
    if not found:
        return NEW
    return found[0] if len(found) == 1 else Sighting(found[0].contact_id, found[0].reason)


def _channels_of_namesakes(owner: User, names: set[str]) -> Iterator[tuple[UUID, str, str, bool]]:
    """Yield id, name and channel of each contact that is called so; columns only, as a name may be frequent.

    Whoever was merged is known by the name of before, too: the address book still has both.
    """
    present = Contact.objects.for_user(owner).present()
    called = {(pk, name) for pk, name in present.filter(folded_name__any_of=names).values_list("pk", "folded_name")}
    once_called = set(_survivors_once_called(owner, names)) - called
    names_of: dict[UUID, set[tuple[str, bool]]] = defaultdict(set)
    for pk, name in called | once_called:
        names_of[pk].add((name, (pk, name) in once_called))
    reached = set()
    for pk, channel in _channels_of(owner, list(names_of)):
        reached.add(pk)
        for name, is_former in names_of[pk]:
            yield pk, name, channel, is_former
    for pk, those in names_of.items():
        for name, is_former in those:
            if is_former or pk not in reached:
                yield pk, name, _NONE, is_former


def _channels_of(owner: User, contact_ids: list[UUID]) -> Iterator[tuple[UUID, str]]:
    mails = EmailAddress.objects.for_user(owner).filter(contact__id__any_of=contact_ids)
    for pk, address in mails.values_list("contact_id", "address"):
        yield pk, mail_key(address)
    phones = PhoneNumber.objects.for_user(owner).filter(contact__id__any_of=contact_ids)
    for pk, number in phones.values_list("contact_id", "number"):
        yield pk, _number_key(number)


def _survivors_once_called(owner: User, names: set[str]) -> Iterator[tuple[UUID, str]]:
    """Yield who is there now for those of these names who were merged, as long as that can be undone."""
    merged = Contact.objects.for_user(owner).exclude(merged_into=None).filter(folded_name__any_of=names)
    called = dict(merged.values_list("pk", "folded_name"))
    survivors = survivors_of(owner, called) if called else {}
    present = Contact.objects.for_user(owner).present().filter(pk__in=survivors.values())
    there = set(present.values_list("pk", flat=True)) if called else set()
    yield from ((survivor, called[pk]) for pk, survivor in survivors.items() if survivor in there)


def _only_named(owner: User, names: set[str]) -> dict[str, UUID]:
    """Return by name the contacts, without a namesake, who were written down without any address and never imported."""
    contacts = Contact.objects.for_user(owner).present().filter(folded_name__any_of=names)
    once = contacts.values("folded_name").annotate(bearers=Count("pk")).filter(bearers=1)
    bare = contacts.filter(emails=None, phones=None, source_cards=None)
    found = bare.filter(folded_name__in=once.values("folded_name"))
    return dict(found.values_list("folded_name", "pk"))


def _number_key(number: str) -> str:
    # What is too short to tell people apart by itself does with the name beside it.
    return phone_key(number) or digits_of(number)
