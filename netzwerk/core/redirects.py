"""Where a form leads back to."""

from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.utils.http import url_has_allowed_host_and_scheme

# Longer ones no browser is sent to; the longest of ours is a list with all its filters.
LONGEST = 2000


def next_url(request: HttpRequest, *, default: str, **arguments: object) -> str:
    """Return the path in `next` when it leads to a page of ours, else the default page (a URL name with its arguments).

    A word without a slash is none: `redirect` would take it for the name of a view.
    """
    asked = request.POST.get("next") or request.GET.get("next") or ""
    if asked.startswith("/") and len(asked) <= LONGEST and url_has_allowed_host_and_scheme(asked, allowed_hosts=None):
        return asked
    return resolve_url(default, **arguments)
