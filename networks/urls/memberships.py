"""Memberships, their cost, the yearly question, leaving, and the balance."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
