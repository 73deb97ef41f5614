"""People of a file who are here already under another id: by a card, by its UID, by name with address or number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from accounts.models import User
from contacts.models import Contact, EmailAddress, PhoneNumber, fold_name
from contacts.rules.likeness import mail_key, phone_key
from transfer.archive.ids import IdMap
from transfer.archive.opening import OpenArchive
from transfer.archive.rows import Row, rows_in_batches
from transfer.archive.tables import Table, table_called
from transfer.cleaning import digits_of
from transfer.models import SourceCard

Step = Callable[[Callable[[], None]], None]
_CONTACTS, _CARDS = "contacts.contact", "transfer.sourcecard"
# The tables of channels, with what makes two entries one.
_CHANNELS: list[tuple[str, str, Any]] = [
    ("contacts.emailaddress", "address", EmailAddress),
    ("contacts.phonenumber", "number", PhoneNumber),
]


# What is one where it has one name, though no rule of the database says so.
_NAMED = (("networks.network", "name"), ("goals.goal", "statement"))


def recognise_people(owner: User, archive: OpenArchive, ids: IdMap, *, step: Step) -> dict[str, str]:
    """Return, by their ids in the file, who of its people is a contact here under another id; nobody stands for two.

    Whoever is here by the very id is none of them. `step` runs what asks the database, as the owner.
    """
    search = _Search(owner, ids)
    step(search.begin)
    if search.is_empty:
        return {}
    for batch in _rows(archive, _CONTACTS):
        step(lambda batch=batch: search.look_for_names(batch))  # type: ignore[misc]
    for batch in _rows(archive, _CARDS):
        step(lambda batch=batch: search.look_at_cards(batch))  # type: ignore[misc]
    for name, column, model in _CHANNELS:
        step(lambda column=column, model=model: search.learn_channels(model, column))  # type: ignore[misc]
        for batch in _rows(archive, name):
            search.look_at_channels(batch, column)
    return search.found()


def recognise_named(owner: User, archive: OpenArchive, ids: IdMap, *, step: Step) -> dict[str, str]:
    """Return which networks and goals of the file are here under another id: those of the same name, each once."""
    found: dict[str, str] = {}
    for name, column in _NAMED:
        search = _Named(owner, ids, table_called(name), column)
        step(search.learn)
        for batch in _rows(archive, name):
            search.look(batch)
        found |= search.found
    return found


class _Named:
    def __init__(self, owner: User, ids: IdMap, table: Table, column: str) -> None:
        self._owner, self._ids, self._table, self._column = owner, ids, table, column
        self._here: dict[str, list[str]] = defaultdict(list)
        self._strangers: list[tuple[str, str]] = []

    def learn(self) -> None:
        """Take note of the names here; there are some hundreds at most."""
        rows: QuerySet[Any] = self._table.model._default_manager.filter(owner_id=self._owner.pk)
        if "deleted_at" in self._table.by_name:
            rows = rows.filter(deleted_at=None)
        for pk, name in rows.values_list("pk", self._column):
            self._here[fold_name(name)].append(str(pk))

    def look(self, batch: list[Row]) -> None:
        """Find those who are here by their id, who are meant by nobody else, and keep the others for later."""
        for row in batch:
            same, fresh = self._here.get(fold_name(row[self._column]), []), self._ids.fresh(row["id"])
            if fresh in same:
                same.remove(fresh)
            elif not row.get("deleted_at"):
                self._strangers.append((row["id"], fold_name(row[self._column])))

    @property
    def found(self) -> dict[str, str]:
        """Who of the others is meant by whom here."""
        return {pk: self._here[name].pop(0) for pk, name in self._strangers if self._here.get(name)}


class _Search:
    def __init__(self, owner: User, ids: IdMap) -> None:
        self._owner, self._ids = owner, ids
        self.is_empty = True
        # Of the file: who is not here by their id; and who of them is called as somebody here.
        self._strangers: set[str] = set()
        self._namesakes: dict[str, set[UUID]] = {}
        self._by_card: dict[str, UUID] = {}
        self._by_channel: dict[str, set[UUID]] = defaultdict(set)
        # By address or number: who of the namesakes here has it.
        self._bearers: dict[str, set[UUID]] = defaultdict(set)
        # Who of the contacts here is in the file by their id, and so is nobody else in it.
        self._taken: set[UUID] = set()

    def begin(self) -> None:
        self.is_empty = not Contact.objects.for_user(self._owner).exists()

    def look_for_names(self, batch: list[Row]) -> None:
        fresh = {self._ids.fresh(row["id"]): row for row in batch}
        here = set(Contact.objects.for_user(self._owner).filter(pk__in=list(fresh)).values_list("pk", flat=True))
        self._taken |= here
        strangers = [row for pk, row in fresh.items() if UUID(pk) not in here]
        self._strangers.update(row["id"] for row in strangers)
        names = {fold_name(row["name"]) for row in strangers if not row["deleted_at"]}
        named: dict[str, set[UUID]] = defaultdict(set)
        present = Contact.objects.for_user(self._owner).present().filter(folded_name__in=names)
        for pk, name in present.values_list("pk", "folded_name"):
            named[name].add(pk)
        for row in strangers:
            if not row["deleted_at"] and (same := named.get(fold_name(row["name"]))):
                self._namesakes[row["id"]] = same

    def look_at_cards(self, batch: list[Row]) -> None:
        rows = [row for row in batch if row["contact_id"] in self._strangers]
        cards = SourceCard.objects.for_user(self._owner)
        prints = cards.filter(fingerprint__in={row["fingerprint"] for row in rows})
        uids = cards.filter(uid__in={row["uid"] for row in rows if row["uid"]})
        by_print = dict(prints.values_list("fingerprint", "contact_id"))
        by_uid = dict(uids.values_list("uid", "contact_id"))
        for row in rows:
            known = by_print.get(row["fingerprint"]) or by_uid.get(row["uid"])
            if known:
                self._by_card.setdefault(row["contact_id"], known)

    def learn_channels(self, model: Any, column: str) -> None:
        everybody = set().union(*self._namesakes.values())
        channels = model.objects.for_user(self._owner).filter(contact__in=everybody)
        for pk, value in channels.values_list("contact_id", column):
            self._bearers[_key(column, value)].add(pk)

    def look_at_channels(self, batch: list[Row], column: str) -> None:
        for row in batch:
            if same := self._namesakes.get(row["contact_id"]):
                self._by_channel[row["contact_id"]] |= self._bearers[_key(column, row[column])] & same

    def found(self) -> dict[str, str]:
        """Return whom a card or a channel tells, each contact once; where several fit, nobody is meant."""
        sure = {pk: contact for pk, contact in self._by_card.items() if contact not in self._taken}
        for pk, contacts in self._by_channel.items():
            if pk not in sure and len(left := contacts - self._taken) == 1:
                sure[pk] = next(iter(left))
        told: dict[UUID, str] = {}
        for pk, contact in sorted(sure.items()):
            told.setdefault(contact, pk)
        return {pk: str(contact) for contact, pk in told.items()}


def _key(column: str, value: str) -> str:
    return mail_key(value) if column == "address" else phone_key(value) or digits_of(value)


def _rows(archive: OpenArchive, name: str) -> Iterator[list[Row]]:
    table = table_called(name)
    if table in archive.tables():
        for batch in rows_in_batches(archive, table):
            yield [row for _number, row in batch]
