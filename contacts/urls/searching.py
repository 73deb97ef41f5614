"""Searching, and the command palette."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
