"""How long to wait for database and broker when a host or a cable is gone, which says nothing and closes nothing.

With the defaults of system and drivers, a request to a host that has vanished hangs for a quarter of an hour, and the
database keeps the locks of a client that has vanished for two hours. With these, whoever was being served when it
happened is refused within ten to twenty seconds, and who comes later within five to ten.
"""

from __future__ import annotations

import socket
from typing import Any

from redis.backoff import NoBackoff
from redis.retry import Retry

# What is not acknowledged for so long never will be: between hosts of one site an answer takes milliseconds.
SILENCE_SECONDS = 10
CONNECT_SECONDS = 5

# For libpq, about the way from here to the database. Where the socket is a file, they count for nothing.
DATABASE_CONNECTION: dict[str, Any] = {
    "connect_timeout": CONNECT_SECONDS,
    "tcp_user_timeout": SILENCE_SECONDS * 1000,
    # A statement that was acknowledged and is being worked on: nothing is on its way, so the system has to ask.
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
}

# A connection is there for each request at work, so who waits, waits for a new one. What cannot be opened is given up
# soon: the next request then tries at once, and not after a wait that has grown with the outage.
POOL = {"min_size": 1, "timeout": CONNECT_SECONDS, "reconnect_timeout": CONNECT_SECONDS}

# For the database, about the way back: whoever has vanished in the middle of a transaction must not keep its locks.
_SESSION = {
    "tcp_keepalives_idle": "10s",
    "tcp_keepalives_interval": "5s",
    "tcp_keepalives_count": "3",
    "tcp_user_timeout": "20s",
    "client_connection_check_interval": "10s",
    # Longer than any batch of a job thinks between two statements.
    "idle_in_transaction_session_timeout": "5min",
}

_KEEPALIVE = {socket.TCP_KEEPIDLE: 5, socket.TCP_KEEPINTVL: 2, socket.TCP_KEEPCNT: 3}


# A worker waits for messages in rounds of a second, so nothing on the way to the broker is silent for longer.
BROKER_CONNECTION: dict[str, Any] = {
    "socket_connect_timeout": CONNECT_SECONDS,
    "socket_timeout": SILENCE_SECONDS,
    "socket_keepalive": True,
    "socket_keepalive_options": _KEEPALIVE,
    "health_check_interval": 10,
}


def session_options(*, role: str, statement_seconds: int, lock_seconds: int) -> str:
    """Return what each session of the database begins with, as libpq's `options`; no role and no limit when empty."""
    limits = {"statement_timeout": statement_seconds, "lock_timeout": lock_seconds}
    settings = {**_SESSION, "role": role, **{name: f"{value}s" if value else "" for name, value in limits.items()}}
    return " ".join(f"-c {name}={value}" for name, value in settings.items() if value)


def cache_options(url: str) -> dict[str, Any]:
    """Return the options of the cache, which a request may ask several times: it is not waited for long."""
    # Once more, for a connection that the server closed meanwhile; by default thrice, with waits of seconds.
    options: dict[str, Any] = {"socket_timeout": 3, "retry": Retry(NoBackoff(), 1)}
    if url.startswith("unix:"):
        return options
    return {
        **options, "socket_connect_timeout": 2, "socket_keepalive": True, "socket_keepalive_options": _KEEPALIVE,
    }  # fmt: skip
