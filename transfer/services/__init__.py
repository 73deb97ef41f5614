"""What happens to imports, exports and restores."""

from transfer.services.accepting import accept_batch, finish_acceptance
from transfer.services.imports import (
    UPLOAD_BYTES,
    accept_import,
    discard_files,
    discard_import,
    fail_import,
    files_of,
    finish_reading,
    lock_import,
    start_import,
)
from transfer.services.mappings import TooLateToAnswerError, answer_columns, may_answer, saved_mapping
from transfer.services.staging import finish_file, restage_file, stage_batch

__all__ = [
    "UPLOAD_BYTES",
    "TooLateToAnswerError",
    "accept_batch",
    "accept_import",
    "answer_columns",
    "discard_files",
    "discard_import",
    "fail_import",
    "files_of",
    "finish_acceptance",
    "finish_file",
    "finish_reading",
    "lock_import",
    "may_answer",
    "restage_file",
    "saved_mapping",
    "stage_batch",
    "start_import",
]
