"""What the user sets, what is remembered, and the sentences for what is wrong."""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from netzwerk.local.configuration import port_of, remembered_secrets
from netzwerk.local.paths import ROOT, data_folder
from netzwerk.local.ports import free_port
from netzwerk.local.problems import LocalError
from netzwerk.local.running import environment_of_running, only_one, told_to_commands
from netzwerk.local.services import check_broker
from netzwerk.local.stack import Stack, last_sentence
from netzwerk.settings.environment import read_environment


def test_secrets_are_made_once_and_only_their_owner_reads_them(tmp_path: Path) -> None:
    path = tmp_path / "local.json"
    made = remembered_secrets(path)
    assert remembered_secrets(path) == made
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert len(set(made.values())) == 3


def test_secrets_whose_writing_was_broken_off_are_made_anew(tmp_path: Path) -> None:
    path = tmp_path / "local.json"
    path.with_suffix(".partial").write_text('{"secret_key": "ha')
    made = remembered_secrets(path)
    assert remembered_secrets(path) == made
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("port", ["abc", "0", "70000", "-1", "80.5"])
def test_a_wrong_port_is_told_in_a_sentence(port: str) -> None:
    with pytest.raises(LocalError, match="PORT must be a number"):
        port_of({"PORT": port})


def test_a_taken_port_is_told_before_anything_starts(tmp_path: Path) -> None:
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        stack = Stack(tmp_path, {"PORT": str(taken.getsockname()[1])})
        with pytest.raises(LocalError, match="is taken"):
            stack.start()
    assert stack.children == {}


def test_a_second_start_with_the_same_data_is_refused(tmp_path: Path) -> None:
    with only_one(tmp_path), pytest.raises(LocalError, match="it runs already"), only_one(tmp_path):
        pass
    with only_one(tmp_path):
        pass


def test_commands_find_the_stack_that_runs_and_none_that_was_killed(tmp_path: Path) -> None:
    settings = {"DATABASE_URL": "postgres://localhost/here"}
    with only_one(tmp_path):
        assert environment_of_running(tmp_path) is None
        with told_to_commands(tmp_path, settings):
            path = tmp_path / "running.json"
            assert environment_of_running(tmp_path) == settings
            assert stat.S_IMODE(path.stat().st_mode) == 0o600
            left_behind = path.read_text().replace(str(os.getpid()), "1")
        assert not path.exists()
        path.write_text(left_behind)
        assert environment_of_running(tmp_path) is None


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("BASE_URL", "netzwerk.example.org", "BASE_URL must be the address"),
        ("DATABASE_URL", "mysql://localhost/x", "DATABASE_URL must name a PostgreSQL"),
        ("TICK_SECONDS", "soon", "TICK_SECONDS"),
        ("SECRET_KEY", "short", "SECRET_KEY must have 32 characters"),
        ("BASE_URL", "https://example.org/netzwerk", "BASE_URL must be the address"),
        ("EMAIL_URL", "nonsense", "EMAIL_URL must look like"),
        ("REDIS_URL", "http://localhost", "REDIS_URL must look like"),
        ("TICK_SECONDS", "0", "must be more than 0"),
        ("DATABASE_POOL_SIZE", "-1", "must be 0 or more"),
        ("PHOTO_STORAGE_OPTIONS", "[1]", "PHOTO_STORAGE_OPTIONS must be a JSON object"),
        ("PHOTO_STORAGE_OPTIONS", "bucket", "PHOTO_STORAGE_OPTIONS must be a JSON object"),
        ("PUSH_HOSTS", "*", "PUSH_HOSTS must be hosts"),
        ("PUSH_HOSTS", "https://fcm.googleapis.com", "PUSH_HOSTS must be hosts"),
        ("PUSH_HOSTS", "fcm.googleapis.com,127.0.0.1", "PUSH_HOSTS must be hosts"),
        ("LOG_LEVEL", "loud", "LOG_LEVEL must be one of"),
        ("DATABASE_URL", "postgres://nobody@127.0.0.1:1/none", "the database in DATABASE_URL cannot be used"),
    ],
)
def test_a_wrong_value_stops_the_start_with_one_sentence(tmp_path: Path, name: str, value: str, sentence: str) -> None:
    settings = {
        "PORT": str(free_port()), "DATABASE_URL": "postgres://nobody@127.0.0.1:1/none",
        "REDIS_URL": "redis://127.0.0.1:1", "EMAIL_URL": "smtp://127.0.0.1:1", name: value,
    }  # fmt: skip
    with pytest.raises(LocalError) as problem:
        Stack(tmp_path, settings).start()
    assert sentence in str(problem.value)
    assert "\n" not in str(problem.value)


