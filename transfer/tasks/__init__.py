"""Jobs of transfer, split by noun."""

from transfer.tasks import imports

__all__ = ["imports"]
