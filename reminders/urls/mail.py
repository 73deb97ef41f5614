"""The settings of the mail, and what can be done from them."""

from django.urls import URLPattern, path

from reminders.views import preferences

urlpatterns: list[URLPattern] = [
    path("settings/", preferences.settings_page, name="settings"),
    path("send-now/", preferences.send_now, name="send-now"),
]
