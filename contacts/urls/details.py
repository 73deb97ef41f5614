"""What is known about a person, changed where it stands."""

from __future__ import annotations

from django.urls import URLPattern, path

from contacts.views import inplace

urlpatterns: list[URLPattern] = [
    path("<uuid:pk>/details/<slug:detail>/", inplace.contact_field, name="contact-field"),
]
