"""Entering a person, and how close they are; all else is changed in place (`inplace`)."""

from __future__ import annotations

from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, resolve_url
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.services.quotas import FullError
from accounts.words import full_sentence
from contacts import services
from contacts.forms import ContactForm, PlacingForm
from contacts.queries.duplicates import alike, other_names
from contacts.rules.likeness import Entry, entry_of
from contacts.services.declining import decline_duplicates
from contacts.views.answers import contact_of, leave, tell, undo_address
from contacts.words.duplicates import likeness_words
from netzwerk.core.answers import answer
from netzwerk.core.requests import UserRequest

FORM = "contacts/contact_form.html"
PLACE = "contacts/contact_place.html"


@require_http_methods(["GET", "HEAD", "POST"])
def contact_create(request: UserRequest) -> HttpResponse:
    """Enter a person; the name is enough. Who may be the same is shown once, then the user decides."""
    if request.method != "POST":
        return answer(request, FORM, {"form": ContactForm.for_new(request.GET)})
    form = ContactForm(request.POST)
    if not form.is_valid():
        return answer(request, FORM, {"form": form}, status=422)
    same = alike(request.user, _entry_of(form))
    if not {str(one.pk) for one, _why in same} <= set(form.cleaned_data["namesake_seen"].split()):
        seen = {**request.POST.dict(), "namesake_seen": " ".join(str(one.pk) for one, _why in same)}
        shown = [(one, likeness_words(why)) for one, why in same]
        return answer(request, FORM, {"form": ContactForm(seen), "same": shown}, status=422)
    try:
        contact = services.add_contacts(owner=request.user, people=[form.details()], today=timezone.localdate())[0]
    except FullError as error:
        form.add_error(None, full_sentence(error))
        return answer(request, FORM, {"form": form}, status=422)
    decline_duplicates(contact=contact, others=[one for one, _why in same])
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
    before = PlacingForm.initial_of(contact)
    form = PlacingForm(_place_data(request), initial=before)
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


def _entry_of(form: ContactForm) -> Entry:
    """Return what was typed as it is compared with others."""
    details = form.details()
    names = (details.name, details.given_name, details.family_name, details.nickname, "")
    return entry_of(
        details.name,
        more_names=other_names(*names),
        mails=[each.value for each in details.emails],
        phones=[each.value for each in details.phones],
        birthday=details.birthday,
    )
