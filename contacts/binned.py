"""What of the contacts' can lie in the bin: people, moments, and what was given or received."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from contacts.models import Contact, ContactQuerySet, Exchange, Moment
from contacts.services.bin import restore_moments
from contacts.services.purging import purge_contacts
from contacts.wording import day_words, dotted, position_words
from contacts.words.exchanges import ICONS, exchange_title
from netzwerk.core.bin import BinKind

MOMENT_NAMES, MOMENT_NOTE = 3, 80


class PeopleInBin(BinKind):
    """People who were deleted; not those who were merged into somebody, who come back by undoing the merge."""

    key: ClassVar[str] = "contacts"
    icon: ClassVar[str] = "person"

    def found(self, user: User) -> ContactQuerySet:
        """Return the people who were deleted."""
        return Contact.objects.for_user(user).filter(deleted_at__isnull=False, merged_into=None)

    def shown(self, user: User) -> ContactQuerySet:
        """Return them with their positions."""
        return self.found(user).defer("note").with_positions()

    def due(self, owner: User, before: datetime, *, with_merged: bool) -> ContactQuerySet:
        """Return those who go; who was merged goes after 30 days, but not when the bin is emptied before."""
        if not with_merged:
            return self.found(owner).filter(deleted_at__lte=before)
        return Contact.objects.for_user(owner).filter(deleted_at__lte=before)

    def title(self, thing: Contact) -> str:
        """Return the name."""
        return thing.name

    def detail(self, thing: Contact) -> str:
        """Return what somebody does, and where."""
        return position_words(thing)

    def purge(self, *, owner: User, ids: Collection[UUID]) -> None:
        """Delete people with whoever was merged into them, and the moments that nobody else took part in."""
        purge_contacts(owner=owner, ids=ids)


class MomentsInBin(BinKind):
    """Moments that were deleted."""

    key: ClassVar[str] = "moments"
    icon: ClassVar[str] = "journal-plus"

    def found(self, user: User) -> QuerySet[Moment]:
        """Return the moments that were deleted."""
        return Moment.objects.for_user(user).filter(deleted_at__isnull=False)

    def shown(self, user: User) -> QuerySet[Moment]:
        """Return them with those who took part."""
        return self.found(user).prefetch_related("participations__contact")

    def title(self, thing: Moment) -> str:
        """Return what it was, and with whom."""
        names = [each.contact.name for each in thing.participations.all()]
        shown = ", ".join(names[:MOMENT_NAMES]) + (", …" if len(names) > MOMENT_NAMES else "")
        kind = thing.get_kind_display()
        return _("%(kind)s with %(names)s") % {"kind": kind, "names": shown} if names else kind

    def detail(self, thing: Moment) -> str:
        """Return when it was, and how the note begins."""
        note = " ".join(thing.note.split())
        beginning = note[:MOMENT_NOTE] + ("…" if len(note) > MOMENT_NOTE else "")
        return dotted(day_words(thing.happened_on, thing.precision), beginning)

    def restore(self, *, owner: User, ids: Collection[UUID], today: date) -> int:
        """Bring moments back, and the due dates of those who took part in line."""
        return restore_moments(owner=owner, found=self.found(owner).filter(pk__in=ids), today=today)


class ExchangesInBin(BinKind):
    """What was given, received, asked or promised, and then deleted."""

    key: ClassVar[str] = "exchanges"
    icon: ClassVar[str] = "gift"

    def found(self, user: User) -> QuerySet[Exchange]:
        """Return the exchanges that were deleted."""
        return Exchange.objects.for_user(user).filter(deleted_at__isnull=False)

    def shown(self, user: User) -> QuerySet[Exchange]:
        """Return them with whom they were between."""
        return self.found(user).select_related("contact")

    def icon_of(self, thing: Exchange) -> str:
        """Return that of its direction."""
        return ICONS[thing.direction]

    def title(self, thing: Exchange) -> str:
        """Return what it was."""
        return exchange_title(thing)

    def detail(self, thing: Exchange) -> str:
        """Return with whom, and when."""
        return dotted(thing.contact.name if thing.contact else "", day_words(thing.happened_on))


KINDS: tuple[BinKind, ...] = (PeopleInBin(), MomentsInBin(), ExchangesInBin())
