"""What the product adds to django-allauth's views: 422 for invalid forms, log-outs that leave nothing behind, and no
dead ends for sample accounts.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.decorators import reauthentication_required
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from accounts.login_forms import AddressTakenError
from accounts.services import has_log_in

View = Callable[..., HttpResponseBase]


def invalid_is_422(view: View) -> View:
    """Answer 422 when the form comes back with errors, as everywhere else here."""

    @wraps(view)
    def honest(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        if isinstance(response, TemplateResponse) and response.status_code == 200:
            form = (response.context_data or {}).get("form")
            if form is not None and form.errors:
                response.status_code = 422
        return response

    return honest


def forget_pages(view: View) -> View:
    """Once somebody is logged out, let the browser drop the pages and photos that it keeps, also behind its Back."""

    @wraps(view)
    def leaving(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        was_in = request.user.is_authenticated
        response = view(request, *args, **kwargs)
        if was_in and not request.user.is_authenticated:
            response["Clear-Site-Data"] = '"cache"'
        return response

    return leaving


def taken_is_told(view: View) -> View:
    """Where somebody else was quicker to take an address, say so instead of failing."""

    @wraps(view)
    def honest(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except AddressTakenError:
            messages.error(request, get_adapter().error_messages["email_taken"])
            return redirect("account_email")

    return honest


def asks_who_it_is(view: View) -> View:
    """Let whoever has no password, for a form to ask for, show a passkey or a code before they go on."""
    asked: View = reauthentication_required(
        app="allauth.account", enabled=lambda request: not request.user.has_usable_password()
    )(view)
    return asked


def needs_log_in(view: View) -> View:
    """Keep sample accounts, into which nobody logs in, from pages about logging in."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated and not has_log_in(request.user):
            messages.info(request, _("A sample account has no password and no mail address of its own."))
            return redirect("accounts:settings")
        return view(request, *args, **kwargs)

    return guarded


def needs_mail(view: View) -> View:
    """Where no mails are sent, say so instead of promising a link, and whom to ask."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not settings.IS_MAIL_SET_UP:
            return render(request, "account/no_mail.html")
        return view(request, *args, **kwargs)

    return guarded
