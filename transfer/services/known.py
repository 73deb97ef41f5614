"""Which people of a file are known already."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from hashlib import sha256

from accounts.models import User
from contacts.models import Contact
from contacts.models.contact import NAME_LENGTH
from contacts.services import find_namesakes
from netzwerk.core.folding import fold
from transfer.cleaning import digits_of
from transfer.models import Import, SourceCard
from transfer.records import PersonRecord

# The end of a phone number, which is the same with and without country code.
_PHONE_TAIL = 8


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
        self._fingerprints = set(
            cards.filter(fingerprint__in=[fingerprint_of(person.raw) for person in people]).values_list(
                "fingerprint", flat=True
            )
        )
        by_uid = cards.filter(uid__in={person.uid for person in people} - {""})
        self._uids = set(by_uid.exclude(imported=imported).values_list("uid", flat=True))
        # Inside one file a UID that stands for two names is a mistake of the program that wrote it.
        self._uids_here = set(by_uid.filter(imported=imported).values_list("uid", "contact__folded_name"))
        self._namesakes: dict[str, list[frozenset[str]]] = defaultdict(list)
        for name, contacts in find_namesakes(owner=owner, names={person.name for person in people}).items():
            self._namesakes[name] = [_channels_of(contact) for contact in contacts]

    def knows(self, person: PersonRecord) -> bool:
        """Return whether this person is a contact already, or came earlier in the file."""
        if fingerprint_of(person.raw) in self._fingerprints or person.uid in self._uids:
            return True
        name, channels = _key_of(person.name), _channels_in(person)
        return (person.uid, name) in self._uids_here or any(
            channels & others or not (channels or others) for others in self._namesakes[name]
        )

    def remember(self, person: PersonRecord) -> None:
        """Take note of a new person."""
        name = _key_of(person.name)
        self._fingerprints.add(fingerprint_of(person.raw))
        self._namesakes[name].append(_channels_in(person))
        if person.uid:
            self._uids_here.add((person.uid, name))


def _key_of(name: str) -> str:
    return fold(name)[: 2 * NAME_LENGTH]


def _channels_in(person: PersonRecord) -> frozenset[str]:
    return _channels((each.value for each in person.emails), (each.value for each in person.phones))


def _channels_of(contact: Contact) -> frozenset[str]:
    return _channels(
        (email.address for email in contact.emails.all()), (phone.number for phone in contact.phones.all())
    )


def _channels(mails: Iterable[str], phones: Iterable[str]) -> frozenset[str]:
    return frozenset([*(mail.lower() for mail in mails), *(digits_of(phone)[-_PHONE_TAIL:] for phone in phones)])
