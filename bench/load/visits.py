"""Who asks: simulated users who come with the session of an account, look around, and go; a file for locust.

It runs in an environment of its own, which knows no Django. `KNOWN` names the file of `bench.load.fill`, `TIMES` where
all answers are written: when, which page, milliseconds, status.
"""

from __future__ import annotations

import json
import os
import random
import time
from hashlib import md5
from pathlib import Path
from typing import Any
from uuid import UUID

from locust import FastHttpUser, events, task

KNOWN = json.loads(Path(os.environ["KNOWN"]).read_text())
TOKEN = "t" * 32
HTMX = {"HX-Request": "true"}
# So many pages somebody looks at before the next one comes; one in so many visits is of the large account.
PAGES_A_VISIT, LARGE_ONE_IN = 15, 40
STARTED, ANSWERS = time.time(), list[tuple[float, str, float, int]]()
ONLY = os.environ.get("ONLY", "")
SEED = random.Random()  # noqa: S311 - who looks at what, no secret


@events.request.add_listener  # type: ignore[untyped-decorator]
def _note(name: str, response_time: float, response: Any, **_more: Any) -> None:
    status = getattr(response, "status_code", 0) or 0
    ANSWERS.append((time.time() - STARTED, name, response_time, status))


@events.quitting.add_listener  # type: ignore[untyped-decorator]
def _write(**_more: Any) -> None:
    Path(os.environ["TIMES"]).write_text(json.dumps(ANSWERS))


class Visitor(FastHttpUser):  # type: ignore[misc]  # locust is not installed where types are checked
    """Somebody who comes back with a cookie, looks at some pages, and is followed by somebody else.

    The cookies have these names as long as the site is asked over plain http.
    """

    connection_timeout = network_timeout = 60.0
    left = 0

    def on_start(self) -> None:
        """Be the first."""
        self._come()

    @task  # type: ignore[untyped-decorator]
    def look(self) -> None:
        """Look at one page of the mix; a slow one comes with its panels, as in a browser."""
        if ONLY:
            self.client.get(ONLY, name="empty page")
            return
        if self.left <= 0:
            self._come()
        self.left -= 1
        chosen = SEED.choices(list(MIX), weights=list(MIX.values()))[0]
        chosen(self)

    def get(self, name: str, path: str, *, part: bool = False, cookies: bool = True) -> None:
        """Ask for a page under its name in the figures; an answer that is no page counts as an error."""
        headers = {"Accept-Encoding": "gzip", **(self.headers if cookies else {}), **(HTMX if part else {})}
        name = f"{self.of}{name}"
        with self.client.get(path, name=name, headers=headers, allow_redirects=False, catch_response=True) as answer:
            _judge(answer, {200})

    def post(self, name: str, path: str, data: dict[str, str]) -> None:
        """Send a form, as a page without JavaScript does."""
        headers = {**self.headers, "X-CSRFToken": TOKEN}
        name = f"{self.of}{name}"
        with self.client.post(
            path, data=data, name=name, headers=headers, allow_redirects=False, catch_response=True
        ) as answer:
            _judge(answer, {302})

    def any_of(self, things: str) -> UUID | str:
        """Return the id of one of this account's things."""
        found = SEED.choice(self.known[things])
        return found if self.is_large else _copied(found, self.owner)

    def one(self, thing: str) -> str:
        """Return the id of the one thing of this kind."""
        found = self.known[thing]
        return found if self.is_large else _copied(found, self.owner)

    def word(self) -> str:
        """Return something to look for."""
        return str(SEED.choice(self.known["words"]))

    def _come(self) -> None:
        self.left = PAGES_A_VISIT
        self.is_large = SEED.random() < 1 / LARGE_ONE_IN
        self.of = "10,000: " if self.is_large else ""
        self.known = KNOWN["large" if self.is_large else "first"]
        account: tuple[int, str] = (0, KNOWN["large_session"]) if self.is_large else SEED.choice(KNOWN["accounts"])
        self.owner, session = account
        self.headers = {"Cookie": f"sessionid={session}; csrftoken={TOKEN}"}


