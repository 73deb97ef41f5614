"""Pages of second factors: one that shows them all, and django-allauth's views with our templates and answers."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.decorators import reauthentication_required
from allauth.account.views import LoginView
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal import flows as codes
from allauth.mfa.totp.views import DeactivateTOTPView
from allauth.mfa.webauthn.internal import auth as webauthn
from allauth.mfa.webauthn.views import (
    AddWebAuthnView,
    EditWebAuthnView,
    LoginWebAuthnView,
    ReauthenticateWebAuthnView,
    RemoveWebAuthnView,
)
from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse_lazy
from django.utils.cache import add_never_cache_headers, patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.factors.adapter import UnreadableError
from accounts.factors.queries import CODES, codes_left, second_factors
from accounts.factors.required import OVERVIEW, needs_one
from netzwerk.core.requests import UserRequest, posted

View = Callable[..., HttpResponseBase]


def not_for_samples(view: View) -> View:
    """Keep sample accounts, which nobody logs in to, from pages about the log-in."""

    @wraps(view)
    def guarded(request: UserRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_sample:
            messages.info(request, _("A sample account has no password and no mail address of its own."))
            return redirect("accounts:settings")
        return view(request, *args, **kwargs)

    return guarded


def asks_who_it_is(view: View) -> View:
    """Let in whoever has just shown that it is them; others are asked first, and then led on."""
    asked: View = reauthentication_required(app="allauth.mfa")(view)
    return asked


def kept_nowhere(view: View) -> View:
    """Let neither browser nor proxy keep a page that shows a secret."""

    @wraps(view)
    def unkept(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        add_never_cache_headers(response)
        patch_cache_control(response, no_store=True)
        return response

    return unkept


def of_the_owner(view: View) -> View:
    """Answer 404 to whoever has no such passkey, before asking for anything."""

    @wraps(view)
    def owned(request: UserRequest, passkey: int) -> HttpResponseBase:
        get_object_or_404(Authenticator, pk=passkey, user=request.user, type=Authenticator.Type.WEBAUTHN)
        return view(request, passkey=passkey)

    return owned


@require_safe
def overview(request: UserRequest) -> HttpResponse:
    """Show what the user logs in with beside the password."""
    factors = second_factors(request.user)
    is_asked = needs_one(request.user) and not factors.is_on
    return render(request, "mfa/index.html", {"factors": factors, "count": CODES, "is_asked": is_asked})


@require_safe
def recovery_codes(request: UserRequest) -> HttpResponse:
    """Show new recovery codes, once; later, how many are left."""
    try:
        found, is_new = codes.view_recovery_codes(request)
        shown = found.get_unused_codes() if found and is_new else []
    except UnreadableError as error:
        messages.error(request, error.message)
        return redirect(OVERVIEW)
    if found is None:
        return redirect(OVERVIEW)
    context = {"codes": [f"{code[:4]}-{code[4:]}" for code in shown], "left": codes_left(found.instance)}
    return render(request, "mfa/recovery_codes/index.html", {**context, "count": CODES})


@require_http_methods(["GET", "HEAD", "POST"])
def new_recovery_codes(request: UserRequest) -> HttpResponse:
    """Ask, and then replace all recovery codes by new ones."""
    from allauth.mfa.recovery_codes.forms import GenerateRecoveryCodesForm  # noqa: PLC0415 - asks for the adapter

    form = GenerateRecoveryCodesForm(posted(request), user=request.user)
    if form.is_valid():
        codes.generate_recovery_codes(request)
        return redirect("mfa_view_recovery_codes")
    context = {"form": form, "left": second_factors(request.user).codes_left}
    return render(request, "mfa/recovery_codes/generate.html", context, status=422 if form.errors else 200)


class RemoveAppView(DeactivateTOTPView):  # type: ignore[misc]  # allauth is untyped
    """Asks, and forgets the app; the last second step stays where the site wants one."""

    def form_invalid(self, form: Form) -> HttpResponse:
        """Show the page again, with why it stays; allauth asks for that already when the page is opened."""
        response = super().form_invalid(form)
        response.status_code = 422
        return response  # type: ignore[no-any-return]


class SecondStepView(AuthenticateView):  # type: ignore[misc]  # allauth is untyped
    """The step after the password: a passkey, the code of an app, or a recovery code."""

    def form_invalid(self, form: Form) -> HttpResponse:
        """Show the page again, with what was wrong."""
        response = super().form_invalid(form)
        response.status_code = 422
        return response  # type: ignore[no-any-return]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what the user has, and what the browser is asked for."""
        context = super().get_context_data(**kwargs)
        options = json.dumps(context["js_data"]["request_options"])
        return {**context, "factors": second_factors(self.stage.login.user), "options": options}


class AddPasskeyView(AddWebAuthnView):  # type: ignore[misc]  # allauth is untyped
    """A new passkey."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Ask the browser for one that it can find without a name, and that asks who is there."""
        context = super().get_context_data()
        options = webauthn.begin_registration(self.request.user, passwordless=True)
        return {**context, **kwargs, "options": json.dumps(options)}


class RenamePasskeyView(EditWebAuthnView):  # type: ignore[misc]  # allauth is untyped
    """Another name for a passkey."""

    pk_url_kwarg = "passkey"
    success_url = reverse_lazy(OVERVIEW)


class RemovePasskeyView(RemoveWebAuthnView):  # type: ignore[misc]  # allauth is untyped
    """Asks, and removes a passkey for good."""

    pk_url_kwarg = "passkey"
    success_url = reverse_lazy(OVERVIEW)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Say what the log-in asks for afterwards."""
        factors = second_factors(self.request.user)
        is_last = len(factors.passkeys) == 1 and factors.app is None
        context = {"is_last": is_last, "must_stay": is_last and needs_one(self.request.user)}
        return {**super().get_context_data(**kwargs), **context}

    def form_valid(self, form: Form) -> HttpResponse:
        """Remove it, or show the page again when it is the last one and must stay."""
        if not get_adapter().can_delete_authenticator(self.object):
            return self.render_to_response(self.get_context_data(form=form), status=422)  # type: ignore[no-any-return]
        return super().form_valid(form)  # type: ignore[no-any-return]


class PasskeyLoginView(LoginWebAuthnView):  # type: ignore[misc]  # allauth is untyped
    """The log-in with nothing but a passkey; what is refused stays on the page of the log-in."""

    def form_invalid(self, form: Form) -> HttpResponse:
        """Show the log-in again, and what was wrong with the passkey."""
        entrance = LoginView()
        entrance.setup(self.request)
        context = entrance.get_context_data(form=entrance.get_form_class()(request=self.request), passkey_form=form)
        return render(self.request, entrance.template_name, {**context, "action_url": context["login_url"]}, status=422)


class ReauthenticatePasskeyView(ReauthenticateWebAuthnView):  # type: ignore[misc]  # allauth is untyped
    """A passkey, to be sure who it is."""

    def form_invalid(self, form: Form) -> HttpResponse:
        """Show the page again, with what was wrong."""
        return self.render_to_response(self.get_context_data(form=form), status=422)  # type: ignore[no-any-return]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what the browser is asked for."""
        context = super().get_context_data()
        return {**context, **kwargs, "options": json.dumps(context["js_data"]["request_options"])}
