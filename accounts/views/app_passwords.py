"""Passwords for programs: the list, a new one, which is shown once, and revoking."""

from __future__ import annotations

from uuid import UUID

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers, patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts import services
from accounts.app_password_forms import AppPasswordForm
from accounts.models import AppPassword
from netzwerk.core.requests import UserRequest, posted


@require_safe
def app_password_list(request: UserRequest) -> HttpResponse:
    """Show the programs that have a password, the newest first."""
    now = timezone.now()
    rows = [
        {"app_password": one, "is_over": one.expires_at is not None and one.expires_at <= now}
        for one in AppPassword.objects.filter(user=request.user).order_by("-created_at", "-pk")
    ]
    is_full = len(rows) >= services.MOST_APP_PASSWORDS
    return render(
        request,
        "accounts/app_password_list.html",
        {"rows": rows, "is_full": is_full, "most": services.MOST_APP_PASSWORDS},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@reauthentication_required(app="accounts")  # type: ignore[untyped-decorator]  # allauth is untyped
def app_password_new(request: UserRequest) -> HttpResponse:
    """Ask what a new one is for, make it, and show it this once."""
    form = AppPasswordForm(posted(request))
    if not form.is_valid():
        return render(request, "accounts/app_password_form.html", {"form": form}, status=422 if form.errors else 200)
    now = timezone.now()
    try:
        made, text = services.make_app_password(
            user=request.user,
            name=form.cleaned_data["name"],
            scope=form.cleaned_data["scope"],
            now=now,
            expires_at=form.expires_at(now),
        )
    except services.TooManyAppPasswordsError:
        messages.error(request, _("You have as many as one may have. Revoke one that you do not need any more."))
        return redirect("accounts:app-password-list")
    response = render(request, "accounts/app_password_made.html", {"app_password": made, "text": text})
    # Not even the browser keeps it.
    add_never_cache_headers(response)
    patch_cache_control(response, no_store=True)
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def app_password_revoke(request: UserRequest, app_password: UUID) -> HttpResponse:
    """Ask whether a program shall be let in no longer, as that is final, and see to it."""
    found = get_object_or_404(AppPassword, user=request.user, pk=app_password)
    if request.method != "POST":
        return render(request, "accounts/app_password_revoke.html", {"app_password": found})
    services.revoke_app_password(user=request.user, app_password_id=found.pk)
    messages.success(request, _("Revoked. The program gets in no longer."))
    return redirect("accounts:app-password-list")
