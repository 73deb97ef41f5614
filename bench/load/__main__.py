"""Asks the real web server, and prints what it bears; run as `python -m bench.load`, see bench/README.md."""

from __future__ import annotations

import time

from bench.load.asking import Measured, ask, make_venv
from bench.load.options import Options, read_options
from bench.load.report import say, say_pages, say_parts, say_sizes, say_stage
from bench.load.servers import serving
from bench.load.stage import Stage

EMPTY = "/health/live"


def ask_server(server: str, options: Options, stage: Stage) -> tuple[Measured, Measured]:
    """Ask one server, stage by stage, and print what it bears; return the stage of all pages and of the empty one."""
    size = f"{options.workers} workers with {options.threads} threads and {options.places} connections each"
    say(f"\n== {server}, {size}")
    users, seconds, short = options.users, options.seconds, max(3, options.seconds // 4)
    with serving(server, options, stage.port, stage.environment, stage.folder / "server.log") as process:
        ask(stage, process, users=users, seconds=short)  # the first requests load templates and words
        empty = ask(stage, process, users=users, seconds=short, only=EMPTY)
        alone = ask(stage, process, users=1, seconds=seconds)
        full = ask(stage, process, users=users, seconds=seconds)
        # How far it is from the first tells how much others took of the machine meanwhile.
        again = ask(stage, process, users=users, seconds=short, only=EMPTY)
        say_stage(f"empty page, {users} users", empty)
        say_stage("empty page, once more", again)
        say_stage("the mix, 1 user", alone)
        say_stage(f"the mix, {users} users", full)
        say_pages(alone, full, empty)
        if options.overload:
            many = options.overload
            found = ask(stage, process, users=many, seconds=2 * seconds, rate=many / (2 * seconds))
            say_stage(f"ever more users, to {many}", found)
            say_parts(found, 2 * seconds, many)
    return full, empty


def main() -> None:
    """Make what is missing, ask each server, print."""
    options = read_options()
    make_venv()
    stage, start = Stage(options), time.monotonic()
    try:
        stage.start()
        say(f"{stage.accounts:,} accounts with {options.contacts} people, one with {options.large:,}; ready after "
            f"{time.monotonic() - start:.0f} s")  # fmt: skip
        say_sizes(stage, options)
        found = [(server, *ask_server(server, options, stage)) for server in options.servers]
        say(f"\n{'':40} pages and empty pages a second, and milliseconds of the processor for each")
        for server, full, empty in found:
            cost = f"{full.server_ms:6.2f} + {full.database_ms:5.2f} {empty.server_ms:6.2f}"
            say(f"{server:40} {full.all.a_second:8.1f} {empty.all.a_second:8.0f} {cost}")
    finally:
        stage.stop()


if __name__ == "__main__":
    main()
