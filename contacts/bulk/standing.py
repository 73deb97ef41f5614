"""Many people at once: rest, wake, archive, delete."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar
from uuid import UUID

from django.db.models import Q
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from accounts.models import User
from contacts.bulk.columns import ColumnAction
from contacts.models import Contact, ContactQuerySet
from contacts.services.purging import schedule_purge
from contacts.wording import day_words
from netzwerk.core.bulk import Arguments, States

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class _StandingAction(ColumnAction):
    """What all of them say about a value, and when they are done."""

    # With `count`, on which its form depends.
    done: ClassVar[_StrPromise]

    def done_words(self, *, count: int, arguments: Arguments) -> str:
        """Return how so many people stand now."""
        return self.done % {"count": count}

    def value_words(self, *, name: str, value: Any, arguments: Arguments) -> str:
        """Return resting or not, snoozed until, in the archive or in the bin since."""
        del arguments
        held = value[0]
        match name:
            case "rest":
                return _("Resting") if held else _("Not resting")
            case "snooze":
                day = parse_date(held) if held else None
                return _("Snoozed until %(date)s") % {"date": day_words(day)} if day else _("Not snoozed")
        instant = parse_datetime(held) if held else None
        since = {"date": day_words(instant.date())} if instant else {}
        if name == "archive":
            return _("In the archive since %(date)s") % since if since else _("Not in the archive")
        return _("In the bin since %(date)s") % since if since else _("Not in the bin")


class RestAction(_StandingAction):
    """No more reminders."""

    key = "rest"
    label = gettext_lazy("Let rest")
    icon = "pause-circle"
    fields: ClassVar = {"rest": ("is_resting",)}
    done = ngettext_lazy(
        "%(count)s person rests. No more reminders.", "%(count)s people rest. No more reminders.", "count"
    )

    def values(self, arguments: Arguments, now: datetime) -> dict[str, Any]:
        """Return the rest."""
        return {"is_resting": True}


class WakeAction(_StandingAction):
    """End rest and snooze."""

    key = "wake"
    label = gettext_lazy("Wake up again")
    icon = "bell"
    fields: ClassVar = {"rest": ("is_resting",), "snooze": ("snoozed_until",)}
    done = ngettext_lazy(
        "%(count)s person may be suggested again.", "%(count)s people may be suggested again.", "count"
    )

    def values(self, arguments: Arguments, now: datetime) -> dict[str, Any]:
        """Return neither rest nor snooze."""
        return {"is_resting": False, "snoozed_until": None}

    def concerned(self, contacts: ContactQuerySet) -> ContactQuerySet:
        """Return those who rest or are snoozed."""
        return contacts.filter(Q(is_resting=True) | Q(snoozed_until__isnull=False))


class ArchiveAction(_StandingAction):
    """Out of lists and suggestions."""

    key = "archive"
    label = gettext_lazy("Archive")
    icon = "archive"
    is_frequent = True
    fields: ClassVar = {"archive": ("archived_at",)}
    done = ngettext_lazy("%(count)s person is in the archive.", "%(count)s people are in the archive.", "count")

    def values(self, arguments: Arguments, now: datetime) -> dict[str, Any]:
        """Return the instant."""
        return {"archived_at": now}

    def concerned(self, contacts: ContactQuerySet) -> ContactQuerySet:
        """Return those who are not in the archive; the others keep the date on which they came there."""
        return contacts.filter(archived_at=None)


class UnarchiveAction(_StandingAction):
    """Back from the archive."""

    key = "unarchive"
    label = gettext_lazy("Out of the archive")
    icon = "archive"
    fields: ClassVar = {"archive": ("archived_at",)}
    done = ngettext_lazy(
        "%(count)s person is back from the archive.", "%(count)s people are back from the archive.", "count"
    )

    def values(self, arguments: Arguments, now: datetime) -> dict[str, Any]:
        """Return none."""
        return {"archived_at": None}

    def concerned(self, contacts: ContactQuerySet) -> ContactQuerySet:
        """Return those who are in the archive and have a name: somebody anonymous stays there."""
        return contacts.filter(archived_at__isnull=False, anonymised_at=None)


class DeleteAction(_StandingAction):
    """Into the bin, and so on their way out."""

    key = "delete"
    label = gettext_lazy("Delete")
    icon = "trash3"
    is_dangerous = True
    fields: ClassVar = {"bin": ("deleted_at",)}
    done = ngettext_lazy("%(count)s person is in the bin.", "%(count)s people are in the bin.", "count")

    def values(self, arguments: Arguments, now: datetime) -> dict[str, Any]:
        """Return the instant from which the 30 days count."""
        return {"deleted_at": now}

    def states(self, *, owner: User, ids: Collection[UUID], arguments: Arguments) -> States:
        """Return since when; not of who was merged into somebody, and comes back by undoing that alone."""
        held = super().states(owner=owner, ids=ids, arguments=arguments)
        merged = Contact.objects.for_user(owner).filter(pk__in=ids).exclude(merged_into=None)
        return held | {pk: {} for pk in merged.values_list("pk", flat=True)}

    def apply(self, *, owner: User, ids: Collection[UUID], arguments: Arguments, now: datetime) -> None:
        """Put them into the bin, and see to it that they leave it."""
        super().apply(owner=owner, ids=ids, arguments=arguments, now=now)
        schedule_purge(owner=owner, deleted_at=now)
