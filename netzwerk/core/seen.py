"""What somebody has seen: forms carry it along, so that a change of another tab is noticed and not overwritten."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder


def seen_of(values: Any) -> str:
    """Return a short word that is another one for other values; dates and numbers may be among them."""
    text = json.dumps(values, cls=DjangoJSONEncoder, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:24]
