"""What happens to imports, exports and restores."""

from transfer.services.imports import UPLOAD_BYTES, start_import

__all__ = ["UPLOAD_BYTES", "start_import"]
