"""Runs one target; see the package."""

from __future__ import annotations

import argparse
import importlib
import sys
import tempfile
from pathlib import Path

import atheris  # type: ignore[import-untyped]  # it has no types

# Seconds that one input may take, and mebibytes that all of it may.
SLOWEST, LARGEST = 10, 1024


def main() -> None:
    """Read the arguments and fuzz until so many inputs were tried; an exception of the target ends it with an error."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz")
    parser.add_argument("target")
    parser.add_argument("--runs", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--longest", type=int, default=4096, help="bytes of an input")
    parser.add_argument("--keep", type=Path, help="folder for what was found interesting")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = asked.keep or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        _fuzz(asked, folder)


def _fuzz(asked: argparse.Namespace, folder: Path) -> None:
    # Only the readers: to know every branch of the libraries takes longer than it finds.
    with atheris.instrument_imports(include=["transfer"]):
        target = importlib.import_module(f"tests.fuzz.targets.{asked.target}")
    for number, seed in enumerate(target.SEEDS):
        (folder / f"seed-{number}").write_bytes(seed)
    limits = [f"-timeout={SLOWEST}", f"-rss_limit_mb={LARGEST}", f"-max_len={asked.longest}"]
    options = [f"-runs={asked.runs}", f"-seed={asked.seed}", f"-artifact_prefix={folder}/", *limits]
    atheris.Setup([sys.argv[0], *options, str(folder)], target.fuzz)
    atheris.Fuzz()


main()
