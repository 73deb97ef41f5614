"""Addresses of what the columns of a table mean."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
