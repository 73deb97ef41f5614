"""A provider of OpenID Connect that believes everybody, in a process of its own, as its warnings are not ours."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import requests

from netzwerk.local.ports import answers, free_port

SLOWEST_START = 30


@contextmanager
def running_provider() -> Iterator[str]:
    """Run one and yield its address."""
    port = free_port()
    command = [sys.executable, "-W", "ignore", "-m", "oidc_provider_mock", "--port", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait(process, port)
        yield f"http://localhost:{port}"
    finally:
        process.terminate()
        process.wait(10)


def let_know(provider: str, sub: str, **claims: Any) -> str:
    """Let the provider know somebody; return who."""
    requests.put(f"{provider}/users/{sub}", json=claims, timeout=5).raise_for_status()
    return sub


def _wait(process: subprocess.Popen[bytes], port: int) -> None:
    until = time.monotonic() + SLOWEST_START
    while not answers(port):
        assert process.poll() is None, "the provider ended"
        assert time.monotonic() < until, "the provider does not answer"
        time.sleep(0.05)
