"""Files that a browser saves: somebody's own, so nobody on the way keeps them."""

from __future__ import annotations

from typing import TypeVar

from django.http.response import HttpResponseBase
from django.utils.cache import patch_cache_control

Answer = TypeVar("Answer", bound=HttpResponseBase)


def as_download(response: Answer, file_name: str) -> Answer:
    """Make a response a file of this name (letters of ASCII alone), which no cache keeps, not even the browser's."""
    response["Content-Disposition"] = f'attachment; filename="{file_name}"'
    patch_cache_control(response, private=True, no_store=True)
    return response
