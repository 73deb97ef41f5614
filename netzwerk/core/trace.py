"""What the line of a log is about: the request that is answered, the job that is done. Ids, nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import uuid4

# What may come from a proxy, or with a message of the broker.
_ID = re.compile(r"[A-Za-z0-9_-]{8,64}", re.ASCII)

_about: ContextVar[dict[str, str]] = ContextVar("about", default={})  # noqa: B039 - never changed in place


@contextmanager
def about(**what: str) -> Iterator[None]:
    """Let all lines that are logged inside say this as well."""
    token = _about.set({**_about.get(), **{name: value for name, value in what.items() if value}})
    try:
        yield
    finally:
        _about.reset(token)


def told() -> dict[str, str]:
    """Return what lines say now."""
    return _about.get()


def begin(**what: str) -> None:
    """Let all lines say this and nothing else from now on: for a worker, whose tasks come one after the other."""
    _about.set({name: value for name, value in what.items() if value})


def request_id(said: str = "") -> str:
    """Return the id that somebody trusted gave a request, if it is one; else a new one."""
    return said if _ID.fullmatch(said) else uuid4().hex


def request_id_of(said: object) -> str:
    """Return the id that came with a message of the broker; nothing when it is none."""
    return said if isinstance(said, str) and _ID.fullmatch(said) else ""
