"""Members of a network, and the moments and exchanges there."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
