"""What `docker-compose.yml` promises: an order, limits, no rights, and every setting passed on."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml

from netzwerk.local.paths import ROOT
from tests.containers.compose import COMPOSE, NotSetError, in_order, read_env_file, services

ASKED = {
    "SECRET_KEY": "s" * 50,
    "POSTGRES_PASSWORD": "p",
    "NETZWERK_DB_PASSWORD": "n",
    "BASE_URL": "https://n.example.org",
}
OURS = ("migrate", "web", "worker", "beat")
# Of one's own machine, of the tests, or of services that containers bring along.
NOT_PASSED = {
    "DATABASE_ROLE", "PORT", "DEBUG", "LOCAL_MODE", "LOCAL_MAIL_DIR", "TICK_SECONDS", "JOB_LEASE_SECONDS",
    "CHROMIUM_PATH", "NETZWERK_CORPUS", "PG_BINDIR", "POSTGRES_PASSWORD", "NETZWERK_DB_PASSWORD", "MAILPIT_PORT",
}  # fmt: skip


@pytest.fixture
def found() -> dict[str, dict[str, Any]]:
    return services(ASKED)


@pytest.mark.parametrize("missing", ["SECRET_KEY", "POSTGRES_PASSWORD", "NETZWERK_DB_PASSWORD"])
def test_what_must_be_set_is_asked_for(missing: str) -> None:
    with pytest.raises(NotSetError, match=f"set {missing} in .env"):
        services({name: value for name, value in ASKED.items() if name != missing})


def test_the_tables_are_there_before_anybody_asks_them(found: dict[str, dict[str, Any]]) -> None:
    order = in_order(found)
    assert order.index("postgres") < order.index("migrate")
    assert found["migrate"]["depends_on"] == {"postgres": {"condition": "service_healthy"}}
    for name in ("web", "worker", "beat"):
        assert found[name]["depends_on"]["migrate"] == {"condition": "service_completed_successfully"}
        assert found[name]["depends_on"]["valkey"] == {"condition": "service_healthy"}


def test_each_has_limits_and_no_more_rights_than_it_needs(found: dict[str, dict[str, Any]]) -> None:
    for name, service in found.items():
        assert service["mem_limit"] and service["cpus"] and service["pids_limit"], name
        assert service["logging"]["options"] == {"max-size": "10m", "max-file": "5"}, name
        assert service["read_only"] is True, name
        assert service["cap_drop"] == ["ALL"], name
        assert "no-new-privileges:true" in service["security_opt"], name
        assert not service.get("privileged") and not service.get("user"), name
        assert service["restart"] == ("no" if name == "migrate" else "unless-stopped"), name
        assert ("stop_grace_period" in service) is (name != "migrate"), name
        assert name not in OURS or "cap_add" not in service
    assert all("healthcheck" in found[name] for name in ("postgres", "valkey", "worker", "beat"))


def test_only_the_application_reaches_database_and_broker(found: dict[str, dict[str, Any]]) -> None:
    networks = yaml.safe_load(COMPOSE.read_text())["networks"]
    assert networks["inside"] == {"internal": True}
    inside = {name for name, service in found.items() if "inside" in service["networks"]}
    assert inside == {"postgres", "valkey", *OURS}
    assert [found[name]["networks"] for name in ("postgres", "valkey")] == [["inside"], ["inside"]]
    assert {name for name, service in found.items() if service.get("ports")} == {"web", "mailpit"}
    assert found["mailpit"]["ports"][0].startswith("127.0.0.1:")


def test_what_has_to_stay_lies_in_volumes(found: dict[str, dict[str, Any]]) -> None:
    volumes = set(yaml.safe_load(COMPOSE.read_text())["volumes"])
    named = {mount.split(":")[0] for each in found.values() for mount in each.get("volumes", [])}
    assert volumes == named - {"./docker/init-database.sh"}
    command = found["valkey"]["command"]
    assert command[command.index("--appendonly") + 1] == "yes"
    assert command[command.index("--maxmemory-policy") + 1] == "noeviction"


def test_the_example_as_it_stands_sets_nothing() -> None:
    example = read_env_file((ROOT / ".env.example").read_text())
    assert len(example) > 40
    assert {name: value for name, value in example.items() if value} == {}
    assert read_env_file("A=  # not set\nB=1 # set") == {"A": "# not set", "B": "1"}


def test_the_database_is_healthy_only_once_it_is_reached_by_others(found: dict[str, dict[str, Any]]) -> None:
    # While it is set up for the first time, PostgreSQL answers at its socket alone; migrate would come too early.
    assert "--host=127.0.0.1" in found["postgres"]["healthcheck"]["test"]
    # What still loads its data answers with an error, which is no exit code without -e.
    assert found["valkey"]["healthcheck"]["test"] == ["CMD", "valkey-cli", "-e", "ping"]


def test_every_setting_of_the_example_reaches_the_application(found: dict[str, dict[str, Any]]) -> None:
    listed = set(re.findall(r"^([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))
    assert listed - NOT_PASSED <= {key for name in OURS for key in found[name]["environment"]}
    for name in OURS:
        common = found["web"]["environment"].keys() - found[name]["environment"].keys()
        assert common <= {"DATABASE_POOL_SIZE", "PROMETHEUS_MULTIPROC_DIR", "DATABASE_STATEMENT_SECONDS"}


def test_what_is_not_set_is_left_to_the_application(found: dict[str, dict[str, Any]]) -> None:
    # Set to 0, the one proxy that PROXY_NETWORKS names would be all that anybody ever came by.
    assert found["web"]["environment"]["TRUSTED_PROXIES"] == ""
