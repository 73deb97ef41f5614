"""Addresses of reminders, split by noun."""

from reminders.urls import calendar, links, mail, push

app_name = "reminders"
urlpatterns = [*mail.urlpatterns, *links.urlpatterns, *calendar.urlpatterns, *push.urlpatterns]
