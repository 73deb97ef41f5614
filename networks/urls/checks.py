"""The check wizard, earlier checks, and what one could give."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
