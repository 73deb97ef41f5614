"""Jobs of transfer, split by noun."""

from transfer.tasks import exports, imports, photos, rereading, restores, sweeping, undoing

__all__ = ["exports", "imports", "photos", "rereading", "restores", "sweeping", "undoing"]
