"""Where providers call about mails that came back; not below `reminders/`, as operators give the address away."""

from django.urls import URLPattern, path

from reminders.views.bounces import bounces

urlpatterns: list[URLPattern] = [path("<slug:provider>/", bounces, name="bounces")]
