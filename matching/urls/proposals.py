"""People who could help with a goal, with reasons."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
