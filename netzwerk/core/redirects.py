"""Where a form leads back to."""

from urllib.parse import urlsplit

from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.utils.http import url_has_allowed_host_and_scheme

# Longer ones no browser is sent to; the longest of ours is a list with all its filters.
LONGEST = 2000


def next_url(request: HttpRequest, *, default: str, **arguments: object) -> str:
    """Return the path in `next` when it is one of ours, else the default page (a URL name with its arguments)."""
    asked = request.POST.get("next") or request.GET.get("next") or ""
    return asked if is_path_of_ours(asked) else resolve_url(default, **arguments)


def page_of(request: HttpRequest) -> str:
    """Return the path of the page that somebody looks at: of a form or of a part of a page, the one that asked for it.

    What a form sends to and what htmx asks for is no page to come back to. Empty where the browser does not say, or
    names a page of another site.
    """
    current = request.headers.get("HX-Current-URL")
    if request.method in {"GET", "HEAD"} and current is None:
        return request.get_full_path()
    try:
        asked = urlsplit(current or request.headers.get("Referer", ""))
    except ValueError:
        return ""
    path = asked.path + (f"?{asked.query}" if asked.query else "")
    return path if asked.netloc == request.get_host() and is_path_of_ours(path) else ""


def is_path_of_ours(address: str) -> bool:
    """Tell whether an address is a path on this site, however browsers read it.

    A word without a slash is none: `redirect` would take it for the name of a view.
    """
    is_path = address.startswith("/") and len(address) <= LONGEST
    return is_path and url_has_allowed_host_and_scheme(address, allowed_hosts=None)
