"""Pages about the user: settings, deletion, language, theme, the sample account."""

from __future__ import annotations

from allauth.core import ratelimit
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts import services
from accounts.forms import DeleteForm, UserForm, known_zone
from netzwerk.core.context import THEMES
from netzwerk.core.redirects import next_url
from netzwerk.core.requests import UserRequest, posted

YEAR = 365 * 24 * 3600
# The switch on each page knows two languages; the informal German is chosen in the settings.
SWITCH = {"en", "de"}


@require_http_methods(["GET", "HEAD", "POST"])
def settings_page(request: UserRequest) -> HttpResponse:
    """Show and save name, language and time zone."""
    form = UserForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        user = form.save()
        services.announce_preferences(user=user)
        with translation.override(user.language):
            messages.success(request, _("Saved."))
        return _with_language(redirect("accounts:settings"), user.language)
    return render(request, "accounts/user_form.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: UserRequest) -> HttpResponse:
    """Ask for the password, then delete everything and say goodbye."""
    form = DeleteForm(request.user, posted(request))
    if request.method == "POST" and (refusal := _too_often(request)):
        return refusal
    if form.is_valid():
        user = request.user
        logout(request)
        services.delete_user(user=user)
        messages.success(request, _("Your account and everything in it is deleted."))
        return redirect("today:home")
    return render(request, "accounts/user_delete.html", {"form": form}, status=422 if form.errors else 200)


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Switch the language: kept with the account, or in a cookie for visitors."""
    chosen = request.POST.get("language", "")
    response = redirect(next_url(request, default="today:home"))
    if chosen not in SWITCH:
        return response
    if request.user.is_authenticated and not request.user.language.startswith(chosen):
        request.user.language = chosen
        request.user.save(update_fields=["language"])
    return _with_language(response, chosen)


@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Switch the theme: kept with the account, or in a cookie for visitors."""
    chosen = request.POST.get("theme", "")
    response = redirect(next_url(request, default="today:home"))
    if chosen not in THEMES:
        return response
    if request.user.is_authenticated:
        request.user.theme = chosen
        request.user.save(update_fields=["theme"])
    response.set_cookie("theme", chosen, max_age=YEAR, secure=settings.SESSION_COOKIE_SECURE, samesite="Lax")
    return response


@require_POST
def sample(request: HttpRequest) -> HttpResponse:
    """Make a sample account and log the visitor in; in local mode only."""
    if not settings.LOCAL_MODE:
        raise Http404
    user = services.make_sample_user(
        language=translation.get_language(), time_zone=known_zone(request.POST.get("time_zone", ""))
    )
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
    return redirect("today:home")


def _too_often(request: UserRequest) -> HttpResponse | None:
    """Return the refusal when the password is being guessed."""
    refusal: HttpResponse | None = ratelimit.consume_or_429(request, action="reauthenticate", user=request.user)
    return refusal


def _with_language(response: HttpResponse, chosen: str) -> HttpResponse:
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        chosen,
        max_age=YEAR,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )
    return response
