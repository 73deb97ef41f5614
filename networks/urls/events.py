"""Meetings, and whom one wants to meet and has met there."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
