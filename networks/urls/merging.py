"""Two networks that are one; changes of several."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
