"""Entering a person, and how close they are; all else is changed in place (`inplace`)."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, resolve_url
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from contacts import services
from contacts.forms import ContactForm, PlaceForm
from contacts.models import Contact, fold_name
from contacts.views.answers import contact_of, leave, tell, undo_address
from netzwerk.core.answers import answer
from netzwerk.core.requests import UserRequest

FORM = "contacts/contact_form.html"
PLACE = "contacts/contact_place.html"


@require_http_methods(["GET", "HEAD", "POST"])
def contact_create(request: UserRequest) -> HttpResponse:
    """Enter a person; the name is enough. Namesakes are shown once, then the user decides."""
    if request.method != "POST":
        return answer(request, FORM, {"form": ContactForm.for_new(request.GET)})
    form = ContactForm(request.POST)
    if not form.is_valid():
        return answer(request, FORM, {"form": form}, status=422)
    if namesakes := _unseen_namesakes(request, form):
        seen = {**request.POST.dict(), "namesake_seen": fold_name(form.cleaned_data["name"])}
        return answer(request, FORM, {"form": ContactForm(seen), "namesakes": namesakes}, status=422)
    contact = services.add_contacts(owner=request.user, people=[form.details()], today=timezone.localdate())[0]
    undo = undo_address(request, "contacts:contact-delete", contact.pk)
    tell(request, _("%(name)s is among your contacts.") % {"name": contact.name}, undo=undo)
    if "another" in request.POST:
        kept = urlencode({field: form.cleaned_data[field] for field in ("origin", "last_in_touch")})
        return redirect(f"{resolve_url('contacts:contact-create')}?{kept}")
    return leave(request, default="contacts:contact-detail", pk=contact.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def contact_place(request: UserRequest, pk: UUID) -> HttpResponse:
    """Say how close a person is and how often to be in touch; a POST may carry the values in the address (undo)."""
    contact = contact_of(request, pk)
    before = PlaceForm.initial_of(contact)
    form = PlaceForm(_place_data(request), initial=before)
    if request.method == "POST" and form.is_valid():
        closeness, cadence = form.cleaned_data["closeness"], form.own_cadence()
        services.place_contact(contact=contact, closeness=closeness, own_cadence=cadence)
        undo = undo_address(request, "contacts:contact-place", pk, **before)
        tell(request, _("%(name)s is placed.") % {"name": contact.name}, undo=undo)
        return leave(request, default="contacts:contact-detail", pk=pk)
    context = {"form": form, "contact": contact}
    return answer(request, PLACE, context, part="sheet", status=422 if form.errors else 200)


def _place_data(request: UserRequest) -> QueryDict | None:
    if request.method != "POST":
        return None
    return request.POST if "closeness" in request.POST else request.GET


def _unseen_namesakes(request: UserRequest, form: ContactForm) -> list[Contact]:
    """Return people of the same name, unless the user has just been shown them."""
    name = form.cleaned_data["name"]
    if form.cleaned_data["namesake_seen"] == fold_name(name):
        return []
    found: dict[str, Any] = services.find_namesakes(owner=request.user, names=[name])
    return list(found.get(fold_name(name), []))
