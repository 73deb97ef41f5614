"""Organisations, positions at them, and the fields that the user made."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
