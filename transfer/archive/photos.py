"""Photos of an export: which there are, and how they come back, looked at before they are believed."""

from __future__ import annotations

import re
from collections.abc import Callable
from hashlib import sha256

from django.core.files.base import ContentFile

from accounts.models import User
from accounts.services.quotas import FullError, Quota, make_sure_of_room
from contacts.models import Contact, Merge
from contacts.pictures import MOST_BYTES, PhotoRefusedError, clean_photo, is_clean_photo
from contacts.queries.keeping import PHOTO_BYTES
from contacts.services.photos import photo_storage
from netzwerk.core.opening import open_once
from transfer.archive.sql import PHOTOS

MEMBER = re.compile(re.escape(PHOTOS) + r"([0-9a-f]{32})\.webp")


def photo_names(owner: User) -> list[str]:
    """Return the storage names of all photos that an owner's people have, or get back when a merge is undone."""
    have = Contact.objects.for_user(owner).exclude(photo_name="").values_list("photo_name", flat=True)
    merges = Merge.objects.for_user(owner).filter(before__photo__photo_name__startswith=f"{owner.files_id}/")
    before = merges.values_list("before__photo__photo_name", flat=True)
    return sorted({*have, *before})


class PhotoPlacer:
    """Puts photos of a ZIP into the folder of an owner."""

    def __init__(self, owner: User, read: Callable[[str], bytes | None]) -> None:
        self._owner, self._folder, self._read = owner, str(owner.files_id), read
        self.left_out = self.without_room = 0

    def place(self, member: str) -> str:
        """Store the photo of this name in the ZIP and return its name in the storage; nothing when there is none.

        What is a small clean picture of our own kind keeps every byte; anything else is made one, or left out. The same
        photo again finds itself, so a run that broke off may be repeated.
        """
        found = MEMBER.fullmatch(member)
        content = self._read(member) if found else None
        picture = _cleaned(content) if content else None
        if found is None or picture is None:
            self.left_out += 1
            return ""
        if not self._has_room():
            self.without_room += 1
            return ""
        return self._store(found[1], picture)

    def named(self, member: str) -> str:
        """Return the name that a photo of the ZIP gets, without storing anything."""
        found = MEMBER.fullmatch(member)
        return f"{self._folder}/{found[1]}.webp" if found else ""

    def _has_room(self) -> bool:
        """Tell whether one more photo fits; those of the same batch are not rows yet, so a few may pass the limit."""
        try:
            make_sure_of_room(owner=self._owner, quota=Quota.STORAGE, wanted=PHOTO_BYTES)
        except FullError:
            return False
        return True

    def _store(self, key: str, picture: bytes) -> str:
        storage = photo_storage()
        # Where another picture has the name already, it is named for what it shows.
        for name in (f"{self._folder}/{key}.webp", f"{self._folder}/{sha256(picture).hexdigest()[:32]}.webp"):
            if not storage.exists(name):
                return storage.save(name, ContentFile(picture))
            with open_once(storage, name) as there:
                if there.read() == picture:
                    return name
        return name


def _cleaned(content: bytes) -> bytes | None:
    if len(content) > MOST_BYTES:
        return None
    try:
        return content if is_clean_photo(content) else clean_photo(content)
    except PhotoRefusedError:
        return None
