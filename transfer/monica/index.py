"""What the first pass over an export notes, because it stands behind those who need it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import BinaryIO

from transfer.monica.limits import Limits
from transfer.monica.parsing import ACCOUNT, DamagedError, Part, parts
from transfer.monica.people import uid_of
from transfer.monica.values import Json, line, properties_of
from transfer.monica.waiting import Waiting, WaitingPhotos
from transfer.records import Reason

# Sections of the account that have no place here, by the name that they are told under.
LEFT_OUT = {"document": "document", "properties.journal_entries": "journal_entry"}
CONTACTS = frozenset({"contact", "contacts"})
RELATIONSHIPS = frozenset({"relationship", "relationships"})
ACTIVITIES = frozenset({"activity", "activities"})
PHOTOS = frozenset({"photo", "photos"})
USERS = frozenset({"user", "users"})
FIELD_TYPES, ACTIVITY_TYPES = "instance.contact_field_types", "instance.activity_types"
_WANTED = RELATIONSHIPS | ACTIVITIES | PHOTOS | USERS | {FIELD_TYPES, ACTIVITY_TYPES}


@dataclass(slots=True)
class Index:
    """How many people there are, what else happened and how they stand to each other, the types, and the photos."""

    is_account: bool = False
    contacts: int = 0
    damage: Reason | None = None
    activities: Waiting = field(default_factory=Waiting)
    relationships: Waiting = field(default_factory=Waiting)
    field_types: dict[str, Json] = field(default_factory=dict)
    activity_types: dict[str, Json] = field(default_factory=dict)
    photos: WaitingPhotos = field(default_factory=WaitingPhotos)
    locale: str = "en"
    left_out: Counter[str] = field(default_factory=Counter)

    def take(self, part: Part) -> None:
        """Note what a part says."""
        section, uid, said = part.section, uid_of(part.value), properties_of(part.value)
        if section in CONTACTS:
            self.contacts += 1
        elif section in ACTIVITIES:
            self.activities.put(part.value)
        elif section in RELATIONSHIPS:
            self.relationships.put(part.value)
        elif section in PHOTOS:
            self.photos.put(uid, said.get("dataUrl"))
        elif section in USERS:
            self.locale = line(said.get("locale")) or self.locale
        elif section in LEFT_OUT:
            self.left_out[LEFT_OUT[section]] += 1
        self._take_type(section, uid, said)

    def _take_type(self, section: str, uid: str, said: Json) -> None:
        if section == FIELD_TYPES:
            self.field_types[uid] = dict(said)
        elif section == ACTIVITY_TYPES:
            self.activity_types[uid] = dict(said)
        elif section == ACCOUNT:
            self.is_account = True

    def close(self) -> None:
        """Let the files go in which things wait."""
        for waiting in (self.activities, self.relationships, self.photos):
            waiting.close()

    @property
    def is_sound(self) -> bool:
        """Whether it is an export that was read to its end."""
        return self.is_account and self.damage is None


def index_of(stream: BinaryIO, limits: Limits) -> Index:
    """Run through the export once; damage ends it early and is noted."""
    index = Index()
    try:
        for part in parts(stream, limits, _WANTED):
            index.take(part)
    except DamagedError as error:
        index.damage = error.reason
    return index
