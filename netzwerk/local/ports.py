"""Ports on the loopback interface."""

import socket
from contextlib import closing

LOOPBACK = "127.0.0.1"


def free_port() -> int:
    """Return a port that nobody listens on now."""
    with closing(socket.socket()) as listener:
        listener.bind((LOOPBACK, 0))
        return int(listener.getsockname()[1])


def is_taken(port: int, host: str = LOOPBACK) -> bool:
    """Tell whether a server could not listen on this port."""
    with closing(socket.socket()) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, port))
        except OSError:
            return True
    return False


def answers(port: int, host: str = LOOPBACK) -> bool:
    """Tell whether somebody accepts connections on this port."""
    with closing(socket.socket()) as client:
        client.settimeout(1)
        return client.connect_ex((host, port)) == 0
