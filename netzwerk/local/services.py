"""Services that the user named instead of ours: do they answer?"""

from __future__ import annotations

import psycopg
import redis

from netzwerk.local.problems import LocalError

PATIENCE = 5


def check_database(url: str) -> None:
    """Raise `LocalError` when nobody at this address lets us in."""
    try:
        psycopg.connect(url, connect_timeout=PATIENCE).close()
    except psycopg.Error as error:
        raise LocalError(f"the database in DATABASE_URL cannot be used ({first_line(error)}).") from error


def check_broker(url: str) -> None:
    """Raise `LocalError` when no Valkey or Redis answers at this address."""
    try:
        redis.Redis.from_url(url, socket_connect_timeout=PATIENCE, socket_timeout=PATIENCE).ping()
    except (redis.RedisError, ValueError) as error:
        raise LocalError(f"the broker in REDIS_URL does not answer ({first_line(error)}).") from error


def first_line(error: Exception) -> str:
    """Return the first line of what an error says; psycopg adds questions, addresses and hints."""
    return str(error).strip().split("\n", 1)[0].rstrip(".") or type(error).__name__
