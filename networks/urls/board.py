"""The board, and networks moved on it."""

from __future__ import annotations

from django.urls import URLPattern, path

from networks.views import board, moves

urlpatterns: list[URLPattern] = [
    path("", board.board, name="board"),
    path("<uuid:network>/move/", moves.network_move, name="network-move"),
    path("moves/<uuid:move>/", moves.move_edit, name="move-edit"),
    path("moves/<uuid:move>/undo/", moves.move_undo, name="move-undo"),
]
