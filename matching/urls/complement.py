"""The complement wizard of a goal."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
