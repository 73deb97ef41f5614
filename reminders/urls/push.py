"""Notifications of the browser, and their settings."""

from django.urls import URLPattern, path

from reminders.views import push

urlpatterns: list[URLPattern] = [
    path("notifications/", push.push_page, name="push"),
    path("notifications/subscribe/", push.subscribe, name="push-subscribe"),
    path("notifications/restore/", push.restore, name="push-restore"),
    path("notifications/test/", push.send_test, name="push-test"),
    path("notifications/<uuid:subscription>/remove/", push.remove, name="push-remove"),
]
