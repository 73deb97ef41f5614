"""How sending went, written down for the log of mails."""

from __future__ import annotations

from datetime import datetime

from reminders.models import Digest


def record_result(*, digest: Digest, state: str, problem: str = "", sent_at: datetime | None = None) -> Digest:
    """Write down how sending went; `problem` is one of `Digest.Problem`."""
    digest.state = state
    digest.problem = problem
    digest.sent_at = sent_at
    digest.save(update_fields=["state", "problem", "sent_at"])
    return digest
