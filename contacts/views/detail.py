"""The page of one person."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from contacts.models import Contact
from contacts.pages.history import history_of, years_of
from contacts.pages.marks import mark_choices
from contacts.pages.portrait import portrait_of
from contacts.views.sections import shown_sections
from netzwerk.core.answers import answer
from netzwerk.core.registry import contact_panels
from netzwerk.core.requests import UserRequest

# What the page shows beside `with_details`.
SHOWN = ("messengers", "addresses", "links", "topics", "own_dates", "custom_values")


@require_safe
def contact_detail(request: UserRequest, pk: UUID) -> HttpResponse:
    """Show a person; htmx gets further moments."""
    contact = Contact.objects.for_user(request.user).with_details().prefetch_related(*SHOWN).filter(pk=pk).first()
    if contact is None:
        raise Http404
    contact.owner = request.user
    if contact.merged_into_id:
        # Old bookmarks and the links of mails go on to whom this person has become.
        return redirect("contacts:contact-detail", contact.merged_into_id)
    if contact.deleted_at:
        return render(request, "contacts/contact_gone.html", {"contact": contact}, status=410)
    today = timezone.localdate()
    context = {"contact": contact, **history_of(request.user, contact, request.GET, request.path)}
    if not (request.htmx and request.GET.get("before")):
        more = {"today": today, "portrait": portrait_of(contact, request.user, today), "panels": list(contact_panels)}
        more.update(years_of(request.user, contact, request.path, context["kind"], today))
        more["marks"] = mark_choices(contact)
        more["sections"] = shown_sections(request, contact, today)
        return answer(request, "contacts/contact_detail.html", {**context, **more})
    return answer(request, "contacts/contact_detail.html", context, part="moments")
