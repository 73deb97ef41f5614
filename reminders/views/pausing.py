"""No mails for a while, and mails again."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from contacts.views.answers import tell
from netzwerk.core.requests import UserRequest
from reminders import services
from reminders.forms.wishes import PauseForm
from reminders.pages.outlook import paused_until_of
from reminders.services.wishes import save_wishes, wishes_of
from reminders.views.preferences import show_settings
from reminders.words.when import day_words

WEEK = frozenset("0123456")


@require_POST
def pause(request: UserRequest) -> HttpResponse:
    """Send no mails until a date; the toast takes that back, or puts the date before it in its place."""
    # Where the toast of an ended pause leads, the address says until when.
    form = PauseForm(request.GET if "until" in request.GET else request.POST, today=timezone.localdate())
    if not form.is_valid():
        return show_settings(request, pause_form=form, status=422)
    undo, until = _undo_address(request), form.cleaned_data["until"]
    services.pause_mails(user=request.user, until=until)
    tell(request, _("No mails before %(day)s.") % {"day": day_words(until)}, undo=undo or reverse("reminders:resume"))
    return redirect("reminders:settings")


@require_POST
def resume(request: UserRequest) -> HttpResponse:
    """Go on with mails: after a pause, after refusals, or on the days that the address names."""
    user, undo = request.user, _undo_address(request)
    if days := WEEK & {*request.GET.getlist("day")}:
        save_wishes(user=user, wishes=replace(wishes_of(user), weekdays=tuple(map(int, days))))
    services.resume_mails(user)
    tell(request, _("Mails come again."), undo=undo)
    return redirect("reminders:settings")


def _undo_address(request: UserRequest) -> str:
    """Return what brings back the pause of now; nothing when there is none."""
    before = paused_until_of(request.user, timezone.now())
    return f"{reverse('reminders:pause')}?until={before.isoformat()}" if before else ""
