"""Small changes to a person, each one click and each with a way back. All are POST only."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from contacts import services
from contacts.forms import SnoozeForm
from contacts.models import Contact, Moment
from contacts.views.answers import contact_of, done, tell, undo_address
from contacts.wording import day_words
from netzwerk.core.answers import answer
from netzwerk.core.days import read_day
from netzwerk.core.requests import UserRequest

PAGE = "contacts:contact-detail"


@require_POST
def contact_touch(request: UserRequest, pk: UUID) -> HttpResponse:
    """Log that one has been in touch today, without asking how."""
    contact = contact_of(request, pk)
    today = timezone.localdate()
    moment = services.log_moment(
        owner=request.user,
        contacts=[contact],
        kind=Moment.Kind.MESSAGE,
        happened_on=today,
        today=today,
    )
    undo = undo_address(request, "contacts:moment-delete", moment.pk)
    tell(request, _("Noted: you have been in touch with %(name)s today.") % {"name": contact.name}, undo=undo)
    return done(request, default=PAGE, pk=pk)


@require_POST
def contact_snooze(request: UserRequest, pk: UUID) -> HttpResponse:
    """Set a person aside until a date; `snoozed` in the address puts an earlier value back."""
    contact = contact_of(request, pk)
    if "snoozed" in request.GET:
        services.snooze_contact(contact=contact, until=_earlier(request))
        tell(request, _("As before."))
        return done(request, default=PAGE, pk=pk)
    form = SnoozeForm(request.POST, today=timezone.localdate())
    if not form.is_valid():
        context = {"contact": contact, "form": form}
        return answer(request, "contacts/contact_snooze.html", context, part="sheet", status=422)
    before, day = contact.snoozed_until, form.cleaned_data["day"]
    services.snooze_contact(contact=contact, until=day)
    words = {"name": contact.name, "date": day_words(day)}
    undo = undo_address(request, "contacts:contact-snooze", pk, snoozed=_iso(before))
    tell(request, _("%(name)s is set aside until %(date)s.") % words, undo=undo)
    return done(request, default=PAGE, pk=pk)


@require_POST
def contact_rest(request: UserRequest, pk: UUID) -> HttpResponse:
    """Stop reminders for a person."""
    contact = contact_of(request, pk)
    services.let_contact_rest(contact=contact)
    _put_snooze_back(request, contact)
    undo = undo_address(request, "contacts:contact-wake", pk, snoozed=_iso(contact.snoozed_until))
    tell(request, _("%(name)s rests. No more reminders.") % {"name": contact.name}, undo=undo)
    return done(request, default=PAGE, pk=pk)


@require_POST
def contact_wake(request: UserRequest, pk: UUID) -> HttpResponse:
    """End rest and snooze; as the way back from a rest, keep the snooze that was there."""
    contact = contact_of(request, pk)
    was_resting, before = contact.is_resting, contact.snoozed_until
    services.wake_contact(contact=contact)
    _put_snooze_back(request, contact)
    back = "contacts:contact-rest" if was_resting else "contacts:contact-snooze"
    undo = undo_address(request, back, pk, snoozed=_iso(before))
    tell(request, _("%(name)s may be suggested again.") % {"name": contact.name}, undo=undo)
    return done(request, default=PAGE, pk=pk)


@require_POST
def contact_archive(request: UserRequest, pk: UUID) -> HttpResponse:
    """Put a person into the archive."""
    contact = services.archive_contact(contact=contact_of(request, pk))
    undo = undo_address(request, "contacts:contact-unarchive", pk)
    tell(request, _("%(name)s is in the archive.") % {"name": contact.name}, undo=undo)
    return done(request, default=PAGE, pk=pk)


@require_POST
def contact_unarchive(request: UserRequest, pk: UUID) -> HttpResponse:
    """Bring a person back from the archive."""
    contact = services.unarchive_contact(contact=contact_of(request, pk))
    undo = undo_address(request, "contacts:contact-archive", pk)
    tell(request, _("%(name)s is back from the archive.") % {"name": contact.name}, undo=undo)
    return done(request, default=PAGE, pk=pk)


@require_POST
def contact_delete(request: UserRequest, pk: UUID) -> HttpResponse:
    """Put a person into the bin; the page that showed them is gone, so the list is next."""
    contact = services.delete_contact(contact=contact_of(request, pk))
    undo = undo_address(request, "contacts:contact-restore", pk)
    tell(request, _("%(name)s is in the bin.") % {"name": contact.name}, undo=undo)
    return done(request, default="contacts:contact-list")


@require_POST
def contact_restore(request: UserRequest, pk: UUID) -> HttpResponse:
    """Take a person out of the bin; who was merged comes back by undoing the merge."""
    contact = get_object_or_404(Contact.objects.for_user(request.user).filter(merged_into=None), pk=pk)
    services.restore_contact(contact=contact)
    undo = undo_address(request, "contacts:contact-delete", pk)
    tell(request, _("%(name)s is back.") % {"name": contact.name}, undo=undo)
    return done(request, default=PAGE, pk=pk)


def _put_snooze_back(request: UserRequest, contact: Contact) -> None:
    if "snoozed" in request.GET:
        services.snooze_contact(contact=contact, until=_earlier(request))


def _earlier(request: UserRequest) -> date | None:
    """Return the date in the address; anything else means none."""
    return read_day(request.GET.get("snoozed", ""))


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
