"""Notifications of the browser, and their settings."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
