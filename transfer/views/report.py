"""All that is stored about a person: as a page that prints well, and as a file to hand over."""

from __future__ import annotations

from base64 import b64encode
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from contacts.models import Contact
from contacts.services.photos import read_photo
from contacts.views.answers import contact_of
from netzwerk.core.downloads import as_download
from netzwerk.core.requests import UserRequest
from transfer.pages.report import report_of
from transfer.words.exports import report_name


@require_safe
def person_report(request: UserRequest, contact: UUID) -> HttpResponse:
    """Show the report."""
    person = contact_of(request, contact)
    return render(request, "transfer/person_report.html", _context(request, person))


@require_safe
def person_report_file(request: UserRequest, contact: UUID) -> HttpResponse:
    """Give the report out as one file without scripts, which needs nothing else and prints well."""
    person = contact_of(request, contact)
    photo = read_photo(contact=person)
    picture = f"data:image/webp;base64,{b64encode(photo).decode()}" if photo else ""
    response = render(request, "transfer/person_report_file.html", {**_context(request, person), "picture": picture})
    return as_download(response, report_name(person.name))


def _context(request: UserRequest, person: Contact) -> dict[str, Any]:
    return {"contact": person, "report": report_of(request.user, person, timezone.localdate())}
