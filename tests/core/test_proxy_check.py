"""An address of https without a proxy to believe: warned of at the start, and nobody else is."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest_django import Settings

from netzwerk.core import proxy_check
from netzwerk.core.proxy_check import check_proxies, warn_of_proxies
from netzwerk.settings.proxies import read_networks


@pytest.fixture(autouse=True)
def server(settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Be a site of https, on a machine that is no container."""
    settings.BASE_URL = "https://netzwerk.example.org"
    monkeypatch.setattr(proxy_check, "DOCKER", tmp_path / "dockerenv")
    monkeypatch.delenv(proxy_check.OWN_TLS, raising=False)


def found(settings: Settings, networks: str, hops: int) -> list[str | None]:
    settings.PROXY_NETWORKS = read_networks(networks, hops=hops)
    return [one.id for one in check_proxies()]


def be_container(tmp_path: Path) -> None:
    (tmp_path / "dockerenv").touch()


def test_https_without_any_proxy_is_warned_of_and_says_what_to_do(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    assert found(settings, "", 0) == ["netzwerk.W001"]
    warn_of_proxies()
    assert "no proxy is trusted" in caplog.text
    assert "Say in PROXY_NETWORKS" in caplog.text


def test_a_proxy_on_the_same_machine_is_none_of_a_container(settings: Settings, tmp_path: Path) -> None:
    assert found(settings, "", 1) == []
    be_container(tmp_path)
    assert found(settings, "", 1) == ["netzwerk.W002"]


@pytest.mark.parametrize("networks", ["172.18.0.1", "127.0.0.1", "10.0.0.0/8,fd00::/8"])
def test_whoever_names_proxies_knows_best(settings: Settings, tmp_path: Path, networks: str) -> None:
    be_container(tmp_path)
    assert found(settings, networks, 1) == []


def test_plain_http_as_compose_begins_with_needs_none(settings: Settings, tmp_path: Path) -> None:
    be_container(tmp_path)
    settings.BASE_URL = "http://localhost:8000"
    assert found(settings, "", 0) == []


def test_a_server_that_speaks_tls_itself_needs_none(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(proxy_check.OWN_TLS, "/etc/ssl/netzwerk.pem")
    assert found(settings, "", 0) == []
