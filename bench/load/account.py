"""One account as somebody has it after some years: the sample, and as many further people as there shall be."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import accumulate
from random import Random
from uuid import UUID

from accounts.models import User
from bench.crowd import GIVEN, vocabulary
from contacts.models import Closeness, Contact, Exchange, LastInTouch, Moment, Origin, Participation, Tie
from contacts.rules.partial_dates import AnnualDate
from contacts.services import Channel, NewContact, add_contacts, recompute_last_moments
from contacts.services.indexing import reindex_moments
from contacts.services.new_contact import Address
from netzwerk.core.walls import acting_as
from tests.transfer_makers import make_import
from transfer.models import ImportFile, ImportRow
from transfer.sample import fill_with_sample

BATCH, PLACES, READ_PEOPLE = 1000, 60, 40
# So many words somebody uses at all, and in a note.
WORDS, WORDS_A_NOTE = 3000, 8
TOWNS = ("Hamburg", "Berlin", "Leipzig", "Vienna", "Zurich", "Cologne", "Bremen", "")


class Writer:
    """Makes up people and what happened with them; the same for one seed."""

    def __init__(self, today: date) -> None:
        self.seed = Random(8)  # noqa: S311 - the same rows each time
        self.words = vocabulary(self.seed)[:WORDS]
        # As in a language: the n-th word is about n times as rare as the first.
        self.weights = list(accumulate(1 / (place + 5) ** 0.9 for place in range(WORDS)))
        self.places = [f"{self._word()} {self._word()}".title() for _ in range(PLACES)]
        self.today = today

    def furnish(self, user: User, people: int) -> None:
        """Give a user so many people, two goals, networks, moments, and an import that waits to be looked at."""
        with acting_as(user):
            fill_with_sample(user=user, today=self.today)
            further = max(0, people - Contact.objects.for_user(user).count())
            for start in range(0, further, BATCH):
                names = range(start, min(start + BATCH, further))
                contacts = add_contacts(owner=user, people=[self._person(n) for n in names], today=self.today)
                self._let_happen(user, contacts)
        self._read_file(user)

    def _word(self) -> str:
        return self.seed.choice(self.words)

    def _is(self, share: float) -> bool:
        return self.seed.random() < share

    def _note(self) -> str:
        return " ".join(self.seed.choices(self.words, cum_weights=self.weights, k=WORDS_A_NOTE)).capitalize() + "."

    def _person(self, number: int) -> NewContact:
        given, family = self.seed.choice(GIVEN.split()), self._word().title()
        mails = [f"{given}.{family}@{host}.example".lower() for host in self.words[: self.seed.choice((0, 1, 1, 2))]]
        return NewContact(
            name=f"{given} {family}",
            given_name=given,
            family_name=family,
            place=self.seed.choice(TOWNS),
            organisation=self.seed.choice(self.places) if self._is(0.7) else "",
            role=self._word().title() if self._is(0.5) else "",
            emails=tuple(Channel(value=mail, kind="work") for mail in mails),
            phones=(Channel(value=f"+49 40 66969 {number % 10_000:04}", kind="mobile"),) if self._is(0.6) else (),
            addresses=(Address(street=f"{self._word().title()} 7", postal_code="20095", city="Hamburg"),)
            if self._is(0.3)
            else (),
            birthday=AnnualDate(self.seed.randint(1, 12), self.seed.randint(1, 28), None) if self._is(0.4) else None,
            note=self._note() if self._is(0.4) else "",
            origin=self.seed.choice(Origin.values),
            closeness=self.seed.choices(Closeness.values, (1, 3, 12, 34, 50))[0],
            last_in_touch=self.seed.choice(LastInTouch.values),
            is_interesting=self._is(0.05),
            tags=(f"Tag {self.seed.randint(1, 12)}",) if self._is(0.3) else (),
        )

    def _let_happen(self, user: User, contacts: list[Contact]) -> None:
        """Let a moment happen with most of them, and give, take and ties with some."""
        met = [(self._moment(user), contact) for contact in contacts for _n in range(self.seed.choice((0, 0, 1, 2)))]
        moments = Moment.objects.bulk_create(moment for moment, _contact in met)
        Participation.objects.bulk_create(
            Participation(owner=user, moment=moment, contact=contact) for moment, contact in met
        )
        recompute_last_moments(owner=user, contact_ids=[contact.pk for contact in contacts], today=self.today)
        reindex_moments(owner=user, moment_ids=[moment.pk for moment in moments])
        Exchange.objects.bulk_create(self._exchange(user, contact) for contact in contacts[::8])
        Tie.objects.bulk_create(
            Tie(owner=user, contact=min(two, key=_id), other=max(two, key=_id), kind=Tie.Kind.KNOWS)
            for two in zip(contacts[::5], contacts[1::5], strict=False)
        )

    def _moment(self, user: User) -> Moment:
        day = self.today - timedelta(days=self.seed.randint(1, 2000))
        return Moment(owner=user, kind=self.seed.choice(Moment.Kind.values), happened_on=day, note=self._note())

    def _exchange(self, user: User, contact: Contact) -> Exchange:
        direction = self.seed.choice((Exchange.Direction.GIVEN, Exchange.Direction.RECEIVED))
        day = self.today - timedelta(days=self.seed.randint(1, 900))
        return Exchange(
            owner=user, contact=contact, direction=direction, kind=Exchange.Kind.TIP, text=self._word(), happened_on=day
        )

    def _read_file(self, user: User) -> None:
        imported = make_import(user, total=READ_PEOPLE, position=READ_PEOPLE, new_count=READ_PEOPLE)
        with acting_as(user):
            file = ImportFile.objects.get(imported=imported)
            ImportRow.objects.bulk_create(self._rows(UUID(str(imported.pk)), file))

    def _rows(self, imported_id: UUID, file: ImportFile) -> Iterator[ImportRow]:
        for number in range(1, READ_PEOPLE + 1):
            name = f"{self.seed.choice(GIVEN.split())} {self._word().title()}"
            raw, record = f"BEGIN:VCARD\nFN:{name}\nEND:VCARD\n", {"name": name, "place": "Hamburg"}
            yield ImportRow(
                owner=file.owner, imported_id=imported_id, file=file, number=number, place=number, name=name,
                finding=ImportRow.Finding.NEW, record=record, raw=raw,
            )  # fmt: skip


def _id(contact: Contact) -> UUID:
    return UUID(str(contact.pk))
