"""Where a POST takes a change back that was made on these pages."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from django.urls import reverse

from netzwerk.core.redirects import is_path_of_ours
from netzwerk.core.requests import UserRequest


def way_back(request: UserRequest, name: str, query: Mapping[str, object] | None = None, **arguments: object) -> str:
    """Return the address of an undo, which then leads to where this request leads (`next`)."""
    asked = request.POST.get("next") or request.GET.get("next") or ""
    values = {**(query or {}), **({"next": asked} if is_path_of_ours(asked) else {})}
    address = reverse(f"networks:{name}", kwargs=arguments)
    said = urlencode(values, doseq=True)
    return f"{address}?{said}" if said else address
