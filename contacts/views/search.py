"""Searching: a page with all that was found, and the palette of the top bar."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from contacts.pages.hits import moment_hits
from contacts.pages.palette import groups_for, results_for
from contacts.queries.searching import MomentHit, find_moments, terms_for
from contacts.rules.keysets import read_place, write_place
from contacts.rules.search_words import LONGEST_SEARCH
from netzwerk.core.answers import answer
from netzwerk.core.requests import UserRequest

PAGE = "contacts/search.html"
MOMENTS = 12


@require_safe
def search(request: UserRequest) -> HttpResponse:
    """Show all that was found; htmx gets further moments."""
    text = _text(request)
    terms = terms_for(request.user, text)
    before = read_place(request.GET.get("before", ""))
    found = find_moments(request.user, terms, limit=MOMENTS + 1, before=before)
    context: dict[str, Any] = {
        "q": text,
        "moments": moment_hits(found[:MOMENTS], terms),
        "next_url": _next_url(request, text, found),
    }
    if request.htmx and before:
        return answer(request, PAGE, context, part="moments")
    groups = results_for(request.user, text, terms, timezone.localdate())
    return answer(request, PAGE, {**context, "groups": groups, "add_url": _add_url(text)})


@require_safe
def palette(request: UserRequest) -> HttpResponse:
    """Offer what a text may mean, for htmx; without it this is the page of results."""
    text = _text(request)
    if not request.htmx:
        return HttpResponseRedirect(f"{reverse('contacts:search')}?{urlencode({'q': text})}")
    groups = groups_for(request.user, text, timezone.localdate())
    context = {"groups": groups, "q": text, "count": sum(len(group.hits) for group in groups)}
    # Without the request: nothing of the shell is shown, so nobody need count for its navigation.
    response = HttpResponse(render_to_string("contacts/search_palette.html", context))
    patch_vary_headers(response, ["HX-Request"])
    return response


def _text(request: UserRequest) -> str:
    """Return what is looked for, as far as it is text that can be looked for."""
    text = request.GET.get("q", "")[:LONGEST_SEARCH].replace("\0", " ")
    return text.encode(errors="replace").decode().strip()


def _next_url(request: UserRequest, text: str, found: list[MomentHit]) -> str:
    if len(found) <= MOMENTS:
        return ""
    last = found[MOMENTS - 1].moment
    return f"{request.path}?{urlencode({'q': text, 'before': write_place(last.happened_on, last.pk)})}"


def _add_url(text: str) -> str:
    return f"{reverse('contacts:contact-create')}?{urlencode({'name': text})}"
