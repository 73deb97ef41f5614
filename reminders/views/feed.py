"""The calendar feed, for programs: no log-in, as the token in the address says whose it is."""

from __future__ import annotations

from hashlib import sha256

from django.core.signing import BadSignature
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import User
from netzwerk.core.walls import acting_as
from reminders.calendar.entries import entries_of
from reminders.calendar.file import calendar_file
from reminders.rules.feed import Window
from reminders.services import feeds
from reminders.tokens.feeds import FeedToken, read_feed
from reminders.views.signed import owner_of

FILE_TYPE = "text/calendar; charset=utf-8"


@require_safe
def calendar_feed(request: HttpRequest, token: str) -> HttpResponse:
    """Answer with the calendar, or that it is as it was; whatever is wrong with an address, it is the same 404."""
    try:
        found = read_feed(token)
    except BadSignature:
        return _private(_nothing())
    user = owner_of(found.owner_id)
    return _private((_calendar(request, user, found) if user else None) or _nothing())


def _calendar(request: HttpRequest, user: User, token: FeedToken) -> HttpResponse | None:
    """Return the calendar in the language and by the day of its owner, whoever asks; None when there is none."""
    with acting_as(user), translation.override(user.language), timezone.override(user.zone):
        feed = feeds.find_feed(user=user, token=token)
        if feed is None:
            return None
        feed.owner = user
        window = Window(timezone.localdate())
        body = calendar_file(entries_of(feed, user, window), feed=feed, user=user, window=window)
        if request.method == "GET":
            feeds.note_reading(feed=feed, now=timezone.now())
        response = HttpResponse(body, content_type=FILE_TYPE, headers={"Content-Language": user.language[:2]})
    etag = f'"{sha256(body).hexdigest()}"'
    response["ETag"], response["Content-Disposition"] = etag, 'inline; filename="netzwerk.ics"'
    return get_conditional_response(request, etag=etag, response=response)


def _nothing() -> HttpResponse:
    said = _("There is no calendar at this address.")
    return HttpResponse(f"{said}\n", status=404, content_type="text/plain; charset=utf-8")


def _private(response: HttpResponse) -> HttpResponse:
    """Keep the answer from proxies, and the address from whoever is asked next or searches the web."""
    patch_cache_control(response, private=True, no_cache=True)
    response["Referrer-Policy"], response["X-Robots-Tag"] = "no-referrer", "noindex"
    return response
