"""The board, and networks moved on it."""

from __future__ import annotations

from django.urls import URLPattern, path

from networks.views import board

urlpatterns: list[URLPattern] = [
    path("", board.board, name="board"),
]
