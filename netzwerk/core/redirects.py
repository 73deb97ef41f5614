"""Where a form leads back to."""

from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.utils.http import url_has_allowed_host_and_scheme

# Longer ones no browser is sent to; the longest of ours is a list with all its filters.
LONGEST = 2000


def next_url(request: HttpRequest, *, default: str, **arguments: object) -> str:
    """Return the path in `next` when it is one of ours, else the default page (a URL name with its arguments)."""
    asked = request.POST.get("next") or request.GET.get("next") or ""
    return asked if is_path_of_ours(asked) else resolve_url(default, **arguments)


def is_path_of_ours(address: str) -> bool:
    """Tell whether an address is a path on this site, however browsers read it.

    A word without a slash is none: `redirect` would take it for the name of a view.
    """
    is_path = address.startswith("/") and len(address) <= LONGEST
    return is_path and url_has_allowed_host_and_scheme(address, allowed_hosts=None)
