"""The photo of a person: shown to the owner alone, uploaded, taken away."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.services.quotas import FullError
from accounts.words import full_sentence
from contacts.forms.photos import PhotoForm, problem_words
from contacts.models import Contact
from contacts.pictures import PhotoRefusedError
from contacts.services.photos import put_photo_back, read_photo, remove_photo, store_photo
from contacts.views.answers import contact_of, leave, tell, undo_address
from netzwerk.core.answers import answer
from netzwerk.core.requests import UserRequest

PAGE = "contacts:contact-detail"
DAY = 24 * 3600


@require_safe
def contact_photo(request: UserRequest, pk: UUID) -> HttpResponseBase:
    """Give out the photo. Under the address that a page names it never changes, so the browser keeps it for a day."""
    contact = get_object_or_404(Contact.objects.for_user(request.user).only("owner", "photo_name"), pk=pk)
    version = contact.photo_version
    is_versioned = bool(version) and request.GET.get("v") == version
    etag = f'"{version}"'
    response = get_conditional_response(request, etag=etag) if version else None
    if response is None:
        content = read_photo(contact=contact)
        if content is None:
            raise Http404
        response = HttpResponse(content, content_type="image/webp", headers={"ETag": etag})
        response["Content-Disposition"] = "inline"
    if is_versioned:
        patch_cache_control(response, private=True, max_age=DAY, immutable=True)
    else:
        patch_cache_control(response, private=True, no_cache=True)
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def contact_photo_edit(request: UserRequest, pk: UUID) -> HttpResponse:
    """Upload a photo, or replace it."""
    contact = contact_of(request, pk)
    form = PhotoForm(request.POST, request.FILES) if request.method == "POST" else PhotoForm()
    if form.is_bound and form.is_valid():
        undo = _undo(request, contact)
        try:
            store_photo(contact=contact, content=form.cleaned_data["photo"])
        except PhotoRefusedError as error:
            form.add_error("photo", problem_words(error.problem))
        except FullError as error:
            form.add_error("photo", full_sentence(error))
        else:
            tell(request, _("The photo is saved."), undo=undo)
            return leave(request, default=PAGE, pk=pk)
    context = {"contact": contact, "form": form}
    return answer(request, "contacts/contact_photo.html", context, part="sheet", status=422 if form.errors else 200)


@require_POST
def contact_photo_remove(request: UserRequest, pk: UUID) -> HttpResponse:
    """Take the photo away."""
    contact = contact_of(request, pk)
    undo = _undo(request, contact)
    remove_photo(contact=contact)
    tell(request, _("The photo is gone."), undo=undo)
    return leave(request, default=PAGE, pk=pk)


@require_POST
def contact_photo_back(request: UserRequest, pk: UUID) -> HttpResponse:
    """Put the photo of before back, named by `key` in the address."""
    if put_photo_back(contact=contact_of(request, pk), key=request.GET.get("key", "")):
        tell(request, _("As before."))
    else:
        messages.error(request, _("The photo of before has been deleted since."))
    return leave(request, default=PAGE, pk=pk)


def _undo(request: UserRequest, contact: Contact) -> str:
    if not contact.photo_name:
        return undo_address(request, "contacts:contact-photo-remove", contact.pk)
    return undo_address(request, "contacts:contact-photo-back", contact.pk, key=contact.photo_key)
