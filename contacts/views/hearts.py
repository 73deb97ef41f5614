"""The heart in the list, set or taken away with one click."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from contacts.services.changing import mark_contact
from contacts.views.answers import contact_of, leave, tell
from netzwerk.core.answers import answer
from netzwerk.core.requests import UserRequest


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
