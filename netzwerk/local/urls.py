"""Addresses of the local stack's own pages."""

from django.urls import URLPattern

app_name = "local"
urlpatterns: list[URLPattern] = []
