"""The figures as lines on the screen."""

from __future__ import annotations

from bench.load.asking import Measured
from bench.load.figures import Figures, by_name, errors_words, in_parts
from bench.load.options import Options
from bench.load.stage import Stage

PARTS, LARGEST = 5, 16


def say(text: str) -> None:
    """Print a line at once."""
    print(text, flush=True)  # noqa: T201


def say_sizes(stage: Stage, options: Options) -> None:
    """Print how many bytes the tables take, in all and for an account."""
    sizes = stage.sizes()
    accounts = stage.accounts + options.large / options.contacts
    total, rows = sum(table + indexes for _name, _rows, table, indexes in sizes), sum(size[1] for size in sizes)
    say(f"\n{total / 2**30:.1f} GB in {rows:,} rows; {total / accounts / 1e6:.2f} MB for {options.contacts} people")
    for name, count, table, indexes in sizes[:LARGEST]:
        say(f"  {name:28} {count:>13,} rows {table / 2**20:>9,.0f} MB and indexes {indexes / 2**20:>9,.0f} MB")


def say_stage(name: str, found: Measured) -> None:
    """Print a stage as a whole, and what it cost."""
    asking = found.asking * 1000 / max(1, len(found.answers))
    cores = (found.server.seconds + found.database.seconds + found.asking) / found.seconds
    say(f"\n{_row(name, found.all)}  not answered: {errors_words(found.all.errors)}")
    say(
        f"    processor for a request: server {found.server_ms:.2f} ms, database {found.database_ms:.2f} ms, whoever "
        f"asks {asking:.2f} ms; {cores:.2f} cores at work; memory: server {found.server.memory / 2**20:.0f} MB, "
        f"database {found.database.memory / 2**20:.0f} MB"
    )


def say_pages(alone: Measured, full: Measured, empty: Measured) -> None:
    """Print each page: asked by one user, by as many as there are places, and how many empty pages it lasts."""
    unit = empty.all.percentiles[0] or 1.0
    say(
        f"\n{'page':32} {'alone: 50th':>12} {'95th':>7} | {'full: count':>11} {'50th':>7} {'95th':>7} {'99th':>7} empty"
    )
    ones = by_name(alone.answers, alone.seconds)
    for name, figures in by_name(full.answers, full.seconds).items():
        one = ones[name].percentiles if name in ones else (0.0, 0.0, 0.0)
        fifty, ninety_five, ninety_nine = figures.percentiles
        say(
            f"{name:32} {one[0]:12.0f} {one[1]:7.0f} | {figures.count:11,} {fifty:7.0f} {ninety_five:7.0f} "
            f"{ninety_nine:7.0f} × {fifty / unit:.0f}"
        )


def say_parts(found: Measured, seconds: int, most: int) -> None:
    """Print each part of a stage in which ever more users came for so many seconds, up to the most at the end."""
    for number, part in enumerate(in_parts(found.answers, seconds, PARTS), start=1):
        say(f"{_row(f'  up to {most * number // PARTS} users', part)}  not answered: {errors_words(part.errors)}")


def _row(name: str, figures: Figures) -> str:
    fifty, ninety_five, ninety_nine = figures.percentiles
    return f"{name:28} {figures.a_second:8.1f} a second, {fifty:6.0f} {ninety_five:6.0f} {ninety_nine:6.0f} ms"
