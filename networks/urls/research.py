"""Research for a goal: whom to ask, and where to look."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
