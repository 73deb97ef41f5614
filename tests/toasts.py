"""What toasts say in answers."""

from __future__ import annotations

from typing import Any

from django.contrib.messages import get_messages


def undo_of(response: Any) -> str:
    """Return where the newest toast takes the change back."""
    return list(get_messages(response.wsgi_request))[-1].extra_tags or ""
