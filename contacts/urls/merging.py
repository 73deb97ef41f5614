"""Pairs that may be the same person, and merging them."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
