"""What `docker-compose.yml`, the Dockerfile and `.dockerignore` say, read by the rules of Docker."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Mapping
from fnmatch import fnmatchcase
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any

import yaml

from netzwerk.local.paths import ROOT

COMPOSE, DOCKERFILE, IGNORE = ROOT / "docker-compose.yml", ROOT / "Dockerfile", ROOT / ".dockerignore"
_VARIABLE = re.compile(r"\$\{(?P<name>\w+)(?::(?P<how>[-?])(?P<rest>(?:[^{}]|\$\{[^{}]*\})*))?\}")


class NotSetError(Exception):
    """A variable that has to be set is not."""


def services(variables: Mapping[str, str]) -> dict[str, dict[str, Any]]:
    """Return what runs, with the variables of a `.env` put in."""
    found: dict[str, dict[str, Any]] = _filled(yaml.safe_load(COMPOSE.read_text())["services"], variables)
    return found


def read_env_file(text: str) -> dict[str, str]:
    """Return what Compose takes from a `.env`: space before a value goes first, then what follows ` #`.

    Therefore a comment behind an empty value is the value (compose-go, dotenv/parser.go).
    """
    lines = [line.strip() for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    pairs = [line.partition("=") for line in lines]
    return {name.strip(): value.lstrip().partition(" #")[0].rstrip() for name, _equals, value in pairs}


def in_order(found: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """Return the names of services in the order in which they may start."""
    return list(
        TopologicalSorter({name: list(each.get("depends_on", {})) for name, each in found.items()}).static_order()
    )


def image() -> list[tuple[str, str]]:
    """Return the instructions of the Dockerfile's last stage: the word and what follows."""
    text = re.sub(r"\\\n", " ", DOCKERFILE.read_text())
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    start = max(at for at, line in enumerate(lines) if line.startswith("FROM"))
    return [(word, " ".join(rest.split())) for word, _space, rest in (line.partition(" ") for line in lines[start:])]


def of_image(word: str) -> list[str]:
    """Return what follows each such instruction."""
    return [rest for instruction, rest in image() if instruction == word]


def image_environment() -> dict[str, str]:
    """Return the variables that the image sets."""
    return dict(pair.split("=", 1) for line in of_image("ENV") for pair in shlex.split(line))


def image_command() -> list[str]:
    """Return what runs where no command is given."""
    command: list[str] = json.loads(of_image("CMD")[0])
    return command


def image_health() -> list[str]:
    """Return the words of the image's health check."""
    command: list[str] = json.loads(of_image("HEALTHCHECK")[0].partition("CMD ")[2])
    return command


def context() -> list[Path]:
    """Return the files of the checkout that a build would see, as paths from its root."""
    rules = [line for line in IGNORE.read_text().splitlines() if line.strip() and not line.startswith("#")]
    return [path for path in _files(ROOT, rules) if not _is_ignored(path, rules)]


def _files(folder: Path, rules: list[str]) -> list[Path]:
    # What is ignored at the top and never asked for again need not be walked through.
    wanted = {rule[1:].split("/")[0] for rule in rules if rule.startswith("!")}
    tops = [path for path in folder.iterdir() if path.name in wanted]
    found = [path for top in tops for path in ([top] if top.is_file() else top.rglob("*")) if path.is_file()]
    return sorted(path.relative_to(folder) for path in found)


def _is_ignored(path: Path, rules: list[str]) -> bool:
    """Tell whether a file is left out: the last rule that fits it, or a folder it lies in, decides."""
    ignored = False
    for rule in rules:
        if _fits(path, rule.removeprefix("!")):
            ignored = not rule.startswith("!")
    return ignored


def _fits(path: Path, pattern: str) -> bool:
    places = [path, *path.parents][:-1]
    if pattern.startswith("**/"):
        return any(fnmatchcase(place.name, pattern[3:]) for place in places)
    return any(
        len(place.parts) == len(Path(pattern).parts)
        and all(map(fnmatchcase, place.parts, Path(pattern).parts))
        for place in places
    )  # fmt: skip


def _filled(value: Any, variables: Mapping[str, str]) -> Any:
    if isinstance(value, dict):
        return {key: _filled(each, variables) for key, each in value.items()}
    if isinstance(value, list):
        return [_filled(each, variables) for each in value]
    return _VARIABLE.sub(lambda match: _value(match, variables), value) if isinstance(value, str) else value


def _value(match: re.Match[str], variables: Mapping[str, str]) -> str:
    name, how, rest = match["name"], match["how"], match["rest"] or ""
    if variables.get(name):
        return variables[name]
    if how == "?":
        raise NotSetError(rest)
    return str(_filled(rest, variables))
