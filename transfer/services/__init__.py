"""What happens to imports, exports and restores."""

from transfer.services.accepting import accept_batch, finish_acceptance
from transfer.services.imports import (
    UPLOAD_BYTES,
    TooManyImportsError,
    accept_import,
    discard_files,
    discard_import,
    fail_file,
    fail_import,
    files_of,
    finish_reading,
    lock_import,
    note_source,
    retry_acceptance,
    start_import,
    waits_for_answer,
)
from transfer.services.mappings import TooLateToAnswerError, answer_columns, may_answer, saved_mapping
from transfer.services.staging import finish_file, restage_file, stage_batch

__all__ = [
    "UPLOAD_BYTES",
    "TooLateToAnswerError",
    "TooManyImportsError",
    "accept_batch",
    "accept_import",
    "answer_columns",
    "discard_files",
    "discard_import",
    "fail_file",
    "fail_import",
    "files_of",
    "finish_acceptance",
    "finish_file",
    "finish_reading",
    "lock_import",
    "may_answer",
    "note_source",
    "restage_file",
    "retry_acceptance",
    "saved_mapping",
    "stage_batch",
    "start_import",
    "waits_for_answer",
]
