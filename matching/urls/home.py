"""Where people are found."""

from __future__ import annotations

from django.urls import URLPattern, path

from matching.views import home

urlpatterns: list[URLPattern] = [path("", home.home, name="home")]
