"""Pages behind signed links: no log-in, no CSRF token, never cached (decision 0008), and in their owner's words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.cache import add_never_cache_headers, patch_cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from netzwerk.core.walls import acting_as

if TYPE_CHECKING:
    from accounts.models import User

View = Callable[[HttpRequest, str], HttpResponse]


def signed_page(view: View) -> Callable[..., HttpResponse]:
    """Make a view the page of a signed link.

    The token alone says who may do what, no cookie does, so there is nothing for a forged form to borrow; and mail
    programs post without a page before it. The site's own policy names the address to no other site; with a stricter
    one browsers would send no origin with the switches of language and theme, which would be refused.
    """

    @wraps(view)
    def page(request: HttpRequest, token: str) -> HttpResponse:
        response = view(request, token)
        add_never_cache_headers(response)
        patch_cache_control(response, no_store=True)
        return response

    return csrf_exempt(require_http_methods(["GET", "HEAD", "POST"])(page))


@contextmanager
def as_the_owner(user: User, request: HttpRequest) -> Iterator[None]:
    """Go on as the owner of a token whose signature holds, in their time zone and, unless switched, language."""
    is_switched = settings.LANGUAGE_COOKIE_NAME in request.COOKIES
    language = translation.get_language() if is_switched else user.language
    with acting_as(user), translation.override(language), timezone.override(user.zone):
        yield
