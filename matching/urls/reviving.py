"""Old ties that are taken up again."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
