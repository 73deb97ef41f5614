"""What the links in a mail open; no log-in, the signature says whose it is."""

from django.urls import URLPattern, path

from reminders.views import acting, unsubscribing

urlpatterns: list[URLPattern] = [
    path("act/<str:token>/", acting.act, name="act"),
    path("unsubscribe/<str:token>/", unsubscribing.unsubscribe, name="unsubscribe"),
]
