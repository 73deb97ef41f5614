"""What browsers fetch, and the compiled translations: built when their sources have changed."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from netzwerk.local.paths import REQUIREMENTS, ROOT, VENV, VENV_PYTHON
from netzwerk.local.problems import LocalError
from netzwerk.local.stamps import digest_of, is_fresh, write_stamp

# Enough to import the settings: compiling translations asks no service.
NO_SERVICES = {
    "SECRET_KEY": "only-to-compile-the-translations-0000",
    "DATABASE_URL": "postgres://nowhere/none",
    "REDIS_URL": "redis://nowhere",
    "EMAIL_URL": "smtp://nowhere:25",
}


def build_assets() -> None:
    """Install the npm packages, build the pages' files and compile the translations, each only when needed."""
    sources = [ROOT / "frontend", ROOT / "vite.config.js", ROOT / "package-lock.json"]
    stamp, digest = ROOT / "static" / "build" / ".stamp", digest_of(sources)
    if not is_fresh(stamp, digest):
        install_npm_packages()
        print("Building the pages …", flush=True)
        _npm("run", "--silent", "build", "--", "--logLevel", "error")
        write_stamp(stamp, digest)
    compile_translations()


def install_npm_packages() -> None:
    """Bring `node_modules` in line with the lock."""
    stamp, digest = ROOT / "node_modules" / ".stamp", digest_of([ROOT / "package-lock.json"])
    if is_fresh(stamp, digest):
        return
    print("Installing packages (npm) …", flush=True)
    _npm("ci", "--ignore-scripts", "--silent")
    write_stamp(stamp, digest)


def compile_translations() -> None:
    """Write the .mo files when a .po file, or the way to compile it, has changed."""
    catalogues = list((ROOT / "locale").glob("*/*/LC_MESSAGES/django.po"))
    stamp, digest = ROOT / "locale" / ".stamp", digest_of([*catalogues, ROOT / "netzwerk" / "core" / "messages.py"])
    if is_fresh(stamp, digest) and all(path.with_suffix(".mo").exists() for path in catalogues):
        return
    command = [sys.executable, "manage.py", "messages", "--compile"]
    done = subprocess.run(command, cwd=ROOT, env={**os.environ, **NO_SERVICES}, capture_output=True, check=False)
    if done.returncode != 0:
        raise LocalError(f"the translations do not compile: {done.stderr.decode()[-500:]}")
    write_stamp(stamp, digest)


def _npm(*arguments: str) -> None:
    npm = _npm_command()
    path = f"{Path(npm[0]).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    done = subprocess.run([*npm, *arguments], cwd=ROOT, env={**os.environ, "PATH": path}, check=False)
    if done.returncode != 0:
        raise LocalError(f"npm {arguments[0]} did not work; see the lines above.")


def _npm_command() -> list[str]:
    """Return how to call npm: the system's when its Node is new enough, else the one from PyPI."""
    system = shutil.which("npm")
    if system and is_new_enough(_node_version("node")):
        return [system]
    node = VENV / "bin" / "node"
    if not node.exists():
        lock = REQUIREMENTS / "node.txt"
        command: list[str | Path] = [VENV_PYTHON, "-m", "pip", "install", "--quiet", "--require-hashes", "-r", lock]
        if subprocess.run(command, check=False).returncode != 0:
            raise LocalError("there is no Node 20.19 or later here, and none could be installed; see the lines above.")
    return [str(VENV / "bin" / "npm")]


def _node_version(node: str) -> str:
    found = shutil.which(node)
    return subprocess.run([found, "--version"], capture_output=True, text=True, check=False).stdout if found else ""


def is_new_enough(version: str) -> bool:
    """Tell whether Vite runs on this Node, such as `v20.20.2`: 20.19 or later, or 22.12 or later."""
    match = re.match(r"v(\d+)\.(\d+)", version)
    if not match:
        return False
    major, minor = int(match[1]), int(match[2])
    return (major == 20 and minor >= 19) or (major == 22 and minor >= 12) or major > 22
