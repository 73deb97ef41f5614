"""What is known about a person, changed where it stands: each detail by itself."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from contacts.details import DETAILS, Detail, shown_context
from contacts.models import Contact
from contacts.pages.portrait import portrait_of
from contacts.views.answers import contact_of, leave, tell
from netzwerk.core.answers import answer
from netzwerk.core.requests import UserRequest

PAGE = "contacts/detail_form.html"


@require_http_methods(["GET", "HEAD", "POST"])
def contact_field(request: UserRequest, pk: UUID, detail: str) -> HttpResponse:
    """Show a detail, its form, or save it: a part for htmx, otherwise a page of its own.

    What another tab has changed meanwhile is shown beside what was typed, and not overwritten unless asked again.
    """
    shown = DETAILS.get(detail)
    if shown is None:
        raise Http404
    if request.method == "POST":
        return _save(request, shown, pk)
    contact = contact_of(request, pk)
    if request.htmx and "shown" in request.GET:
        return _show(request, shown, contact)
    return _ask(request, shown, contact, shown.form(contact))


@transaction.atomic
def _save(request: UserRequest, detail: Detail, pk: UUID) -> HttpResponse:
    # Two tabs at once meet here, and the second sees what the first has saved.
    get_object_or_404(Contact.objects.for_user(request.user).present().select_for_update(), pk=pk)
    contact = contact_of(request, pk)
    form = detail.form(contact, request.POST)
    if not form.is_valid():
        return _ask(request, detail, contact, form, seen=request.POST.get("seen", ""))
    if request.POST.get("seen") != detail.fingerprint(contact):
        return _ask(request, detail, contact, form, is_changed_elsewhere=True)
    detail.save(contact, form)
    if request.htmx:
        return _show(request, detail, contact_of(request, pk))
    tell(request, _("Saved."))
    return leave(request, default="contacts:contact-detail", pk=pk)


def _show(request: UserRequest, detail: Detail, contact: Contact) -> HttpResponse:
    """Show the detail; once it was saved, with what the head of the page says of it."""
    context = {**shown_context(contact, detail), "is_fresh": True}
    if request.method == "POST":
        context["portrait"] = portrait_of(contact, request.user, timezone.localdate())
    return answer(request, PAGE, context, part="shown")


def _ask(
    request: UserRequest,
    detail: Detail,
    contact: Contact,
    form: Any,
    *,
    seen: str = "",
    is_changed_elsewhere: bool = False,
) -> HttpResponse:
    context = {
        **shown_context(contact, detail),
        "form": form,
        "seen": seen or detail.fingerprint(contact),
        "is_changed_elsewhere": is_changed_elsewhere,
    }
    _focus(form)
    return answer(request, PAGE, context, part="form", status=422 if form.is_bound else 200)


def _focus(form: Any) -> None:
    """Put the cursor into the first field that wants it: a wrong one, or else the first."""
    rows: list[forms.Form] = list(form.forms) if isinstance(form, forms.BaseFormSet) else [form]
    fields = [field for row in rows for field in row.visible_fields()]
    wanted = next((field for field in fields if form.is_bound and field.errors), fields[0] if fields else None)
    if wanted is not None:
        wanted.field.widget.attrs["autofocus"] = True
