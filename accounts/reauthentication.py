"""Being asked again with neither a password nor a second step: by the account elsewhere that one logs in with.

django-allauth asks such users nothing. Here they go to the provider once more (OpenID Connect Core 1.0, 3.1.2.1), or
choose a password by mail.
"""

from __future__ import annotations

import time
from typing import Any

from allauth.account import app_settings
from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.account.internal.flows.reauthentication import get_reauthentication_flows, resume_request
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialAccount, SocialLogin
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render, resolve_url
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import User
from netzwerk.core.redirects import next_url
from netzwerk.core.requests import UserRequest

# What a log-in elsewhere is for, beside allauth's "login" and "connect".
PROCESS = "reauthenticate"
PAGE = "account_reauthenticate_elsewhere"
# What each provider is asked for, so that it lets nobody by in silence; Apple knows nothing of the kind, and asks.
ASKED = {
    "openid_connect": "prompt=login&max_age=0",
    "microsoft": "prompt=login",
    "google": "prompt=select_account",
    "github": "prompt=select_account",
}


def is_asked_elsewhere(user: User) -> bool:
    """Tell whether nothing here can ask this user: no password, no second step, but a log-in all the same."""
    return not (user.is_sample or user.has_usable_password() or get_reauthentication_flows(user))


def was_asked_lately(request: HttpRequest) -> bool:
    """Tell whether this visit has shown within the last minutes who it is."""
    records = [each for each in get_authentication_records(request, request.user) if each.get("reauthenticated")]
    return bool(records) and time.time() - records[-1]["at"] < app_settings.REAUTHENTICATION_TIMEOUT


@require_safe
def reauthenticate_elsewhere(request: UserRequest) -> HttpResponseBase:
    """Show the ways to the providers that can tell who it is, and whoever comes back from one is led on."""
    if not is_asked_elsewhere(request.user):
        return redirect(_with_next("account_reauthenticate", request))
    if was_asked_lately(request):
        going_on: HttpResponse | None = resume_request(request)
        return going_on or redirect("accounts:settings")
    names = set(SocialAccount.objects.filter(user=request.user).values_list("provider", flat=True))
    providers = [each for each in get_adapter().list_providers(request) if each.sub_id in names]
    ways = [{"name": each.name, "id": each.id, "url": _way(request, each)} for each in providers]
    return render(request, "account/reauthenticate_elsewhere.html", {"ways": ways})


def come_back(request: HttpRequest, sociallogin: SocialLogin) -> HttpResponse:
    """Return where somebody goes on who comes back from a provider; who it is counts only if it is the one logged in.

    Whoever has a password or a second step is asked for that, and for nothing of others.
    """
    user = request.user
    is_known = sociallogin.account.pk is not None and user.is_authenticated and sociallogin.user == user
    if not is_known or not is_asked_elsewhere(sociallogin.user):
        messages.error(request, _("That is not the account with which you log in here. Please try once more."))
    elif not sociallogin.is_fresh:
        messages.error(request, _("The other side has not asked who you are. Log out there, and try once more."))
    else:
        account = sociallogin.account
        how = {"provider": account.provider, "uid": account.uid, "reauthenticated": True}
        record_authentication(request, user, method="socialaccount", **how)
    return redirect(_page(sociallogin.get_redirect_url(request) or ""))


def is_fresh(provider: Any, told: dict[str, Any]) -> bool:
    """Tell whether a provider has just asked, as far as it can be asked for that.

    A server of OpenID Connect says when (`auth_time`, Core 1.0, 2), which it must where `max_age` asks for it; whoever
    strikes that out of the address on the way gets a token without. Others say nothing.
    """
    if provider.id != "openid_connect":
        return True
    at = (told.get("id_token") or {}).get("auth_time")
    return isinstance(at, int | float) and time.time() - at < app_settings.REAUTHENTICATION_TIMEOUT


def _way(request: HttpRequest, provider: Any) -> str:
    known = next_url(request, default="accounts:settings")
    return str(provider.get_login_url(request, process=PROCESS, next=known))


def _with_next(name: str, request: HttpRequest) -> str:
    return f"{resolve_url(name)}?{request.GET.urlencode()}"


def _page(following: str) -> str:
    query = QueryDict(mutable=True)
    query["next"] = following
    return f"{resolve_url(PAGE)}?{query.urlencode(safe='/')}"
