"""Visitors who work at one host of a site, and note each answer: a small HTTP client, and threads that use it."""

from __future__ import annotations

import http.client
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from http.cookies import SimpleCookie
from urllib.parse import urlencode
from uuid import uuid4

from tests.e2e.visitors import PASSWORD

PORT, NAME = 8000, "netzwerk.example.org"
# Nobody waits for longer.
PATIENCE = 25.0
# Before whoever was refused tries again.
PAUSE_SECONDS = 0.5
FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Answer:
    """What came back; the status is 0 when nothing did."""

    status: int
    seconds: float
    headers: Mapping[str, str] = field(default_factory=dict)
    cookies: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""


def ask(
    address: str, method: str, path: str, *, headers: Mapping[str, str] | None = None, body: bytes | None = None,
    seconds: float = PATIENCE,
) -> Answer:  # fmt: skip
    """Ask a host once, over a connection of its own; its address may name another port than `PORT`."""
    began = time.monotonic()
    connection = http.client.HTTPConnection(address, None if ":" in address else PORT, timeout=seconds)
    try:
        connection.request(method, path, body=body, headers={"Host": NAME, **(headers or {})})
        response = connection.getresponse()
        text = response.read()
    except (OSError, http.client.HTTPException):
        return Answer(0, time.monotonic() - began)
    finally:
        connection.close()
    cookies = {
        name: morsel.value
        for line in response.msg.get_all("Set-Cookie", [])
        for name, morsel in SimpleCookie(line).items()
    }
    return Answer(response.status, time.monotonic() - began, dict(response.msg.items()), cookies, text)


class Visitor:
    """Somebody with an account and a browser, who may ask any host."""

    def __init__(self, mail: str) -> None:
        self.mail = mail
        self.cookies: dict[str, str] = {}

    def log_in(self, address: str) -> Answer:
        """Log in; an answer of 302 is a success."""
        self.cookies = {}
        self.get(address, "/accounts/login/")
        return self.post(address, "/accounts/login/", {"login": self.mail, "password": PASSWORD})

    def get(self, address: str, path: str, seconds: float = PATIENCE) -> Answer:
        """Look at a page."""
        return self._noted(ask(address, "GET", path, headers=self._headers(), seconds=seconds))

    def post(self, address: str, path: str, fields: Mapping[str, str], seconds: float = PATIENCE) -> Answer:
        """Send a form."""
        body = urlencode({**fields, "csrfmiddlewaretoken": self.cookies.get("csrftoken", "")}).encode()
        return self._noted(ask(address, "POST", path, headers=self._headers(FORM), body=body, seconds=seconds))

    def upload(self, address: str, path: str, name: str, content: bytes, fields: Mapping[str, str]) -> Answer:
        """Send a form with a file."""
        mark = uuid4().hex
        fields = {**fields, "csrfmiddlewaretoken": self.cookies.get("csrftoken", "")}
        parts = [
            f'--{mark}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'.encode()
            for key, value in fields.items()
        ]
        head = f'--{mark}\r\nContent-Disposition: form-data; name="upload"; filename="{name}"\r\n'
        parts += [head.encode(), b"Content-Type: text/vcard\r\n\r\n", content, f"\r\n--{mark}--\r\n".encode()]
        headers = self._headers(f"multipart/form-data; boundary={mark}")
        return self._noted(ask(address, "POST", path, headers=headers, body=b"".join(parts)))

    def _headers(self, kind: str = "") -> dict[str, str]:
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        return {"Cookie": cookie, **({"Content-Type": kind} if kind else {})}

    def _noted(self, answer: Answer) -> Answer:
        self.cookies.update(answer.cookies)
        return answer


@dataclass(frozen=True)
class Try:
    """What somebody did, when they began, and what came of it; the mark is in the row that it writes."""

    what: str
    mark: str
    began: float
    answer: Answer

    @property
    def is_acknowledged(self) -> bool:
        """Whether it was said to be done."""
        return self.answer.status in (200, 302)


class Busy(threading.Thread):
    """Adds people, logs moments and looks at pages at one host, one after the other, until told to stop."""

    def __init__(self, visitor: Visitor, address: str, today: str) -> None:
        super().__init__(daemon=True)
        self.visitor, self.address, self.today = visitor, address, today
        self.tries: list[Try] = []
        self._stop_asked = threading.Event()

    def run(self) -> None:
        """Work."""
        while not self._stop_asked.is_set():
            mark = uuid4().hex
            self._note("person", mark, partial(self._add, mark))
            self._note("moment", mark, partial(self._log, mark))
            self._note("page", mark, partial(self.visitor.get, self.address, "/"))

    def stop(self) -> None:
        """Let it end what it is at, and stop."""
        self._stop_asked.set()
        self.join()

    def since(self, began: float, until: float) -> list[Try]:
        """Return what was begun in this time."""
        return [each for each in list(self.tries) if began <= each.began < until]

    def has_done_something_since(self, began: float) -> bool:
        """Tell whether anything begun since then was acknowledged."""
        return any(each.is_acknowledged for each in self.since(began, float("inf")))

    def _add(self, mark: str) -> Answer:
        return self.visitor.post(self.address, "/contacts/new/", {"name": f"Ruth {mark}"})

    def _log(self, mark: str) -> Answer:
        fields = {"kind": "call", "happened_on": self.today, "who": "Miriam", "note": mark}
        return self.visitor.post(self.address, "/contacts/moments/new/", fields)

    def _note(self, what: str, mark: str, act: Callable[[], Answer]) -> None:
        began = time.monotonic()
        self.tries.append(Try(what, mark, began, act()))
        if not self.tries[-1].is_acknowledged:
            self._stop_asked.wait(PAUSE_SECONDS)
