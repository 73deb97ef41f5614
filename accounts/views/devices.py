"""Where somebody is logged in, and logging out elsewhere."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import logout
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from accounts import services
from accounts.rules.browsers import ON_PHONES
from accounts.wording import device_words
from netzwerk.core.requests import UserRequest


@require_safe
def device_list(request: UserRequest) -> HttpResponse:
    """Show each browser in which the user is logged in, this one first."""
    here = request.session.session_key
    found = _log_ins(request)
    rows = [
        {
            "log_in": one,
            "words": device_words(one.browser, one.system),
            "icon": "phone" if one.system in ON_PHONES else "laptop",
            "is_here": one.session_key == here,
        }
        for one in sorted(found, key=lambda one: one.session_key != here)
    ]
    return render(request, "accounts/device_list.html", {"rows": rows, "has_others": len(rows) > 1})


@require_POST
def device_end(request: UserRequest, log_in: int) -> HttpResponse:
    """Log out in one browser; in this one, that leads to the first page."""
    here = request.session.session_key
    is_here = any(one.pk == log_in and one.session_key == here for one in _log_ins(request))
    if not services.end_log_in(user=request.user, log_in_id=log_in):
        raise Http404
    if is_here:
        logout(request)
        return redirect("today:home")
    messages.success(request, _("That device is logged out."))
    return redirect("accounts:device-list")


@require_POST
def device_end_others(request: UserRequest) -> HttpResponse:
    """Log out everywhere but here."""
    number = services.end_sessions(user=request.user, but=request.session.session_key or "")
    said = ngettext("%(number)d other device is logged out.", "%(number)d other devices are logged out.", number)
    messages.success(request, said % {"number": number} if number else _("You were logged in nowhere else."))
    return redirect("accounts:device-list")


def _log_ins(request: UserRequest) -> list[services.LogIn]:
    return services.log_ins(request.user, now=timezone.now())
