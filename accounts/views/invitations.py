"""The link of an invitation: it leads to the sign-up, and is used up only by an account."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers, patch_cache_control
from django.views.decorators.http import require_safe

from accounts import services
from accounts.entrance import remember_invitation


@require_safe
def invited(request: HttpRequest, token: str) -> HttpResponse:
    """Remember an invitation that holds for this visit and lead to the sign-up; otherwise say that it does not."""
    if request.user.is_authenticated:
        return redirect("today:home")
    invitation = services.invitation_of(token, now=timezone.now())
    if invitation is None:
        response = render(request, "account/signup_closed.html", {"reason": "spent"}, status=410)
    else:
        remember_invitation(request, invitation)
        response = cast(HttpResponse, redirect("account_signup"))
    add_never_cache_headers(response)
    patch_cache_control(response, no_store=True)
    return response
