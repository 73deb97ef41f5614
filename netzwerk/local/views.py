"""Pages of the local stack: the mails that its catcher received. In local mode only, and only for this machine."""

from __future__ import annotations

from ipaddress import ip_address
from pathlib import Path

from csp.constants import NONE, SELF, UNSAFE_INLINE
from csp.decorators import csp
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from netzwerk.local.caught import CaughtMail, find_mail, newest_mails

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


def _folder_or_404(request: HttpRequest) -> Path:
    """Return the catcher's folder, or answer 404 wherever these mails are nobody's business."""
    folder: Path | None = settings.LOCAL_MAIL_DIR
    if not settings.LOCAL_MODE or folder is None or not _is_from_here(request):
        raise Http404
    return folder


def _is_from_here(request: HttpRequest) -> bool:
    try:
        return ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False


@require_safe
def mail_list(request: HttpRequest) -> HttpResponse:
    """Show the newest mails."""
    return render(request, "local/mail_list.html", {"mails": newest_mails(_folder_or_404(request))})


@require_safe
def mail_detail(request: HttpRequest, number: str) -> HttpResponse:
    """Show one mail: its HTML part in a frame, its text with links to click."""
    return render(request, "local/mail_detail.html", {"mail": _mail_or_404(request, number)})


@require_safe
@xframe_options_sameorigin
@csp(MAIL_POLICY)  # type: ignore[arg-type]  # its type knows views without arguments alone
def mail_html(request: HttpRequest, number: str) -> HttpResponse:
    """Serve the HTML part of one mail, for the frame."""
    mail = _mail_or_404(request, number)
    if not mail.has_html:
        raise Http404
    return HttpResponse(mail.html)


def _mail_or_404(request: HttpRequest, number: str) -> CaughtMail:
    mail = find_mail(_folder_or_404(request), number)
    if mail is None:
        raise Http404
    return mail
