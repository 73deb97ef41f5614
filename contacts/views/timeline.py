"""All moments on one page: filters in the address, pages by keyset, the years as a picture."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from contacts.forms.moment_filters import MomentFilterForm
from contacts.models import Contact, Moment
from contacts.models.moment import MomentQuerySet
from contacts.pages.timeline import by_year, item_of, years_picture
from contacts.queries.moments import count_by_year, moments_fitting, organisations_with_moments
from contacts.queries.participants import people_of
from netzwerk.core.answers import answer
from netzwerk.core.companions import companions_of, moment_companions
from netzwerk.core.requests import UserRequest

PAGE = "contacts/moment_list.html"
PAGE_SIZE = 30


@require_safe
def moment_list(request: UserRequest) -> HttpResponse:
    """Show moments, the newest first; htmx gets the results alone, or further moments."""
    form = MomentFilterForm(request.GET)
    chosen = form.chosen()
    found = moments_fitting(request.user, chosen)
    start = _start(request, form)
    context = {"form": form, "chosen": chosen, **_moments(request, form, found, start)}
    if request.htmx and start:
        return answer(request, PAGE, context, part="moments")
    response = answer(request, PAGE, {**context, **_around(request, form)}, part="results")
    if request.htmx:
        response["HX-Push-Url"] = form.address(request.path)
    return response


def _moments(
    request: UserRequest, form: MomentFilterForm, found: MomentQuerySet, start: Moment | None
) -> dict[str, Any]:
    ordered = found.order_by("-happened_on", "-id").prefetch_related("organisation")
    page = list((ordered.before(start) if start else ordered)[: PAGE_SIZE + 1])
    shown = page[:PAGE_SIZE]
    people = people_of(request.user, shown)
    beside = companions_of(moment_companions, request.user, [moment.pk for moment in shown])
    items = [item_of(moment, people[moment.pk], beside=beside[moment.pk]) for moment in shown]
    return {
        "years": by_year(items, after=start.happened_on if start else None),
        "older_url": form.address(request.path, before=shown[-1].pk) if len(page) > PAGE_SIZE else "",
        "newest_url": form.address(request.path) if start else "",
        "here": form.address(request.path),
    }


def _around(request: UserRequest, form: MomentFilterForm) -> dict[str, Any]:
    """Return what stands around the moments: their years, how many they are, and what the filters offer."""
    chosen, today = form.chosen(), timezone.localdate()
    year = chosen.get("year")
    every_year = {name: value for name, value in chosen.items() if name != "year"}
    counts = count_by_year(moments_fitting(request.user, every_year))
    picture = years_picture(
        counts, today=today, address=lambda number: form.address(request.path, year=number), chosen=year
    )
    count = sum(counts.get(year, {}).values()) if year else (picture.total if picture else 0)
    return {"picture": picture, "count": count, "chips": _chips(request, form), **_organisations(request, chosen)}


def _organisations(request: UserRequest, chosen: dict[str, Any]) -> dict[str, Any]:
    organisations = organisations_with_moments(request.user)
    return {
        "organisations": organisations,
        "has_more": bool(chosen.keys() & {"q", "since", "until", "initiator", "organisation"}),
    }


def _chips(request: UserRequest, form: MomentFilterForm) -> list[dict[str, Any]]:
    """Return the filters that have no field of their own, each with the address without it."""
    chosen, chips = form.chosen(), []
    if "contact" in chosen:
        contact = Contact.objects.for_user(request.user).filter(pk=chosen["contact"]).first()
        chips.append(("contact", str(contact) if contact else _("no longer there")))
    if "year" in chosen:
        chips.append(("year", str(chosen["year"])))
    return [
        {"name": name, "value": chosen[name], "text": text, "url": form.address(request.path, without=(name,))}
        for name, text in chips
    ]


def _start(request: UserRequest, form: MomentFilterForm) -> Moment | None:
    """Return the last moment of the page before; deleted meanwhile or not, its date tells where to go on."""
    before = form.cleaned_data.get("before")
    return Moment.objects.for_user(request.user).filter(pk=before).first() if before else None
