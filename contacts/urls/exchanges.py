"""Give and take, and five-minute favours."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
