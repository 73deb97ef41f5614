"""The calendar feed, and its settings."""

from django.urls import URLPattern, path

from reminders.views import calendar, feed

urlpatterns: list[URLPattern] = [
    path("calendar/", calendar.calendar, name="calendar"),
    path("calendar/on/", calendar.switch_on, name="calendar-on"),
    path("calendar/off/", calendar.switch_off, name="calendar-off"),
    path("calendar/again/", calendar.switch_on_again, name="calendar-again"),
    path("calendar/renew/", calendar.renew, name="calendar-renew"),
    # The part before the token is known to netzwerk.core.logs, which leaves out what follows it.
    path("calendar/feed/<str:token>/netzwerk.ics", feed.calendar_feed, name="calendar-feed"),
]
