"""The settings of the mail, its log, its preview, and what can be done from them."""

from django.urls import URLPattern, path

from reminders.views import log, ordering, pausing, preferences, preview

urlpatterns: list[URLPattern] = [
    path("settings/", preferences.settings_page, name="settings"),
    path("send-now/", ordering.send_now, name="send-now"),
    path("send-test/", ordering.send_test, name="send-test"),
    path("pause/", pausing.pause, name="pause"),
    path("resume/", pausing.resume, name="resume"),
    path("log/", log.log, name="log"),
    path("log/<uuid:digest>/again/", log.try_again, name="try-again"),
    path("preview/", preview.preview, name="preview"),
    path("preview/html/", preview.preview_html, name="preview-html"),
]