def test_a_broker_that_does_not_answer_is_told_in_a_sentence() -> None:
    with pytest.raises(LocalError, match="the broker in REDIS_URL does not answer"):
        check_broker("redis://127.0.0.1:1/0")


def test_a_folder_that_cannot_be_made_is_told_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(LocalError, match="Name another in DATA_DIR"):
        data_folder(str(tmp_path / "file" / "below"))
    assert data_folder(str(tmp_path / "new")).is_dir()


def test_the_last_line_of_a_traceback_is_what_the_user_reads() -> None:
    assert last_sentence("Traceback …\n  File …\ndjango.X.ImproperlyConfigured: Set it: now.") == "Set it: now."
    assert last_sentence("no such thing: here") == "no such thing: here"
    assert last_sentence("x.Error: no answer\n\tIs the server running?\n") == "no answer"
    assert last_sentence("") == "something went wrong, and it said nothing."


def settings_read() -> set[str]:
    source = (ROOT / "netzwerk/settings/environment.py").read_text()
    return set(re.findall(r'(?:env\.\w+\(|\benv, )"([A-Z_]+)"', source))


def test_the_example_lists_every_setting_that_is_read() -> None:
    listed = set(re.findall(r"^([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))
    read = settings_read()
    compose = set(re.findall(r"\$\{([A-Z_]+)", (ROOT / "docker-compose.yml").read_text()))
    others = {"PORT", "CHROMIUM_PATH", "NETZWERK_CORPUS", "PG_BINDIR", "PROMETHEUS_MULTIPROC_DIR"}
    assert read
    assert read | compose | others == listed


def test_each_setting_may_lie_in_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    secret = tmp_path / "secret_key"
    secret.write_text("a-secret-that-lies-in-a-file-4711-0815\n")
    monkeypatch.setenv("SECRET_KEY_FILE", str(secret))
    assert read_environment().secret_key == "a-secret-that-lies-in-a-file-4711-0815"

    monkeypatch.setenv("SECRET_KEY_FILE", str(tmp_path / "nowhere"))
    with pytest.raises(ImproperlyConfigured, match="SECRET_KEY_FILE must be a readable file path"):
        read_environment()


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("FILES_URL", "bucket", "FILES_URL must look like s3://"),
        ("DATABASE_POOLER", "session", "DATABASE_POOLER must be transaction"),
        ("DATABASE_LOCK_SECONDS", "-1", "DATABASE_LOCK_SECONDS must be 0 or more"),
    ],
)
def test_a_wrong_value_is_told_in_one_sentence(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, sentence: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(ImproperlyConfigured, match=sentence):
        read_environment()


def test_what_a_copy_of_the_example_leaves_open_is_as_if_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    needed, login_role = {"SECRET_KEY", "DATABASE_URL", "REDIS_URL", "EMAIL_URL"}, {"DATABASE_ROLE"}
    names = settings_read() - needed - login_role
    for name in names:
        monkeypatch.delenv(name, raising=False)
    unset = read_environment()
    for name in names:
        monkeypatch.setenv(name, "")

    assert read_environment() == unset
    # Not the folder of the program, among whose files uploads would lie.
    assert unset.data_dir == Path("var").resolve()


@pytest.mark.parametrize("name", ["SECRET_KEY", "DATABASE_URL", "REDIS_URL", "EMAIL_URL"])
def test_what_is_needed_and_set_to_nothing_is_asked_for(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv(name, "")
    with pytest.raises(ImproperlyConfigured, match=name):
        read_environment()


@pytest.mark.parametrize("hops", ["", None])
def test_who_names_the_network_of_a_proxy_has_one(monkeypatch: pytest.MonkeyPatch, hops: str | None) -> None:
    monkeypatch.setenv("PROXY_NETWORKS", "172.18.0.1")
    monkeypatch.delenv("TRUSTED_PROXIES", raising=False) if hops is None else monkeypatch.setenv(
        "TRUSTED_PROXIES", hops
    )

    # With none, everybody would be taken for the proxy, and share the limits on log-ins.
    assert read_environment().trusted_proxies == 1
