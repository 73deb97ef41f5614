"""Jobs of transfer, split by noun."""

from transfer.tasks import imports, undoing

__all__ = ["imports", "undoing"]
