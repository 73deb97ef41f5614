"""Why a file does not come in, and where in it."""

from __future__ import annotations

from typing import Any

from transfer.models import Restore

Problem = Restore.Problem


class ArchiveError(ValueError):
    """The file is refused; `place` says where in it: the file, the line, the column."""

    def __init__(self, problem: Problem, **place: Any) -> None:
        super().__init__(problem.value)
        self.problem, self.place = problem, place
