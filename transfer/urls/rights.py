"""Addresses of people's rights: what is stored about a person, and what is not needed any more."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
