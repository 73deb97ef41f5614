"""When it came to which stage."""

from __future__ import annotations

from datetime import date
from typing import Any

from networks.labels import STAGE_ICONS
from networks.models import Network, StageMove
from netzwerk.core.requests import UserRequest

SHOWN_MOVES = 20


def load_stages(request: UserRequest, network: Network, today: date) -> dict[str, Any] | None:
    """Return the newest moves with their icons; one query."""
    del today
    moves = StageMove.objects.for_user(request.user).filter(network=network)[:SHOWN_MOVES]
    return {"moves": [(move, STAGE_ICONS[move.stage]) for move in moves]}
