"""Jobs of transfer, split by noun."""

from transfer.tasks import imports, photos, rereading, undoing

__all__ = ["imports", "photos", "rereading", "undoing"]