def _copied(pk: str, owner: int) -> str:
    """Return the id of the copy of a row, as `bench.clones.cloned_id` does; the first account has the rows itself."""
    return pk if owner == KNOWN["first"]["owner"] else str(UUID(md5(f"{pk}:{owner}".encode()).hexdigest()))  # noqa: S324


def _judge(answer: Any, good: set[int]) -> None:
    if answer.status_code in good:
        answer.success()
    else:
        answer.failure(f"status {answer.status_code}")


def _today(user: Visitor) -> None:
    user.get("Today", "/")


def _people(user: Visitor) -> None:
    user.get("list of people", "/contacts/")


def _find(user: Visitor) -> None:
    user.get("list, search", f"/contacts/?q={user.word()}")


def _palette(user: Visitor) -> None:
    word = user.word()
    for length in (2, 4):
        user.get("search as one types", f"/contacts/search/palette/?q={word[:length]}", part=True)


def _person(user: Visitor) -> None:
    pk = user.any_of("contacts")
    user.get("person", f"/contacts/{pk}/")
    for app in ("goals", "networks", "matching"):
        user.get(f"person, panel of {app}", f"/{app}/contacts/{pk}/", part=True)
    user.get("person, favours", f"/contacts/{pk}/favours/", part=True)


def _log(user: Visitor) -> None:
    data = {"contacts": str(user.any_of("contacts")), "kind": "call", "happened_on": TODAY, "note": "Wants the list."}
    user.post("log a moment (POST)", "/contacts/moments/new/", {**data, "precision": "day"})


def _add(user: Visitor) -> None:
    name = f"{SEED.choice(SYLLABLES)} {SEED.choice(SYLLABLES)}{SEED.randrange(10**6)}"
    user.post("quick add (POST)", "/contacts/new/", {"name": name, "last_in_touch": "not_sure", "origin": "other"})


def _goals(user: Visitor) -> None:
    user.get("goals", "/goals/")


def _goal(user: Visitor) -> None:
    pk = user.one("goal")
    user.get("goal", f"/goals/{pk}/")
    user.get("goal, approaches", f"/matching/goals/{pk}/approaches/", part=True)
    user.get("goal, gaps", f"/matching/goals/{pk}/gaps/panel/", part=True)
    user.get("goal, networks", f"/networks/goals/{pk}/", part=True)
    user.get("goal, development", f"/matching/goals/{pk}/development/", part=True)


def _board(user: Visitor) -> None:
    user.get("board of networks", "/networks/")


def _network(user: Visitor) -> None:
    user.get("network", f"/networks/{user.any_of('networks')}/")


def _matching(user: Visitor) -> None:
    user.get("matching", "/matching/")


def _proposals(user: Visitor) -> None:
    user.get("proposals", f"/matching/goals/{user.one('goal')}/proposals/")


def _reviving(user: Visitor) -> None:
    user.get("worth reviving", "/matching/reviving/")


def _import(user: Visitor) -> None:
    user.get("import, preview", f"/import/{user.one('import')}/")


def _settings(user: Visitor) -> None:
    user.get("settings", "/settings/")


def _asset(user: Visitor) -> None:
    user.get("static asset", os.environ["ASSET"], cookies=False)


TODAY = time.strftime("%Y-%m-%d")
SYLLABLES = ("Mira", "Tolk", "Berin", "Auster", "Veld", "Korin", "Lasse", "Umbra", "Quist", "Zander")
MIX = {
    _today: 18, _people: 10, _find: 6, _palette: 6, _person: 18, _log: 6, _add: 2, _goals: 3, _goal: 4, _board: 3,
    _network: 4, _matching: 2, _proposals: 2, _reviving: 2, _import: 2, _settings: 2, _asset: 10,
}  # fmt: skip
