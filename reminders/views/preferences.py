"""The settings of the mail: the next one, when it comes, the last ones."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from contacts.views.answers import tell
from netzwerk.core.answers import answer
from netzwerk.core.heartbeat import machinery
from netzwerk.core.requests import UserRequest
from reminders.forms.wishes import DigestForm, PauseForm
from reminders.models import PushSubscription
from reminders.pages.log import last_mails
from reminders.pages.outlook import outlook_of
from reminders.services.hindrances import order_hindrance_of
from reminders.services.wishes import save_wishes, wishes_of

PAGE = "reminders/digest_settings.html"


@require_http_methods(["GET", "HEAD", "POST"])
def settings_page(request: UserRequest) -> HttpResponse:
    """Show the settings of the mail, or save them and plan the next one; htmx asks how the last mails go."""
    if request.method == "POST":
        return _save(request)
    if request.htmx:
        last = last_mails(request.user, now=timezone.now())
        return answer(request, PAGE, {"last": last, "is_watched": True}, part="last")
    return show_settings(request)


def _save(request: UserRequest) -> HttpResponse:
    user, before = request.user, request.user.digest_weekdays
    form = DigestForm(request.POST, has_ways=_has_ways(request))
    if not form.is_valid():
        return show_settings(request, form=form, status=422)
    wishes = form.wishes(has_mails=user.has_mails, is_off="off" in request.POST)
    if not save_wishes(user=user, wishes=wishes, seen=form.cleaned_data["seen"]):
        return show_settings(request, form=form, is_changed_elsewhere=True, status=422)
    if wishes.weekdays:
        messages.success(request, _("Saved."))
    else:
        undo = f"{reverse('reminders:resume')}?{urlencode({'day': before}, doseq=True)}" if before else ""
        tell(request, _("Saved: no mails."), undo=undo)
    return redirect("reminders:settings")


def show_settings(
    request: UserRequest,
    *,
    form: DigestForm | None = None,
    pause_form: PauseForm | None = None,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    """Return the whole page; a form that was refused is shown with what was typed."""
    user, now = request.user, timezone.now()
    context = {
        "form": form or DigestForm.of(user, has_ways=_has_ways(request)),
        "pause_form": pause_form or PauseForm(today=timezone.localdate()),
        "seen": wishes_of(user).fingerprint,
        "outlook": outlook_of(user, now=now),
        "problem": machinery(now).problem,
        "order_hindrance": order_hindrance_of(user),
        "last": last_mails(user, now=now),
        "has_days": bool(user.digest_weekdays),
        **more,
    }
    return answer(request, PAGE, context, status=status)


def _has_ways(request: UserRequest) -> bool:
    """Whether one can choose how reminders come: with a browser to notify, or to choose mails again."""
    return not request.user.has_mails or PushSubscription.objects.for_user(request.user).exists()
