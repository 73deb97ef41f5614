"""The next mail as it would be now: its page, and the frame in which it is shown."""

from __future__ import annotations

from csp.constants import NONE, SELF, UNSAFE_INLINE
from csp.decorators import csp
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from netzwerk.core.answers import answer
from netzwerk.core.requests import UserRequest
from reminders.mail.previewing import preview_mail
from reminders.pages.outlook import planned_for
from reminders.pages.preview import preview_of

# Mails carry their looks in style attributes. They get them here, in a frame of their own that runs no script, loads
# nothing, belongs to no origin, and leads nowhere.
PREVIEW_POLICY = {
    "default-src": [NONE],
    "style-src": [UNSAFE_INLINE],
    "base-uri": [NONE],
    "form-action": [NONE],
    "frame-ancestors": [SELF],
    "sandbox": True,
}


@require_safe
def preview(request: UserRequest) -> HttpResponse:
    """Show the next mail: subject, HTML or text, and what it rests on."""
    context = {"preview": preview_of(request.user, show=request.GET.get("show", ""), now=timezone.now())}
    return answer(request, "reminders/digest_preview.html", context, part="mail")


@require_safe
@xframe_options_sameorigin
@csp(PREVIEW_POLICY)  # type: ignore[arg-type]  # its type knows views without arguments alone
def preview_html(request: UserRequest) -> HttpResponse:
    """Serve the HTML of the next mail, for the frame."""
    planned = planned_for(request.user, now=timezone.now())
    mail = preview_mail(user=request.user, at=planned.at, kind=planned.kind)
    if mail is None:
        raise Http404
    response = HttpResponse(mail.html)
    add_never_cache_headers(response)
    return response
