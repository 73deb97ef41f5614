"""Sentences about changes of many people, in the reader's language."""

from __future__ import annotations

from contacts.models import BulkChange
from netzwerk.core.bulk import bulk_action


def change_words(change: BulkChange) -> str:
    """Return in one sentence what a change does."""
    action = bulk_action(change.action)
    return action.done_words(count=change.total, arguments=change.arguments) if action else change.action
