"""Whom and what an export is about."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from accounts.models import User
from contacts.filtering import understand
from contacts.models import Contact, ContactQuerySet, Exchange, Moment
from contacts.queries import exchanges as give_and_take
from transfer.models import Export

ExportedRows = ContactQuerySet | QuerySet[Moment] | QuerySet[Exchange]


class UnclearQueryError(ValueError):
    """The view has a part that makes no sense, or is about something that is gone: nobody can say whom it means."""


def exports_of(user: User) -> QuerySet[Export]:
    """Return somebody's exports, the newest first."""
    return Export.objects.for_user(user).order_by("-created_at", "-pk")


def everybody(user: User) -> ContactQuerySet:
    """Return all who can be exported: the archive too, not the bin, and nobody who was made anonymous."""
    return Contact.objects.for_user(user).present().filter(anonymised_at=None)


def people_meant(user: User, *, query: str, today: date) -> ContactQuerySet:
    """Return the people of a view, as the list itself shows them; raises `UnclearQueryError`."""
    meaning = understand(user=user, query=query, today=today)
    if not meaning.is_clear:
        raise UnclearQueryError
    return meaning.people.filter(anonymised_at=None)


def people_of_export(export: Export, *, today: date) -> ContactQuerySet:
    """Return the people of an export: those chosen, or those of its view, or all."""
    if export.contact_ids:
        return everybody(export.owner).filter(pk__in=export.contact_ids)
    return people_meant(export.owner, query=export.query, today=today) if export.query else everybody(export.owner)


def moments_of(export: Export, *, today: date) -> QuerySet[Moment]:
    """Return the moments with the people of an export, the newest first; all, without a choice of people."""
    moments = Moment.objects.for_user(export.owner).present().order_by("-happened_on", "-pk")
    if not _is_narrowed(export):
        return moments
    return moments.filter(participations__contact__in=_ids(export, today)).distinct()


def exchanges_of(export: Export, *, today: date) -> QuerySet[Exchange]:
    """Return the exchanges with the people of an export, the newest first; all, without a choice of people."""
    exchanges = give_and_take.exchanges_of(export.owner).newest_first()
    return exchanges.filter(contact__in=_ids(export, today)) if _is_narrowed(export) else exchanges


def rows_of(export: Export, *, today: date) -> ExportedRows | None:
    """Return what an export of a part consists of; None for one of everything."""
    match export.kind:
        case Export.Kind.EVERYTHING:
            return None
        case Export.Kind.MOMENTS:
            return moments_of(export, today=today)
        case Export.Kind.EXCHANGES:
            return exchanges_of(export, today=today)
        case _people:
            return people_of_export(export, today=today)


def _is_narrowed(export: Export) -> bool:
    return bool(export.contact_ids or export.query)


def _ids(export: Export, today: date) -> QuerySet[Contact]:
    return people_of_export(export, today=today).order_by().values("pk")  # type: ignore[return-value]
