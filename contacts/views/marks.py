"""Marks on a person, each set or taken away with one click."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from contacts.pages.marks import MARKS, mark_choices
from contacts.pages.portrait import portrait_of
from contacts.services.changing import mark_contact
from contacts.views.answers import contact_of, leave, tell, undo_address
from netzwerk.core.answers import answer
from netzwerk.core.requests import UserRequest


@require_POST
def contact_mark(request: UserRequest, pk: UUID, mark: str) -> HttpResponse:
    """Set a mark, or take it away: `to` says which, so that two tabs do not undo each other."""
    if mark not in MARKS:
        raise Http404
    contact = contact_of(request, pk)
    is_set = (request.GET.get("to") or request.POST.get("to", "1")) == "1"
    column, label = MARKS[mark].column, str(MARKS[mark].label)
    was_set = getattr(contact, column)
    mark_contact(contact=contact, mark=column, is_set=is_set)
    words = {"name": contact.name, "mark": label}
    text = _("%(name)s: marked “%(mark)s”.") if is_set else _("%(name)s: no longer “%(mark)s”.")
    undo = undo_address(request, "contacts:contact-mark", pk, arguments={"mark": mark}, to="1" if was_set else "0")
    tell(request, text % words, undo=undo if was_set != is_set else "")
    if not request.htmx:
        return leave(request, default="contacts:contact-detail", pk=pk)
    portrait = portrait_of(contact, request.user, timezone.localdate())
    context = {"contact": contact, "marks": mark_choices(contact), "portrait": portrait, "is_fresh": mark}
    return answer(request, "contacts/_marks.html", context)


@require_POST
def contact_heart(request: UserRequest, pk: UUID) -> HttpResponse:
    """Mark a person as close to the heart or not: `to` says which, so that two tabs do not undo each other.

    The same click takes it back, so there is no toast for htmx.
    """
    is_set = request.POST.get("to", "1") == "1"
    contact = mark_contact(contact=contact_of(request, pk), mark="is_close_to_heart", is_set=is_set)
    if request.htmx:
        return answer(request, "contacts/_heart.html", {"contact": contact, "is_fresh": True})
    tell(request, _("Saved."))
    return leave(request, default="contacts:contact-list")
