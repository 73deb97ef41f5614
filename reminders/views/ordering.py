"""Mails on demand: today's now, and one to try."""

from __future__ import annotations

from django.contrib import messages
from django.core.cache import cache
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from netzwerk.core.requests import UserRequest
from reminders.models import Digest
from reminders.pages.outlook import hindrance_words, planned_for
from reminders.services.hindrances import order_hindrance_of
from reminders.services.ordering import order_digest, order_test

SECONDS_BETWEEN_MAILS = 120


@require_POST
def send_now(request: UserRequest) -> HttpResponse:
    """Send today's mail at once, or say why there is none."""
    return _order(request, Digest.Kind.NOW)


@require_POST
def send_test(request: UserRequest) -> HttpResponse:
    """Send a test mail at once, whatever there is to say."""
    return _order(request, Digest.Kind.TEST)


def _order(request: UserRequest, kind: str) -> HttpResponse:
    level, text = _ordered(request, kind)
    messages.add_message(request, level, text)
    return redirect("reminders:settings")


def _ordered(request: UserRequest, kind: str) -> tuple[int, str]:
    user = request.user
    if hindrance := order_hindrance_of(user):
        return messages.WARNING, hindrance_words(hindrance, user)
    limit = f"reminders:send-{kind}:{user.pk}"
    if not cache.add(limit, True, SECONDS_BETWEEN_MAILS):
        return messages.WARNING, _("The last mail is less than two minutes old. Please wait a little.")
    if kind == Digest.Kind.TEST:
        order_test(user=user, on=planned_for(user, now=timezone.now()).on)
        told = _("A test mail is on its way to %(address)s. What becomes of it stands below.")
        return messages.SUCCESS, told % _to(request)
    if order_digest(user=user, on=timezone.localdate()) is None:
        cache.delete(limit)
        return messages.INFO, _(
            "There is nobody to name: nobody is due, has a role in a goal, is interesting or close to your heart."
        )
    return messages.SUCCESS, _("A mail is on its way to %(address)s. What becomes of it stands below.") % _to(request)


def _to(request: UserRequest) -> dict[str, str]:
    return {"address": request.user.email}
