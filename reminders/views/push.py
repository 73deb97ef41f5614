"""Notifications of the browser: the page, a browser added, removed and brought back, and a test."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.cache import cache
from django.http import HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from netzwerk.core.requests import UserRequest
from reminders.forms.subscription import SubscriptionForm
from reminders.models import PushSubscription
from reminders.notifications.this_browser import forget_former_here, mark_browser, marked_browser
from reminders.notifications.words import device_words
from reminders.services import push
from reminders.services.push_key import push_key

SECONDS_BETWEEN_TESTS = 20
# Where a session keeps the browser that was removed last, for *Undo*.
REMOVED = "reminders:removed-browser"
KEPT_FIELDS = ("endpoint", "p256dh", "auth", "device")


@require_safe
def push_page(request: UserRequest) -> HttpResponse:
    """Show which browsers take notifications, and offer this one."""
    browsers = list(push.browsers_of(request.user))
    context = {
        "key": push_key().public_key,
        "browsers": browsers,
        "is_full": len(browsers) >= push.MOST_BROWSERS,
    }
    return render(request, "reminders/push.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def subscribe(request: UserRequest) -> HttpResponse:
    """Say what a browser needs to subscribe, or take its subscription: 204, or 422 with what is wrong.

    A service worker, which sees no page, asks here for the token of its form.
    """
    if request.method != "POST":
        response = JsonResponse({"key": push_key().public_key, "token": get_token(request)})
        response["Cache-Control"] = "no-store"
        return response
    form = SubscriptionForm(request.POST)
    if not form.is_valid():
        [problem, *_others] = [error for errors in form.errors.values() for error in errors]
        return _refused(str(problem))
    return _added(request, form)


@require_POST
def remove(request: UserRequest, subscription: UUID) -> HttpResponse:
    """Remove a browser, which can be taken back."""
    browser = get_object_or_404(PushSubscription.objects.for_user(request.user), pk=subscription)
    request.session[REMOVED] = {name: getattr(browser, name) for name in KEPT_FIELDS}
    push.forget_browser(owner_id=request.user.pk, mark=browser.endpoint_hash)
    text = _("%(browser)s gets no more notifications.") % {"browser": browser.device}
    messages.success(request, text, extra_tags=reverse("reminders:push-restore"))
    return redirect("reminders:push")


@require_POST
def restore(request: UserRequest) -> HttpResponse:
    """Take back the last removal; nothing happens when there is none."""
    if removed := request.session.pop(REMOVED, None):
        try:
            push.add_browser(user=request.user, **removed)
        except push.TooManyBrowsersError:
            messages.warning(request, _too_many())
    return redirect("reminders:push")


@require_POST
def send_test(request: UserRequest) -> HttpResponse:
    """Send a test to each browser, or say why not."""
    level, text = _order_test(request)
    messages.add_message(request, level, text)
    return redirect("reminders:push")


def _added(request: UserRequest, form: SubscriptionForm) -> HttpResponse:
    sent, user, marked = form.cleaned_data, request.user, marked_browser(request)
    if sent["is_renewal"] and (marked is None or marked[0] != user.pk):
        # Nobody was asked: somebody else has logged in since.
        return _refused(_("This browser took no notifications of this account."))
    forget_former_here(request, user, sent["endpoint"])
    try:
        browser = push.add_browser(
            user=user,
            endpoint=sent["endpoint"],
            p256dh=sent["p256dh"],
            auth=sent["auth"],
            device=device_words(request.headers.get("User-Agent", "")),
        )
    except push.TooManyBrowsersError:
        return _refused(_too_many())
    if not sent["is_renewal"]:
        messages.success(request, _("This browser takes notifications now."))
    response = HttpResponse(status=204)
    mark_browser(response, browser)
    return response


def _refused(problem: str) -> HttpResponse:
    return JsonResponse({"problem": problem}, status=422)


def _too_many() -> str:
    return _("%(number)s browsers take notifications already. Remove one of them first.") % {
        "number": push.MOST_BROWSERS
    }


def _order_test(request: UserRequest) -> tuple[int, str]:
    count = push.browsers_of(request.user).count()
    if not count:
        return messages.INFO, _("No browser takes notifications yet.")
    if not cache.add(f"reminders:push-test:{request.user.pk}", True, SECONDS_BETWEEN_TESTS):
        return messages.WARNING, _("The last test is only seconds old. Please wait a little.")
    push.order_test(user=request.user)
    sent = ngettext("A test is on its way to one browser.", "A test is on its way to %(number)s browsers.", count)
    return messages.SUCCESS, sent % {"number": count}
