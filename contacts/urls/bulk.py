"""Changes of many people, and the bin."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
