"""The settings of the mail: days, hour, people; one now; the last ones."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.core.cache import cache
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from netzwerk.core.requests import UserRequest
from reminders import services
from reminders.forms import DigestForm
from reminders.models import Digest

SECONDS_BETWEEN_MAILS = 120
LAST_DIGESTS = 8


@require_http_methods(["GET", "HEAD", "POST"])
def settings_page(request: UserRequest) -> HttpResponse:
    """Show the settings of the mail, or save them and plan the next one."""
    if request.method != "POST":
        return _page(request, DigestForm.of(request.user))
    form = DigestForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    chosen = form.cleaned_data
    weekdays = [] if "off" in request.POST else chosen["weekdays"]
    services.save_digest_settings(user=request.user, weekdays=weekdays, hour=chosen["hour"], people=chosen["people"])
    messages.success(request, _("Saved.") if weekdays else _("Saved: no mails."))
    return redirect("reminders:settings")


@require_POST
def send_now(request: UserRequest) -> HttpResponse:
    """Send a mail at once, or say why there is none."""
    user = request.user
    level, text = _order(request)
    messages.add_message(request, level, text % {"address": user.email})
    return redirect("reminders:settings")


def _order(request: UserRequest) -> tuple[int, str]:
    user = request.user
    if not _can_receive(request):
        return messages.WARNING, _("%(address)s is not confirmed yet, so no mail goes there.")
    limit = f"reminders:send-now:{user.pk}"
    if not cache.add(limit, True, SECONDS_BETWEEN_MAILS):
        return messages.WARNING, _("The last mail is less than two minutes old. Please wait a little.")
    if services.order_digest(user=user, on=timezone.localdate()) is None:
        cache.delete(limit)
        return messages.INFO, _(
            "There is nobody to name: nobody is due, has a role in a goal, is interesting or close to your heart."
        )
    return messages.SUCCESS, _("A mail is on its way to %(address)s.")


def _can_receive(request: UserRequest) -> bool:
    """Return whether mails reach the user; those of a sample account only the local catcher."""
    user = request.user
    return settings.LOCAL_MAIL_DIR is not None if user.is_sample else services.has_confirmed_address(user)


def _page(request: UserRequest, form: DigestForm, status: int = 200) -> HttpResponse:
    user = request.user
    digests = Digest.objects.for_user(user).order_by("-created_at")[:LAST_DIGESTS]
    context = {
        "form": form,
        "next_at": user.next_digest_at,
        "pause": services.mail_pause_of(user),
        "is_on": bool(user.digest_weekdays),
        "digests": digests,
    }
    return render(request, "reminders/digest_settings.html", context, status=status)
