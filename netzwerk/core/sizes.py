"""What is too large to be received at all: refused by the size that a request announces."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from netzwerk.errors import too_large

View = TypeVar("View", bound=Callable[..., Any])

# All files of one form together, and what is around them; a view may take more (`takes_up_to`).
LARGEST_REQUEST = 256 * 2**20
AROUND_A_FILE = 2**20


def announced_size(request: HttpRequest) -> int:
    """Return how many bytes a request says that it brings; 0 where it says nothing, and then nothing is read.

    Zeros before a number are no part of it, and the server lets them through.
    """
    announced = (request.META.get("CONTENT_LENGTH") or "").lstrip("0")
    return int(announced[:20]) if announced.isdecimal() else 0


def takes_up_to(size: int) -> Callable[[View], View]:
    """Let a view take a file of this size, which is more than others take. To be the outermost decorator."""

    def mark(view: View) -> View:
        view.largest_request = size + AROUND_A_FILE  # type: ignore[attr-defined]
        return view

    return mark


class SizeMiddleware:
    """Refuse a request by the size it announces, before anything of it is read; without a size nothing is read.

    Has to stand above the check of forms, which reads them.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view_func: Callable[..., Any], *_arguments: Any
    ) -> HttpResponseBase | None:
        """Return None to go on, or the refusal."""
        largest: int = getattr(view_func, "largest_request", LARGEST_REQUEST)
        if announced_size(request) > largest:
            return too_large(request, largest)
        return None
