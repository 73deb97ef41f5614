"""The calendar feed, and its settings."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
