"""Questions about imports and their rows."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Count, Q, QuerySet

from accounts.models import User
from transfer.models import Import, ImportRow

# For so long an import that came in can be taken back, and one that was not accepted is kept.
KEPT_FOR = timedelta(days=30)
Subject, Finding, Outcome = ImportRow.Subject, ImportRow.Finding, ImportRow.Outcome
# What a page of rows does not show, and may be large.
UNSEEN = ("raw", "trail")


def imports_before(owner: User, *, before: Import | None = None) -> QuerySet[Import]:
    """Return imports, the newest first, those before one of them when it is given: pages by keyset."""
    found = Import.objects.for_user(owner).order_by("-created_at", "-id")
    if before is None:
        return found
    older = Q(created_at__lt=before.created_at) | Q(created_at=before.created_at, pk__lt=before.pk)
    return found.filter(older, created_at__lte=before.created_at)


def rows_of(imported: Import) -> QuerySet[ImportRow]:
    """Return the rows of an import without what may be large."""
    return ImportRow.objects.for_user(imported.owner).filter(imported=imported).defer(*UNSEEN)


def people_found(imported: Import, finding: str, *, after: int = 0, name: str = "") -> QuerySet[ImportRow]:
    """Return the rows about people of one finding behind a number, in their order; `name` is a part of the name."""
    found = rows_of(imported).filter(finding=finding, number__gt=after).order_by("number")
    # What could not be read is about nobody in particular.
    found = found if finding == Finding.BROKEN else found.filter(subject=Subject.PERSON)
    return found.filter(name__icontains=name) if name else found


def happenings_found(imported: Import, *, after: int = 0, name: str = "") -> QuerySet[ImportRow]:
    """Return the rows about moments and ties behind a number, in their order."""
    happened = Q(subject=Subject.MOMENT) | Q(subject=Subject.TIE)
    found = rows_of(imported).filter(happened, number__gt=after).exclude(finding=Finding.BROKEN).order_by("number")
    return found.filter(name__icontains=name) if name else found


def kept_rows(imported: Import, *, after: int = 0) -> QuerySet[ImportRow]:
    """Return the people whom the undo left, in their order, behind a number."""
    found = ImportRow.objects.for_user(imported.owner).filter(imported=imported).defer("raw")
    return found.filter(outcome=Outcome.KEPT, number__gt=after).order_by("number")


def count_decisions(imported: Import) -> dict[str, int]:
    """Return how many people were left out, are to come in as new, or take a field of the file; one query."""
    rows = ImportRow.objects.for_user(imported.owner).filter(imported=imported, subject=Subject.PERSON)
    return rows.aggregate(
        skipped_new=Count("pk", filter=Q(decision="skip", finding=Finding.NEW)),
        skipped_known=Count("pk", filter=Q(decision="skip") & ~Q(finding=Finding.NEW)),
        not_filled=Count("pk", filter=~Q(decision="") & Q(finding=Finding.FILLS)),
        not_merged=Count("pk", filter=~Q(decision="") & Q(finding=Finding.DIFFERS)),
        as_new=Count("pk", filter=Q(decision="as_new")),
        taking=Count("pk", filter=Q(finding=Finding.DIFFERS, decision="") & ~Q(chosen=[])),
    )


def count_coming(imported: Import) -> int:
    """Return how many people would be new here by the decisions so far; one query."""
    decided = count_decisions(imported)
    return imported.new_count - decided["skipped_new"] + decided["as_new"]


def count_photos_coming(imported: Import) -> int:
    """Return how many people would get a photo by the decisions so far: the new, and the known without; one query."""
    is_new = Q(finding=Finding.NEW) & ~Q(decision="skip") | Q(decision="as_new")
    has_none = Q(finding=Finding.FILLS, decision="", contact__photo_name="")
    return (
        ImportRow.objects.for_user(imported.owner).filter(is_new | has_none, imported=imported, has_photo=True).count()
    )


def count_happened(imported: Import) -> int:
    """Return how many moments and ties came in; asks only where the files told of any."""
    if not imported.moment_count + imported.tie_count:
        return 0
    happened = Q(subject=Subject.MOMENT) | Q(subject=Subject.TIE)
    rows = ImportRow.objects.for_user(imported.owner).filter(happened, imported=imported, outcome=Outcome.CREATED)
    return rows.count()


def undo_until(imported: Import) -> datetime | None:
    """Return until when an import can be taken back; None when it never came in."""
    return imported.accepted_at + KEPT_FOR if imported.accepted_at else None


def can_be_undone(imported: Import, *, now: datetime) -> bool:
    """Whether an import that came in can still be taken back."""
    until = undo_until(imported)
    return imported.state == Import.State.DONE and until is not None and now <= until
