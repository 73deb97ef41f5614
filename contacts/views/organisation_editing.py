"""Changing an organisation, with a guard against two tabs; another of that name is offered to be joined."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from contacts.forms.organisations import OrganisationForm, values_of
from contacts.models import Organisation
from contacts.services.organisations import OrganisationExistsError, change_organisation, join_organisations
from contacts.views.answers import leave, tell
from netzwerk.core.answers import answer
from netzwerk.core.requests import UserRequest
from netzwerk.core.seen import seen_of

FORM = "contacts/organisation_form.html"
DETAIL = "contacts:organisation-detail"


@require_http_methods(["GET", "HEAD", "POST"])
def organisation_edit(request: UserRequest, pk: UUID) -> HttpResponse:
    """Show the form, or save it."""
    if request.method == "POST":
        return _save(request, pk)
    organisation = get_object_or_404(Organisation.objects.for_user(request.user), pk=pk)
    return _ask(request, organisation, OrganisationForm.of(organisation))


@transaction.atomic
def _save(request: UserRequest, pk: UUID) -> HttpResponse:
    # Two tabs at once meet here, and the second sees what the first has saved.
    organisation = get_object_or_404(Organisation.objects.for_user(request.user).select_for_update(), pk=pk)
    form = OrganisationForm(request.POST)
    if not form.is_valid():
        return _ask(request, organisation, form, seen=request.POST.get("seen", ""))
    if request.POST.get("seen") != seen_of(values_of(organisation)):
        return _ask(request, organisation, form, is_changed_elsewhere=True)
    stored = values_of(organisation)
    try:
        change_organisation(organisation=organisation, **form.cleaned_data)
    except OrganisationExistsError as error:
        for column, value in stored.items():
            setattr(organisation, column, value)
        return _join(request, organisation, form, error.other)
    tell(request, _("Saved."))
    return leave(request, default=DETAIL, pk=pk)


def _join(
    request: UserRequest, organisation: Organisation, form: OrganisationForm, other: Organisation
) -> HttpResponse:
    """Join the two when the user has seen which other one there is, and offer it before."""
    if request.POST.get("join") != str(other.pk):
        return _ask(request, organisation, form, other=other)
    join_organisations(survivor=other, absorbed=organisation)
    tell(request, _("Both are one now: %(name)s.") % {"name": other.name})
    return leave(request, default=DETAIL, pk=other.pk)


def _ask(request: UserRequest, organisation: Organisation, form: OrganisationForm, **more: Any) -> HttpResponse:
    context = {
        "organisation": organisation,
        "form": form,
        **more,
        "seen": more.get("seen") or seen_of(values_of(organisation)),
    }
    is_refused = bool(form.errors) or bool(more.get("other") or more.get("is_changed_elsewhere"))
    return answer(request, FORM, context, part="sheet", status=422 if is_refused else 200)
