"""Photos of people: kept in the storage of photos under a name that tells nothing, and forgotten with them."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import partial

from django.core.files.base import ContentFile, File
from django.core.files.storage import Storage, storages
from django.db import transaction

from accounts.models import User
from accounts.services.quotas import Quota, make_sure_of_room
from contacts.models import Contact, Merge
from contacts.pictures import MOST_BYTES, PhotoProblem, PhotoRefusedError, clean_photo
from contacts.queries.keeping import PHOTO_BYTES
from netzwerk.core.opening import open_once
from netzwerk.core.walls import acting_as

_KEY = re.compile(r"[0-9a-f]{32}")
# Whatever is younger may belong to a transaction that has not ended.
YOUNG_FOR = timedelta(days=1)


def photo_storage() -> Storage:
    """Return where photos lie: `STORAGES["photos"]`."""
    return storages["photos"]


@transaction.atomic
def store_photo(*, contact: Contact, content: bytes | File[bytes]) -> Contact:
    """Make a picture the photo of a contact, cleaned and at most 512 by 512.

    The file of the one before stays until the nightly `sweep_photos`, so that it can be put back. Raises
    `PhotoRefusedError` for what is too large or no picture, and `FullError` where there is no room for one more.
    """
    make_sure_of_room(owner=contact.owner, quota=Quota.STORAGE, wanted=0 if contact.photo_name else PHOTO_BYTES)
    picture = clean_photo(content if isinstance(content, bytes) else _read(content))
    # The old name has no use as the new one: browsers keep a photo by its name.
    name = _name_of(contact, secrets.token_hex(16))
    return _replace(contact, photo_storage().save(name, ContentFile(picture)))


def remove_photo(*, contact: Contact) -> Contact:
    """Take the photo of a contact away; its file stays until the nightly sweep, so that it can be put back."""
    return _replace(contact, "")


def put_photo_back(*, contact: Contact, key: str) -> bool:
    """Make a photo that its owner had before (`Contact.photo_key`) the one of a contact; tell whether its file is left.

    The folder is the owner's own, so nobody else's photo can be named.
    """
    name = _name_of(contact, key)
    if not _KEY.fullmatch(key) or not photo_storage().exists(name):
        return False
    _replace(contact, name)
    return True


def forget_photos(*, owner: User, names: Iterable[str]) -> None:
    """Delete these files once the transaction is through, unless a contact still has them.

    For whoever deletes contacts for good: pass the `photo_name` that they had.
    """
    gone = [name for name in names if name]
    if gone:
        transaction.on_commit(partial(_delete_unused, owner.pk, gone), robust=True)


def read_photo(*, contact: Contact) -> bytes | None:
    """Return the photo of a contact, or None without one or when its file is missing."""
    if not contact.photo_name:
        return None
    try:
        with open_once(photo_storage(), contact.photo_name) as file:
            return bytes(file.read())
    except FileNotFoundError:
        return None


def sweep_photos(*, now: datetime) -> int:
    """Delete files that no contact names and that are a day old; return how many."""
    storage = photo_storage()
    folders, _files = storage.listdir("")
    owners = {str(files_id): pk for pk, files_id in User.objects.values_list("pk", "files_id")}
    return sum(_sweep(storage, folder, owners.get(folder), now) for folder in folders)


def _name_of(contact: Contact, key: str) -> str:
    return f"{contact.owner.files_id}/{key}.webp"


def _replace(contact: Contact, name: str) -> Contact:
    contact.photo_name = name
    contact.save(update_fields=["photo_name"])
    return contact


def _read(file: File[bytes]) -> bytes:
    # Of a larger upload only the beginning is kept, so its size is asked first.
    if file.size > MOST_BYTES:
        raise PhotoRefusedError(PhotoProblem.TOO_LARGE)
    return bytes(file.read())


def _delete_unused(owner_id: int, names: list[str]) -> None:
    used = _names_in_use(owner_id, names)
    for name in names:
        if name not in used:
            photo_storage().delete(name)


def _names_in_use(owner_id: int, names: list[str]) -> set[str]:
    """Return those of the names that a contact has, perhaps one in the bin, or gets back when a merge is undone."""
    with acting_as(owner_id):
        named = Contact.objects.filter(owner_id=owner_id, photo_name__in=names)
        before = Merge.objects.filter(owner_id=owner_id, undone_at=None, before__photo__photo_name__in=names)
        kept = before.values_list("before__photo__photo_name", flat=True)
        return {*named.values_list("photo_name", flat=True), *kept}


def _sweep(storage: Storage, folder: str, owner_id: int | None, now: datetime) -> int:
    _folders, files = storage.listdir(folder)
    names = [f"{folder}/{file}" for file in files]
    used = _names_in_use(owner_id, names) if owner_id else set()
    old = [name for name in names if name not in used and storage.get_modified_time(name) < now - YOUNG_FOR]
    for name in old:
        storage.delete(name)
    return len(old)
