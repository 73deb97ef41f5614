"""Photos of people."""

from __future__ import annotations

from django.urls import URLPattern, path

from contacts.views import photos

urlpatterns: list[URLPattern] = [
    path("<uuid:pk>/photo/", photos.contact_photo, name="contact-photo"),
    path("<uuid:pk>/photo/edit/", photos.contact_photo_edit, name="contact-photo-edit"),
    path("<uuid:pk>/photo/remove/", photos.contact_photo_remove, name="contact-photo-remove"),
    path("<uuid:pk>/photo/back/", photos.contact_photo_back, name="contact-photo-back"),
]
