"""Photos that an import holds become those of its people, one after the other; none is fetched from anywhere."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from accounts.models import User
from accounts.services.quotas import FullError
from contacts.models import Contact
from contacts.pictures import PhotoRefusedError
from contacts.services.photos import store_photo
from transfer.models import Import, ImportRow, LeftOut
from transfer.sources import photo_of

KIND = "import-photos"
# In the choice of a row: that the file's photo shall take the place of the contact's.
PHOTO = "photo"
# In the trail of a row: whether a photo was set. Where there was none before, the name of the file stands among the
# fields that changed, so that the undo takes it away again.
TRAIL = "photo"
Decision, Finding, Outcome = ImportRow.Decision, ImportRow.Finding, ImportRow.Outcome


@transaction.atomic
def take_next_photo(*, owner: User, import_id: UUID, after: int) -> int:
    """Give the next person of an import their photo, if they have none or the file's was chosen.

    Returns the number of the row, or 0 when no other is left. A picture that is refused, or has no room, is
    counted with the import. A row says in its trail that it was dealt with, so whoever takes over goes on behind it.
    """
    row = _waiting(owner, import_id).filter(number__gt=after).select_related("file").first()
    if row is None:
        return 0
    contact = _locked(owner, row)
    before = contact.photo_name if contact else ""
    is_set = contact is not None and _take(owner, row, contact)
    row.trail = {**row.trail, TRAIL: is_set}
    if is_set and contact and not before and row.outcome != Outcome.CREATED:
        row.trail["fields"] = {**row.trail.get("fields", {}), "photo_name": ["", contact.photo_name]}
        _count_changed(owner, row)
    row.save(update_fields=["trail", "outcome"])
    return row.number


def give_photo(*, contact: Contact, content: bytes | None) -> LeftOut | None:
    """Make a picture out of a file the photo of a contact; return why it is not, or None."""
    if not content:
        return LeftOut.REFUSED_PHOTO
    try:
        store_photo(contact=contact, content=content)
    except PhotoRefusedError:
        return LeftOut.REFUSED_PHOTO
    except FullError:
        return LeftOut.PHOTO_WITHOUT_ROOM
    return None


def _waiting(owner: User, import_id: UUID) -> QuerySet[ImportRow]:
    """Return the rows that came in with a photo; what is known by its very card brings nothing back."""
    came_in = Q(outcome=Outcome.CREATED) | Q(finding__in=[Finding.FILLS, Finding.DIFFERS], outcome__in=[
        Outcome.CHANGED, Outcome.NOTHING
    ])  # fmt: skip
    rows = ImportRow.objects.for_user(owner).filter(came_in, imported=import_id, has_photo=True)
    rows = rows.exclude(contact=None).exclude(decision=Decision.SKIP)
    return rows.exclude(trail__has_key=TRAIL).order_by("number")


def _locked(owner: User, row: ImportRow) -> Contact | None:
    """Return whom a row is about, unless they are gone or in the bin."""
    present = Contact.objects.for_user(owner).present().select_related("owner")
    return present.select_for_update(of=("self",)).filter(pk=row.contact_id or row.pk).first()


def _take(owner: User, row: ImportRow, contact: Contact) -> bool:
    """Give a row's person its photo; return whether it was needed and is one."""
    if contact.photo_name and PHOTO not in row.chosen:
        return False
    why_not = give_photo(contact=contact, content=photo_of(row.file.source, row.raw))
    if why_not:
        _count_left_out(owner, row, why_not)
    return why_not is None


def _count_changed(owner: User, row: ImportRow) -> None:
    """Note that a photo is what somebody known has gained, where nothing else was."""
    if row.outcome == Outcome.CHANGED:
        return
    row.outcome = Outcome.CHANGED
    imported = Import.objects.for_user(owner).select_for_update().get(pk=row.imported_id)
    imported.changed_count += 1
    imported.skipped_count = max(0, imported.skipped_count - 1)
    imported.save(update_fields=["changed_count", "skipped_count"])


def _count_left_out(owner: User, row: ImportRow, why: LeftOut) -> None:
    imported = Import.objects.for_user(owner).select_for_update().get(pk=row.imported_id)
    imported.left_out[why] = imported.left_out.get(why, 0) + 1
    imported.save(update_fields=["left_out"])
