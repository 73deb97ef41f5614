"""An import of 50,000 cards from the upload to the last contact: seconds, memory, and how a bare COPY compares.

Run as `python3 run.py test bench/imports.py -s`; `IMPORTED` in the environment says how many cards, `PROFILE` prints
where the time goes. The jobs run as a worker runs them, in this process, whose memory is compared with what it had
before.
"""

# ruff: noqa: S608 - no value of a user's comes near these statements
from __future__ import annotations

import cProfile
import io
import os
import pstats
import random
import threading
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from time import perf_counter, process_time, sleep

import pytest
from django.db import connection
from django.utils import timezone
from pytest_django import Settings

from accounts.models import User
from bench.crowd import GIVEN, as_owner, vocabulary
from bench.timing import spent_by
from netzwerk.core.models import Job
from netzwerk.core.tasks import run_job
from netzwerk.core.walls import acting_as
from tests.factories import make_user
from tests.transfer.files import accept, again, job_of, put_in
from transfer.models import Import
from transfer.services.undoing import KIND as UNDO
from transfer.services.undoing import start_undo

CARDS = int(os.environ.get("IMPORTED", "50000"))
SECONDS, MEGABYTES = 30, 300
# What an import writes for people: each is copied bare for comparison.
WRITTEN = (
    "transfer_importrow", "contacts_contact", "contacts_emailaddress", "contacts_phonenumber", "contacts_postaladdress",
    "contacts_link", "contacts_position", "contacts_organisation", "contacts_tagging", "contacts_owndate",
    "contacts_contactword", "contacts_word", "transfer_sourcecard",
)  # fmt: skip
DIALECTS = ("2.1", "3.0", "4.0")


def cards(count: int) -> Iterator[str]:
    """Yield cards as phones, Google and Outlook write them; the same ones each time."""
    seed = random.Random(7)  # noqa: S311 - the same cards each time
    words = [word.title() for word in vocabulary(seed)]
    places = [f"{seed.choice(words)} {kind}" for kind in ("GmbH", "AG", "e.V.", "Verlag") for _ in range(400)]
    for number in range(count):
        given, family = seed.choice(GIVEN.split()), f"{seed.choice(words)}{seed.choice(words).lower()}"
        mail = f"{given}.{family}.{number}@{seed.choice(words)}.example".lower()
        yield _card(number, (given, family), mail, seed.choice(places), seed)


def _card(number: int, names: tuple[str, str], mail: str, place: str, seed: random.Random) -> str:
    version, (given, family) = seed.choice(DIALECTS), names
    lines = ["BEGIN:VCARD", f"VERSION:{version}", f"N:{family};{given};;;", f"FN:{given} {family}"]
    phone = f"+49 {seed.randint(150, 179)} {seed.randint(1000000, 9999999)}"
    match version:
        case "2.1":
            lines += [f"EMAIL;INTERNET;HOME:{mail}", f"TEL;CELL;VOICE:{phone}", f"ORG;CHARSET=UTF-8:{place}"]
            lines += [
                f"NOTE;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:Gr=C3=BC=C3=9Fe aus {family}, n=\n=C3=A4chste Woche"
            ]
        case "3.0":
            lines += [f"UID:{number}-abc", f"EMAIL;TYPE=INTERNET,WORK,pref:{mail}", f"TEL;TYPE=CELL:{phone}"]
            lines += [f"ORG:{place}", "TITLE:Projektleitung", f"ADR;TYPE=HOME:;;Am Kai {number % 90};Hamburg;;20457;"]
            lines += [f"item1.URL:https://{family.lower()}.example", "item1.X-ABLabel:_$!<HomePage>!$_"]
            lines += [f"BDAY:19{seed.randint(40, 99)}-0{seed.randint(1, 9)}-1{seed.randint(0, 9)}"]
        case _:
            lines += [
                f"UID:urn:uuid:{number:032x}",
                f"EMAIL;PREF=1:{mail}",
                f"TEL;VALUE=uri:tel:{phone.replace(' ', '-')}",
            ]
            lines += [f"ORG:{place}", f"CATEGORIES:{'Kunden' if number % 3 else 'Presse'}"]
    return "\r\n".join([*lines, "END:VCARD", ""])


@contextmanager
def peak_memory() -> Iterator[list[float]]:
    """Yield a list that holds, afterwards, by how many megabytes this process has grown at the most."""
    grown, stop = [0.0], threading.Event()
    idle = _megabytes()

    def look() -> None:
        while not stop.is_set():
            grown[0] = max(grown[0], _megabytes() - idle)
            sleep(0.05)

    watcher = threading.Thread(target=look)
    watcher.start()
    yield grown
    stop.set()
    watcher.join()


