"""How these pages fetch and answer, with htmx and without."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render, resolve_url
from django_htmx.http import HttpResponseClientRedirect

from contacts.models import Contact
from netzwerk.core.redirects import next_url
from netzwerk.core.requests import UserRequest


def contact_of(request: UserRequest, pk: UUID) -> Contact:
    """Return the user's contact with its details, or 404; in the bin there is nothing to see."""
    contact = get_object_or_404(Contact.objects.for_user(request.user).present().with_details(), pk=pk)
    # So that services and details need not fetch whose it is.
    contact.owner = request.user
    return contact


def tell(request: UserRequest, text: str, *, undo: str = "") -> None:
    """Leave a toast; with an address it offers to take the thing back."""
    messages.success(request, text, extra_tags=undo)


def leave(request: UserRequest, *, default: str, **arguments: object) -> HttpResponse:
    """Answer a form that was saved: the browser goes to `next` or the default page, also out of a sheet."""
    target = next_url(request, default=default, **arguments)
    return HttpResponseClientRedirect(target) if request.htmx else HttpResponseRedirect(target)


def done(request: UserRequest, *, default: str, **arguments: object) -> HttpResponse:
    """Answer a change of one click.

    For htmx without a `next` the answer is the toast alone, so that a row which is swapped for it disappears.
    """
    if request.htmx and not _has_next(request):
        return render(request, "components/_messages.html", {"oob": True})
    return leave(request, default=default, **arguments)


def undo_address(
    request: UserRequest, url_name: str, pk: UUID, *, arguments: Mapping[str, str] | None = None, **query: object
) -> str:
    """Return where a POST takes a change back, and then leads to where this one leads.

    `arguments` are further ones of the address itself.
    """
    asked = next_url(request, default="contacts:contact-list") if _has_next(request) else ""
    values = {**query, **({"next": asked} if asked else {})}
    address = resolve_url(url_name, pk=pk, **(arguments or {}))
    said = urlencode(values, doseq=True)
    return f"{address}?{said}" if said else address


def _has_next(request: UserRequest) -> bool:
    return bool(request.POST.get("next") or request.GET.get("next"))
