"""Tags, saved views, and working through what is missing."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