@contextmanager
def processor_seconds() -> Iterator[list[float]]:
    """Yield a list that holds, afterwards, for how long this process and its backend had the processor."""
    spent = [0.0, 0.0]
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (backend,) = cursor.fetchone()
    here, there = process_time(), spent_by(backend)
    yield spent
    spent[:] = process_time() - here, spent_by(backend) - there


def _megabytes() -> float:
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20


_spent: dict[str, float] = defaultdict(float)


def _note(execute: Callable[..., object], sql: str, *more: object) -> object:
    start = perf_counter()
    try:
        return execute(sql, *more)
    finally:
        _spent[sql[:60] + " … " + sql[-200:]] += perf_counter() - start


def timed(name: str, work: Callable[[], object]) -> float:
    """Run some work and return its seconds."""
    profile = cProfile.Profile(process_time) if os.environ.get("PROFILE") else None
    start = perf_counter()
    if profile:
        with connection.execute_wrapper(_note):
            profile.runcall(work)
        for sql, spent in sorted(_spent.items(), key=lambda each: -each[1])[:15]:
            print(f"{spent:8.2f} s {sql}")  # noqa: T201
        _spent.clear()
        told = io.StringIO()
        told_of = pstats.Stats(profile, stream=told)
        told_of.sort_stats("tottime").print_stats(30)
        # Whose work it is: functions of the project, with all that they call.
        told_of.sort_stats("cumtime").print_stats(r"/(transfer|contacts|networks|reminders|netzwerk)/\w+", 60)
        print(name, told.getvalue())  # noqa: T201
    else:
        work()
    return perf_counter() - start


def bare_copy(owner: User) -> float:
    """Return the seconds that COPY needs for the same rows in tables without keys, checks and walls."""
    spent = 0.0
    with as_owner() as cursor:
        cursor.execute("SELECT set_config('netzwerk.owner', %s, false)", [str(owner.pk)])
        for table in WRITTEN:
            cursor.execute(
                "SELECT string_agg(attname, ', ') FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 "
                "AND attgenerated = '' AND NOT attisdropped",
                [table],
            )
            (columns,) = cursor.fetchone()
            cursor.execute(f"CREATE TEMPORARY TABLE bare_{table} AS SELECT {columns} FROM {table} WITH NO DATA")
            with cursor.copy(f"COPY {table} TO STDOUT (FORMAT BINARY)") as out:
                rows = [bytes(block) for block in out]
            start = perf_counter()
            with cursor.copy(f"COPY bare_{table} FROM STDIN (FORMAT BINARY)") as into:
                for block in rows:
                    into.write(block)
            spent += perf_counter() - start
    return spent


@pytest.fixture
def owner(transactional_db: None, tmp_path: Path, settings: Settings) -> User:  # noqa: ARG001 - for its effect
    """Somebody whose uploads lie where this run may throw them away."""
    settings.MEDIA_ROOT = tmp_path
    return make_user("bench@example.org")


def test_an_import_of_many_cards_is_quick_and_small(owner: User) -> None:
    """Print seconds of both steps, memory, and the ratio to a bare COPY of the rows that were written."""
    data = "".join(cards(CARDS)).encode()
    imported = put_in(owner, data)
    del data
    with peak_memory() as grown, processor_seconds() as spent:
        staged = timed("staging", lambda: run_job(str(job_of(imported).pk)))
        accepted = timed("acceptance", lambda: accept(again(imported), "Umzug"))
    imported = again(imported)
    assert (imported.state, imported.created_count, imported.broken_count) == (Import.State.DONE, CARDS, 0)
    assert {job.state for job in Job.objects.filter(object_id=imported.pk)} == {Job.State.DONE}
    copied = bare_copy(owner)
    total = staged + accepted
    print(  # noqa: T201
        f"\n{CARDS} cards: staged {staged:.1f} s, accepted {accepted:.1f} s, together {total:.1f} s, "
        f"{grown[0]:.0f} MB above idle; bare COPY {copied:.1f} s, ratio {total / copied:.1f}; "
        f"processor {spent[0]:.1f} s here, {spent[1]:.1f} s in the database"
    )
    with acting_as(owner), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM contacts_contactword")
        print(f"{cursor.fetchone()[0]} words of people")  # noqa: T201
    _take_back(imported)
    assert grown[0] < MEGABYTES
    if CARDS == 50_000:
        assert total < SECONDS


def _take_back(imported: Import) -> None:
    """Take the import back, and print what that took."""
    with acting_as(imported.owner):
        start_undo(imported=imported, now=timezone.now())
    job = str(Job.objects.get(kind=UNDO, object_id=imported.pk).pk)
    with peak_memory() as grown, processor_seconds() as spent:
        took = timed("undo", partial(run_job, job))
    assert again(imported).state == Import.State.UNDONE
    print(  # noqa: T201
        f"taken back in {took:.1f} s, {grown[0]:.0f} MB more; processor {spent[0]:.1f} s here, "
        f"{spent[1]:.1f} s in the database"
    )
