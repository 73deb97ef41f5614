"""Packages of Debian that the tests need and nothing else does."""

from __future__ import annotations

import os
import shutil
import subprocess

from netzwerk.local.problems import LocalError


def install_package(name: str, why: str) -> None:
    """Install a package; where we may not, raise `LocalError` with the reason and the command that does."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        raise LocalError(f"{why} On Debian, run: sudo apt-get install {name}")
    print(f"Installing {name} …", flush=True)
    for command in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", name]):
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        if subprocess.run(["apt-get", *command], env=environment, check=False).returncode != 0:
            raise LocalError(f"{name} could not be installed; see the lines above.")
