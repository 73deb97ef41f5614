"""The board: each network in its stage."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from networks.pages.board import board_columns
from networks.queries.candidates import leading_goal
from netzwerk.core.answers import answer
from netzwerk.core.requests import UserRequest


@require_safe
def board(request: UserRequest) -> HttpResponse:
    """Show all networks by their stage."""
    return show_board(request)


def show_board(request: UserRequest) -> HttpResponse:
    """Answer with the board; to htmx with its columns and the toasts alone."""
    goal = leading_goal(request.user)
    columns = board_columns(request.user, goal, timezone.localdate())
    context = {"columns": columns, "goal": goal, "is_empty": not any(column.count for column in columns)}
    return answer(request, "networks/board.html", context, part="columns")


def is_from_board(request: UserRequest) -> bool:
    """Whether htmx puts the answer into the board."""
    return bool(request.htmx) and request.htmx.target == "board"
