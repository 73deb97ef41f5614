"""What is missing for a goal, and how it developed."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
