"""What is known about a person, changed where it stands."""

from __future__ import annotations

from django.urls import URLPattern, path

from contacts.views import inplace, marks

urlpatterns: list[URLPattern] = [
    path("<uuid:pk>/details/<slug:detail>/", inplace.contact_field, name="contact-field"),
    path("<uuid:pk>/marks/<slug:mark>/", marks.contact_mark, name="contact-mark"),
]
