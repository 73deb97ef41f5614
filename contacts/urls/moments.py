"""Moments: logged, changed, taken back, looked at."""

from __future__ import annotations

from django.urls import URLPattern, path

from contacts.views import moments, picking, timeline

urlpatterns: list[URLPattern] = [
    path("names/", picking.contact_names, name="contact-names"),
    path("moments/", timeline.moment_list, name="moment-list"),
    path("moments/new/", moments.moment_log, name="moment-log"),
    path("moments/<uuid:pk>/", moments.moment_edit, name="moment-edit"),
    path("moments/<uuid:pk>/delete/", moments.moment_delete, name="moment-delete"),
    path("moments/<uuid:pk>/restore/", moments.moment_restore, name="moment-restore"),
    path("<uuid:pk>/moments/new/", moments.moment_create, name="moment-create"),
]
