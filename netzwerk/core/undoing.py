"""Where a change is taken back: addresses whose ids are named for the noun."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse

from netzwerk.core.redirects import is_path_of_ours
from netzwerk.core.requests import UserRequest


def undo_address(
    request: UserRequest, url_name: str, *, query: Mapping[str, object] | None = None, back: str = "", **ids: UUID | str
) -> str:
    """Return where a POST takes a change back, and then leads to where this one leads (`next`), or else to `back`.

    `ids` are those of the address itself, `query` what it has to know beside them.
    """
    asked = request.POST.get("next") or request.GET.get("next") or ""
    back = asked if is_path_of_ours(asked) else back
    said = urlencode({**(query or {}), **({"next": back} if back else {})}, doseq=True)
    address = reverse(url_name, kwargs=ids)
    return f"{address}?{said}" if said else address
