"""Every container's command is run by hand, in the order of Compose: up to a mail that a request asked for."""

from __future__ import annotations

import re
import urllib.parse
import urllib.request
from collections.abc import Iterator
from email import message_from_bytes
from email.policy import default
from http.cookiejar import CookieJar
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic, sleep

import psycopg
import pytest

from tests.containers.hands import SUPERUSER, Hands

pytestmark = pytest.mark.e2e


@pytest.fixture(scope="module")
def hands() -> Iterator[Hands]:
    with TemporaryDirectory(prefix="netzwerk-containers-") as folder:
        found = Hands(Path(folder))
        found.build()
        try:
            found.start()
            yield found
        finally:
            found.stop()


def asked(hands: Hands, question: str, user: str = SUPERUSER) -> list[tuple[object, ...]]:
    password = hands.asked["POSTGRES_PASSWORD" if user == SUPERUSER else "NETZWERK_DB_PASSWORD"]
    with psycopg.connect(
        host="127.0.0.1", port=hands.ports["postgres"], user=user, password=password, dbname="netzwerk"
    ) as connection:
        return connection.execute(question).fetchall()


def test_they_start_one_after_the_other(hands: Hands) -> None:
    place = hands.order.index
    assert max(place("postgres"), place("valkey")) < place("web")
    assert place("postgres") < place("migrate") < min(place("web"), place("worker"), place("beat"))
    assert "OK" in hands.done["migrate"]
    for name in ("postgres", "valkey", "web", "worker", "beat"):
        assert hands.is_well(name), hands.log_of(name)


def test_the_database_knows_letters_and_the_login_role_is_no_superuser(hands: Hands) -> None:
    assert asked(hands, "SELECT datlocprovider, datlocale FROM pg_database WHERE datname = 'netzwerk'") == [
        ("b", "C.UTF-8")
    ]
    assert asked(hands, "SELECT 'Zoë' ILIKE 'zOË', show_trgm('ß') <> '{}'", "netzwerk") == [(True, True)]
    roles = (
        "SELECT rolname, rolcanlogin FROM pg_roles WHERE rolname LIKE 'netzwerk%' AND NOT rolsuper AND NOT rolbypassrls"
    )
    assert sorted(asked(hands, roles)) == [("netzwerk", True), ("netzwerk_app", False)]
    assert asked(hands, "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = 'netzwerk'") == [("netzwerk",)]
    assert asked(hands, "SHOW log_min_error_statement") == [("panic",)]


def test_a_request_makes_a_job_and_the_worker_sends_the_mail(hands: Hands) -> None:
    base = hands.asked["BASE_URL"]
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
    page = browser.open(f"{base}/accounts/signup/").read().decode()
    found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert found
    given = {"csrfmiddlewaretoken": found[1], "email": "alice@example.org", "password1": "a-long-pass-phrase-4711"}
    answer = browser.open(f"{base}/accounts/signup/", urllib.parse.urlencode(given).encode())
    assert answer.status == 200 and "confirm-email" in answer.url

    deadline = monotonic() + 30
    while not (mails := sorted(hands.mails.glob("*.eml"))):
        assert monotonic() < deadline, hands.log_of("worker")
        sleep(0.1)
    mail = message_from_bytes(mails[0].read_bytes(), policy=default)
    assert mail["To"] == "alice@example.org"
    assert f"{base}/accounts/confirm-email/" in mail.get_body().get_content()  # type: ignore[union-attr]
    while asked(hands, "SELECT state FROM core_job WHERE kind = 'login-mail'") != [("done",)]:
        assert monotonic() < deadline, asked(hands, "SELECT kind, state FROM core_job")
        sleep(0.1)


def test_what_the_pages_need_is_in_the_image(hands: Hands) -> None:
    base = hands.asked["BASE_URL"]
    page = urllib.request.urlopen(f"{base}/").read().decode()
    addresses = set(re.findall(r'(?:src|href)="(/static/[^"]+)"', page))
    assert any(address.endswith(".js") for address in addresses)
    for address in addresses:
        assert urllib.request.urlopen(base + address).status == 200
    german = urllib.request.Request(f"{base}/accounts/login/", headers={"Accept-Language": "de"})
    assert "Passwort" in urllib.request.urlopen(german).read().decode()


def test_the_broker_keeps_what_it_has(hands: Hands) -> None:
    import redis

    broker = redis.Redis(port=hands.ports["valkey"], decode_responses=True)
    assert broker.config_get("maxmemory-policy") == {"maxmemory-policy": "noeviction"}
    assert broker.config_get("appendonly") == {"appendonly": "yes"}
    assert broker.config_get("maxmemory") == {"maxmemory": str(384 * 2**20)}


def test_a_backup_is_made_as_the_papers_say(hands: Hands) -> None:
    said = hands.run("migrate", ["python", "manage.py", "backup", str(hands.folder / "data")])
    assert " rows, " in said
    assert [path.suffix for path in (hands.folder / "data").glob("netzwerk-*")] == [".tar"]


def test_nothing_is_written_beside_the_image_s_files(hands: Hands) -> None:
    assert hands.files() == hands.built


def test_each_ends_when_it_is_told_to_within_its_time(hands: Hands) -> None:
    for name in ("beat", "worker", "web"):
        child = hands.children[name]
        assert child.process is not None
        child.process.send_signal(child.stop_signal)
        assert child.process.wait(child.stop_seconds) in {0, -15, 143}, hands.log_of(name)
