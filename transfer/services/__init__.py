"""What happens to imports: started, read in batch by batch, finished."""

from transfer.services.batches import store_batch
from transfer.services.imports import (
    UPLOAD_BYTES,
    Failure,
    begin_import,
    discard_file,
    fail_import,
    finish_import,
    note_total,
    start_import,
)

__all__ = [
    "UPLOAD_BYTES",
    "Failure",
    "begin_import",
    "discard_file",
    "fail_import",
    "finish_import",
    "note_total",
    "start_import",
    "store_batch",
]
