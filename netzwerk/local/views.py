"""Pages of the local stack: the mails that its catcher received. In local mode only, and only for this machine."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from ipaddress import ip_address
from pathlib import Path
from typing import Concatenate, ParamSpec

from csp.constants import NONE, SELF, UNSAFE_INLINE
from csp.decorators import csp
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from netzwerk.local.caught import CaughtMail, find_mail, newest_mails

P = ParamSpec("P")

# Mails carry their looks in style attributes. They get them here, in a frame of their own that runs no script,
# loads nothing and belongs to no origin.
MAIL_POLICY = {
    "default-src": [NONE],
    "style-src": [UNSAFE_INLINE],
    "img-src": [SELF, "data:"],
    "base-uri": [NONE],
    "form-action": [NONE],
    "frame-ancestors": [SELF],
    "sandbox": ["allow-top-navigation-by-user-activation"],
}


def _local_only(
    view: Callable[Concatenate[HttpRequest, Path, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Call the view with the catcher's folder, or answer 404 wherever these mails are nobody's business."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        folder: Path | None = settings.LOCAL_MAIL_DIR
        if not settings.LOCAL_MODE or folder is None or not _is_from_here(request):
            raise Http404
        return view(request, folder, *args, **kwargs)

    return guarded


def _is_from_here(request: HttpRequest) -> bool:
    try:
        return ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False


@require_safe
@_local_only
def mail_list(request: HttpRequest, folder: Path) -> HttpResponse:
    """Show the newest mails."""
    return render(request, "local/mail_list.html", {"mails": newest_mails(folder)})


@require_safe
@_local_only
def mail_detail(request: HttpRequest, folder: Path, number: str) -> HttpResponse:
    """Show one mail: its HTML part in a frame, its text with links to click."""
    return render(request, "local/mail_detail.html", {"mail": _mail_or_404(folder, number)})


@require_safe
@xframe_options_sameorigin
@csp(MAIL_POLICY)
@_local_only
def mail_html(_request: HttpRequest, folder: Path, number: str) -> HttpResponse:
    """Serve the HTML part of one mail, for the frame."""
    mail = _mail_or_404(folder, number)
    if not mail.has_html:
        raise Http404
    return HttpResponse(mail.html)


def _mail_or_404(folder: Path, number: str) -> CaughtMail:
    mail = find_mail(folder, number)
    if mail is None:
        raise Http404
    return mail
