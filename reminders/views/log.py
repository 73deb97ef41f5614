"""The log of mails, and one that failed tried again."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from contacts.views.answers import leave, tell
from netzwerk.core.answers import answer
from netzwerk.core.requests import UserRequest
from reminders import services
from reminders.models import Digest
from reminders.pages.log import log_of
from reminders.pages.outlook import hindrance_words
from reminders.services.hindrances import order_hindrance_of


@require_safe
def log(request: UserRequest) -> HttpResponse:
    """Show all mails, the newest first; htmx gets further rows."""
    found = log_of(request.user, before=request.GET.get("before", ""), now=timezone.now())
    part = "rows" if found.is_older else ""
    return answer(request, "reminders/digest_log.html", {"log": found}, part=part)


@require_POST
def try_again(request: UserRequest, digest: UUID) -> HttpResponse:
    """Send a mail that failed once more."""
    found = get_object_or_404(Digest.objects.for_user(request.user), pk=digest)
    if hindrance := order_hindrance_of(request.user):
        messages.warning(request, hindrance_words(hindrance, request.user))
    elif found.state != Digest.State.FAILED:
        messages.info(request, _("This mail has not failed, so there is nothing to try again."))
    else:
        services.try_again(digest=found, now=timezone.now())
        tell(request, _("It is on its way once more."))
    return leave(request, default="reminders:log")
