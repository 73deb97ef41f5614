"""Organisations: the list, the page of one, and what completes itself from them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from contacts.forms.organisations import OrganisationFilterForm
from contacts.models import Organisation
from contacts.pages.organisation import moments_of, people_of
from contacts.queries.organisations import (
    industries_of,
    industry_names,
    is_in_use,
    organisation_names,
    organisations_of,
    with_people_count,
)
from contacts.services.organisations import OrganisationInUseError, delete_organisation
from contacts.views.answers import tell
from netzwerk.core.answers import answer
from netzwerk.core.requests import UserRequest

PAGE_SIZE = 50
LIST, PAGE = "contacts/organisation_list.html", "contacts/organisation_detail.html"


@require_safe
def organisation_list(request: UserRequest) -> HttpResponse:
    """Show organisations by name; htmx gets the results alone, or further rows."""
    form = OrganisationFilterForm(request.GET)
    chosen = form.chosen()
    found = organisations_of(request.user, text=chosen.get("q", ""), industry=chosen.get("industry", ""))
    after = form.cleaned_data.get("after")
    start = Organisation.objects.for_user(request.user).filter(pk=after).first() if after else None
    page = found.filter(folded_name__gt=start.folded_name) if start else found
    rows = list(with_people_count(request.user, page.defer("note"))[: PAGE_SIZE + 1])
    context = {
        "rows": rows[:PAGE_SIZE],
        "next_url": form.address(request.path, after=rows[PAGE_SIZE - 1].pk) if len(rows) > PAGE_SIZE else "",
    }
    if request.htmx and start:
        return answer(request, LIST, context, part="rows")
    more = {
        "chosen": chosen,
        "count": found.count(),
        "industries": industries_of(request.user),
        "first_url": form.address(request.path) if start else "",
    }
    response = answer(request, LIST, {**context, **more}, part="results")
    if request.htmx:
        response["HX-Push-Url"] = form.address(request.path)
    return response


@require_safe
def organisation_detail(request: UserRequest, pk: UUID) -> HttpResponse:
    """Show an organisation; htmx gets further people or moments."""
    organisation = get_object_or_404(Organisation.objects.for_user(request.user), pk=pk)
    today = timezone.localdate()
    for part in ("now", "past"):
        if request.htmx and part in request.GET:
            shown = people_of(request.user, organisation, part, today, after=request.GET[part])
            return answer(request, PAGE, {"organisation": organisation, "people": shown}, part="people")
    moments = moments_of(request.user, organisation, before=request.GET.get("before", ""))
    if request.htmx and "before" in request.GET:
        return answer(request, PAGE, {"organisation": organisation, "moments": moments}, part="moments")
    context = {
        "organisation": organisation,
        "now": people_of(request.user, organisation, "now", today, after=request.GET.get("now", "")),
        "past": people_of(request.user, organisation, "past", today, after=request.GET.get("past", "")),
        "moments": moments,
        "can_be_deleted": not is_in_use(request.user, organisation),
    }
    return answer(request, PAGE, context)


@require_POST
def organisation_delete(request: UserRequest, pk: UUID) -> HttpResponse:
    """Delete an organisation that nothing hangs on."""
    organisation = get_object_or_404(Organisation.objects.for_user(request.user), pk=pk)
    try:
        delete_organisation(organisation=organisation)
    except OrganisationInUseError:
        messages.warning(request, _("Somebody is or was there, so it stays."))
        return redirect("contacts:organisation-detail", pk=pk)
    tell(request, _("%(name)s is deleted.") % {"name": organisation.name})
    return redirect("contacts:organisation-list")


@require_safe
def organisation_suggestions(request: UserRequest) -> HttpResponse:
    """Offer names of organisations for the letters typed so far."""
    return _proposals(organisation_names(request.user, request.GET.get("begins", "")))


@require_safe
def industry_suggestions(request: UserRequest) -> HttpResponse:
    """Offer industries for the letters typed so far."""
    return _proposals(industry_names(request.user, request.GET.get("begins", "")))


def _proposals(names: list[str]) -> HttpResponse:
    answered: dict[str, Any] = {"names": names}
    return JsonResponse(answered, headers={"Cache-Control": "private, no-store"})
