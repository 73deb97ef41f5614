"""What data protection asks of one who keeps a book of people; and a person who is erased or made anonymous."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from contacts.models import Contact
from contacts.views.answers import contact_of, tell
from netzwerk.core.requests import UserRequest
from transfer.forms.rights import Deed
from transfer.pages.rights import outlook_of
from transfer.services.rights import anonymise_people, erase_people


@require_safe
def data_protection(request: UserRequest) -> HttpResponse:
    """Say in short what the law asks of the user, and where the product helps."""
    return render(request, "transfer/data_protection.html", {})


@require_http_methods(["GET", "HEAD", "POST"])
def person_erase(request: UserRequest, contact: UUID) -> HttpResponse:
    """Say what would go, or erase a person for good."""
    person = contact_of(request, contact)
    if request.method != "POST":
        return ask(request, Deed.ERASE, [person])
    erase_people(owner=request.user, ids=[person.pk], empties_shared_notes="empties_shared_notes" in request.POST)
    tell(request, _("%(name)s is erased, with all that was stored.") % {"name": person.name})
    return redirect("contacts:contact-list")


@require_http_methods(["GET", "HEAD", "POST"])
def person_anonymise(request: UserRequest, contact: UUID) -> HttpResponse:
    """Say what would go and what would stay, or make a person anonymous."""
    person = contact_of(request, contact)
    if person.anonymised_at is not None:
        return redirect("contacts:contact-detail", person.pk)
    if request.method != "POST":
        return ask(request, Deed.ANONYMISE, [person])
    anonymise_people(
        owner=request.user,
        ids=[person.pk],
        name=_("Anonymous person"),
        now=timezone.now(),
        empties_shared_notes="empties_shared_notes" in request.POST,
    )
    tell(request, _("Nothing of %(name)s is left but counts.") % {"name": person.name})
    return redirect("contacts:contact-detail", person.pk)


def ask(request: UserRequest, deed: Deed, people: list[Contact], *, is_list: bool = False) -> HttpResponse:
    """Show what would go and what would stay, and the button that does it."""
    context = {"deed": deed.value, "outlook": outlook_of(request.user, people), "is_list": is_list}
    return render(request, "transfer/person_forget.html", context)
