"""What the first pass over an export notes, because it stands behind those who need it."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import BinaryIO

from transfer.monica.limits import Limits
from transfer.monica.parsing import ACCOUNT, DamagedError, Part, parts
from transfer.monica.people import uid_of
from transfer.monica.photos import WaitingPhotos
from transfer.monica.values import Json, collection, line, mapping, properties_of
from transfer.records import Reason

# Sections of the account that have no place here, by the name that they are told under.
LEFT_OUT = {"document": "document", "properties.journal_entries": "journal_entry"}
CONTACTS = frozenset({"contact", "contacts"})
RELATIONSHIPS = frozenset({"relationship", "relationships"})
ACTIVITIES = frozenset({"activity", "activities"})


@dataclass(slots=True)
class Index:
    """How many people there are, who took part in what, which types there are, and the photos."""

    is_account: bool = False
    contacts: int = 0
    damage: Reason | None = None
    attendance: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    field_types: dict[str, Json] = field(default_factory=dict)
    activity_types: dict[str, Json] = field(default_factory=dict)
    photos: WaitingPhotos = field(default_factory=WaitingPhotos)
    locale: str = "en"
    left_out: Counter[str] = field(default_factory=Counter)

    def take(self, part: Part) -> None:
        """Note what a part says."""
        uid, said = uid_of(part.value), properties_of(part.value)
        match part.section:
            case section if section == ACCOUNT:
                self.is_account = True
            case section if section in CONTACTS:
                self.contacts += 1
                self._take_contact(part, uid)
            case "photo" | "photos":
                self.photos.put(uid, said.get("dataUrl"))
            case "instance.contact_field_types":
                self.field_types[uid] = dict(said)
            case "instance.activity_types":
                self.activity_types[uid] = dict(said)
            case "user" | "users":
                self.locale = line(said.get("locale")) or self.locale
            case section if section in LEFT_OUT:
                self.left_out[LEFT_OUT[section]] += 1

    @property
    def is_sound(self) -> bool:
        """Whether it is an export that was read to its end."""
        return self.is_account and self.damage is None

    def _take_contact(self, part: Part, uid: str) -> None:
        if part.fault or not uid:
            return
        for activity in collection(part.value, "activity"):
            attending = self.attendance[line(activity)]
            if uid not in attending[-1:]:
                attending.append(uid)


def index_of(stream: BinaryIO, limits: Limits) -> Index:
    """Run through the export once; damage ends it early and is noted."""
    index = Index()
    try:
        for part in parts(stream, limits):
            index.take(part)
    except DamagedError as error:
        index.damage = error.reason
    return index


def photo_uid_of(contact: object) -> str:
    """Return the UUID of the photo that shows a person: the chosen one, else the first."""
    avatar = line(mapping(properties_of(contact).get("avatar")).get("avatar_photo"))
    return avatar or next(map(line, collection(contact, "photo")), "")
