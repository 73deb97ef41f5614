"""The settings of the calendar feed: switched on and off, what it holds, its address and another one."""

from __future__ import annotations

from urllib.parse import urlencode, urlsplit

from django.core.signing import BadSignature
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from contacts.views.answers import tell
from netzwerk.core.links import absolute_url
from netzwerk.core.requests import UserRequest, posted
from reminders.forms.calendar import CalendarForm
from reminders.models import CalendarFeed
from reminders.services import feeds
from reminders.tokens.feeds import read_closed, sign_closed, sign_feed

# What a program elsewhere cannot reach.
THIS_COMPUTER = {"localhost", "127.0.0.1", "::1"}


@require_http_methods(["GET", "HEAD", "POST"])
def calendar(request: UserRequest) -> HttpResponse:
    """Show the settings of the calendar, or save what it holds."""
    feed = _feed_of(request)
    if feed is None:
        if request.method == "POST":
            tell(request, _("The calendar is switched off meanwhile."))
            return redirect("reminders:calendar")
        return render(request, "reminders/calendar_settings.html", {"feed": None})
    form = CalendarForm(posted(request), instance=feed)
    if form.is_valid():
        form.save()
        tell(request, _("Saved. Your calendar shows it when it next comes for news."))
        return redirect("reminders:calendar")
    context = {"feed": feed, "form": form, **_address(feed)}
    return render(request, "reminders/calendar_settings.html", context, status=422 if form.errors else 200)


@require_POST
def switch_on(request: UserRequest) -> HttpResponse:
    """Make a calendar, if there is none."""
    feeds.open_feed(user=request.user)
    tell(request, _("Your calendar has an address now."))
    return redirect("reminders:calendar")


@require_POST
def switch_off(request: UserRequest) -> HttpResponse:
    """Take the calendar away; that can be taken back, under the same address."""
    closed = feeds.close_feed(user=request.user)
    undo = f"{reverse('reminders:calendar-again')}?{urlencode({'as': sign_closed(closed)})}" if closed else ""
    tell(request, _("The calendar is off. Its address leads nowhere."), undo=undo)
    return redirect("reminders:calendar")


@require_POST
def switch_on_again(request: UserRequest) -> HttpResponse:
    """Take back that the calendar was switched off."""
    try:
        closed = read_closed(request.GET.get("as", ""), request.user)
    except BadSignature as error:
        raise Http404 from error
    feeds.reopen_feed(user=request.user, feed=closed)
    tell(request, _("The calendar is on again, at the address it had."))
    return redirect("reminders:calendar")


@require_http_methods(["GET", "HEAD", "POST"])
def renew(request: UserRequest) -> HttpResponse:
    """Ask whether there shall be another address, as the old one is lost for good, and make it."""
    if request.method != "POST":
        feed = _feed_of(request)
        if feed is None:
            return redirect("reminders:calendar")
        return render(request, "reminders/calendar_renew.html", {"feed": feed})
    if feeds.renew_feed(user=request.user, now=timezone.now()):
        tell(request, _("The calendar has another address. The old one leads nowhere."))
    else:
        tell(request, _("The calendar is switched off meanwhile."))
    return redirect("reminders:calendar")


def _feed_of(request: UserRequest) -> CalendarFeed | None:
    return CalendarFeed.objects.for_user(request.user).first()


def _address(feed: CalendarFeed) -> dict[str, object]:
    """Return the address for people and for calendar programs, and whether only this computer reaches it."""
    address = absolute_url("reminders:calendar-feed", sign_feed(feed))
    parts = urlsplit(address)
    return {
        "address": address,
        "webcal": parts._replace(scheme="webcal").geturl(),
        "is_only_here": parts.hostname in THIS_COMPUTER,
    }
