"""A warning for an address of https where no proxy is believed that could speak TLS: told before anybody comes."""

from __future__ import annotations

import logging
import os
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Warning, register

from netzwerk.settings.proxies import read_networks

logger = logging.getLogger(__name__)

# Docker puts it into each container; from there its own machine is the container, where no proxy is.
DOCKER = Path("/.dockerenv")
# By which granian speaks TLS itself.
OWN_TLS = "GRANIAN_SSL_CERTIFICATE"
WHAT_FOLLOWS = (
    "All visitors share the limits of one, and no answer has Strict-Transport-Security. Say in PROXY_NETWORKS from "
    "which addresses your proxy comes; docs/operate.md, Behind a proxy, tells how to find them. Where this is meant, "
    "because the server speaks TLS itself or shares the network of its proxy, say PROXY_NETWORKS=127.0.0.1."
)


@register("proxies")
def check_proxies(**_more: Any) -> list[CheckMessage]:
    """Warn when BASE_URL is of https, and whoever speaks TLS for it cannot be believed; never where it was chosen."""
    if urlsplit(settings.BASE_URL).scheme != "https" or os.environ.get(OWN_TLS):
        return []
    if not settings.PROXY_NETWORKS:
        return [Warning("BASE_URL is https, but no proxy is trusted.", hint=WHAT_FOLLOWS, id="netzwerk.W001")]
    is_unsaid = read_networks("", hops=1) == settings.PROXY_NETWORKS
    if is_unsaid and DOCKER.exists():
        told = "BASE_URL is https, but no proxy outside this container is trusted."
        return [Warning(told, hint=WHAT_FOLLOWS, id="netzwerk.W002")]
    return []


def warn_of_proxies() -> None:
    """Write the same into the log, as a server runs no checks when it starts."""
    for found in check_proxies():
        logger.warning("%s %s", found.msg, found.hint)
