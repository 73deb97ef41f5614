"""What is missing about people, worked off one by one."""

from __future__ import annotations

from django.urls import URLPattern, path

from contacts.views import missing

urlpatterns: list[URLPattern] = [
    path("missing/", missing.missing_overview, name="missing-overview"),
    path("missing/<slug:lack>/", missing.missing_walk, name="missing-walk"),
    path("missing/<slug:lack>/undo/", missing.missing_undo, name="missing-undo"),
]
