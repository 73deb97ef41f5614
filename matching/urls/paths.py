"""Who could introduce one to whom."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
