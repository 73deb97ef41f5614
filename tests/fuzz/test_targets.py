"""Each target of fuzzing, for a while: no crash, no input that takes long, the same inputs each time."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.examples import of_usual

ROOT = Path(__file__).parents[2]
TARGETS = sorted(path.stem for path in (ROOT / "tests/fuzz/targets").glob("[a-z]*.py"))
RUNS = 1000


@pytest.mark.parametrize("target", TARGETS)
def test_no_input_that_a_machine_thinks_up_breaks_it(target: str) -> None:
    command = [sys.executable, "-m", "tests.fuzz", target, "--runs", str(of_usual(RUNS))]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=300)
    assert ran.returncode == 0, ran.stderr[-5000:]
    assert "DONE" in ran.stderr
