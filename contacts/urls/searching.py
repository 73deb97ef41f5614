"""Searching, and the command palette."""

from __future__ import annotations

from django.urls import URLPattern, path

from contacts.views import search

urlpatterns: list[URLPattern] = [
    path("search/", search.search, name="search"),
    path("search/palette/", search.palette, name="search-palette"),
]
