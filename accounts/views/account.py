"""Pages about the user: settings, deletion, language, theme, the sample account."""

from __future__ import annotations

from allauth.core import ratelimit
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout
from django.core.signing import BadSignature
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts import services
from accounts.forms import DeleteForm, UserForm, known_zone
from accounts.models import User
from accounts.tokens import read_keep
from accounts.words import use_lines
from netzwerk.core.context import THEMES
from netzwerk.core.redirects import next_url
from netzwerk.core.requests import UserRequest, posted
from netzwerk.core.signed import as_the_owner, signed_page

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
    context = {"form": form, "uses": use_lines(request.user)}
    return render(request, "accounts/user_form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: UserRequest) -> HttpResponse:
    """Ask when and for the password, then delete everything and say goodbye, or say on which day that will be."""
    form = DeleteForm(request.user, posted(request))
    if request.method == "POST" and (refusal := _too_often(request)):
        return refusal
    if form.is_valid():
        return _leave_now(request) if form.cleaned_data["when"] == DeleteForm.When.NOW else _leave_later(request)
    context = {"form": form, "gets_mail": services.gets_mail(request.user)}
    return render(request, "accounts/user_delete.html", context, status=422 if form.errors else 200)


@require_POST
def keep(request: UserRequest) -> HttpResponse:
    """Let an account stay that was about to go, and lead back to where the user was."""
    services.keep_account(user=request.user)
    messages.success(request, _("Your account stays, with everything in it."))
    return redirect(next_url(request, default="accounts:settings"))


@signed_page
def keep_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """Show what the link of the mail would do, or keep the account; no log-in, since the signature says whose it is."""
    try:
        found = read_keep(token)
    except (BadSignature, ValueError, TypeError):
        return render(request, "accounts/keep_by_link.html", {"outcome": "forged"}, status=404)
    user = User.objects.filter(pk=found.owner_id, deletion_due_at=found.due_at).first()
    if user is None:
        return render(request, "accounts/keep_by_link.html", {"outcome": "nothing"}, status=410)
    with as_the_owner(user, request):
        outcome = "kept" if request.method == "POST" else ""
        if outcome and not services.keep_account(user=user, due_at=found.due_at):
            outcome = "nothing"
        return render(request, "accounts/keep_by_link.html", {"outcome": outcome, "due_at": found.due_at})


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
    response.set_cookie(
        settings.THEME_COOKIE_NAME, chosen, max_age=YEAR, secure=settings.SESSION_COOKIE_SECURE, samesite="Lax"
    )
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


def _leave_now(request: UserRequest) -> HttpResponse:
    user = request.user
    logout(request)
    services.delete_user(user=user, now=timezone.now())
    words = [_("Your account and everything in it is deleted.")]
    if services.gets_mail(user):
        words.append(_("A mail confirms it."))
    messages.success(request, " ".join(words))
    return redirect("today:home")


def _leave_later(request: UserRequest) -> HttpResponse:
    due_at = services.schedule_deletion(user=request.user, now=timezone.now())
    words = _("Your account goes on %(day)s. Until then, each page offers to keep it.")
    messages.success(request, words % {"day": date_format(timezone.localtime(due_at), "MONTH_DAY_FORMAT")})
    return redirect("accounts:settings")


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
