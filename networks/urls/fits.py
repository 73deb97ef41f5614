"""The fit: weights, how the score works, the comparison."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
