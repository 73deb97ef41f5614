"""From a bare Python to the project's own environment; standard library only."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

from netzwerk.local.paths import REQUIREMENTS, ROOT, VENV, VENV_PYTHON
from netzwerk.local.problems import LocalError
from netzwerk.local.stamps import digest_of, is_fresh, write_stamp

HELP = """\
python3 run.py                     start Netzwerk; Ctrl-C stops it
python3 run.py test [pytest args]  install what the tests need and run them
python3 run.py setup               install what development needs, and build the pages
python3 run.py manage COMMAND      run a command of manage.py with the local stack's settings
"""
COMMANDS = ("serve", "test", "setup", "manage")
# Development needs everything that running needs, so its lock alone is enough for both.
LOCKS = {"serve": ("local", "dev"), "manage": ("local", "dev"), "test": ("dev",), "setup": ("dev",)}


def main(arguments: list[str]) -> None:
    """Install what the command needs and hand over to the environment's own Python."""
    command, rest = (arguments[0], arguments[1:]) if arguments else ("serve", [])
    if command in {"-h", "--help", "help"}:
        print(HELP, end="")
        return
    if command not in COMMANDS:
        sys.exit(f"There is no command {command!r}.\n\n{HELP}")
    os.chdir(ROOT)
    try:
        install(LOCKS[command])
    except LocalError as problem:
        sys.exit(f"Netzwerk cannot start: {problem}")
    _hand_over(command, rest)


def install(locks: tuple[str, ...]) -> None:
    """Bring `.venv` in line with the first of these locks, unless it is with any of them already."""
    if VENV_PYTHON.exists() and any(_is_installed(lock) for lock in locks):
        return
    if not _works(VENV_PYTHON):
        _make_venv()
    lock = REQUIREMENTS / f"{locks[0]}.txt"
    print(f"Installing packages ({locks[0]}) …", flush=True)
    if not _install_with_uv(lock):
        _run([VENV_PYTHON, "-m", "pip", "install", "--quiet", "--require-hashes", "-r", lock], _NO_PACKAGES)
    write_stamp(_stamp(locks[0]), digest_of([lock]))


# Certificates as pip sees them: those of the system, which may have more than the bundled ones.
_UV = {**os.environ, "VIRTUAL_ENV": str(VENV), "UV_SYSTEM_CERTS": "1"}
_NO_PACKAGES = "the packages could not be installed. The first start needs the network; see the lines above."


def _is_installed(lock: str) -> bool:
    return is_fresh(_stamp(lock), digest_of([REQUIREMENTS / f"{lock}.txt"]))


def _stamp(lock: str) -> Path:
    return VENV / f".installed-{lock}"


def _works(python: Path) -> bool:
    """Tell whether this interpreter runs: a shim or a half-made environment may exist and not work."""
    if not python.exists():
        return False
    return subprocess.run([python, "-c", "import pip"], capture_output=True, check=False).returncode == 0


def _make_venv() -> None:
    shutil.rmtree(VENV, ignore_errors=True)
    made = subprocess.run([sys.executable, "-m", "venv", VENV], capture_output=True, text=True, check=False)
    if made.returncode == 0:
        return
    # Debian keeps ensurepip in a package of its own.
    shutil.rmtree(VENV, ignore_errors=True)
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        raise LocalError("this Python cannot make environments. On Debian, run: sudo apt-get install python3-venv")
    _run(["apt-get", "update", "-qq"], "apt-get update did not work.")
    _run(["apt-get", "install", "-y", "-qq", "python3-venv"], "python3-venv could not be installed.")
    _run([sys.executable, "-m", "venv", VENV], f"no environment could be made in {VENV}.")


def _install_with_uv(lock: Path) -> bool:
    """Install with uv, which is much faster; False when it is not to be had on this platform."""
    pip: list[str | Path] = [
        VENV_PYTHON,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--require-hashes",
        "-r",
        REQUIREMENTS / "bootstrap.txt",
    ]
    if subprocess.run(pip, check=False).returncode != 0:
        return False
    uv: list[str | Path] = [
        VENV / "bin" / "uv",
        "pip",
        "install",
        "--quiet",
        "--compile-bytecode",
        "--require-hashes",
        "-r",
        lock,
    ]
    return subprocess.run(uv, check=False, env=_UV).returncode == 0


def _run(command: list[str | Path], sentence: str) -> None:
    if subprocess.run(command, check=False).returncode != 0:
        raise LocalError(sentence)


def _hand_over(command: str, rest: list[str]) -> NoReturn:
    sys.stdout.flush()
    os.execv(VENV_PYTHON, [str(VENV_PYTHON), "-m", "netzwerk.local.main", command, *rest])
