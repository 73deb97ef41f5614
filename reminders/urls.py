"""Addresses of reminders."""

from django.urls import URLPattern, path

from reminders.views import acting, preferences, unsubscribing

app_name = "reminders"
urlpatterns: list[URLPattern] = [
    path("settings/", preferences.settings_page, name="settings"),
    path("send-now/", preferences.send_now, name="send-now"),
    path("act/<str:token>/", acting.act, name="act"),
    path("unsubscribe/<str:token>/", unsubscribing.unsubscribe, name="unsubscribe"),
]
