"""The local mail catcher: accepts every mail by SMTP and writes it to a folder, one file a mail."""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller

from netzwerk.local.ports import LOOPBACK

KEPT = 1000


class Catcher:
    """Writes what arrives; a file appears whole or not at all, and names sort by time."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        """Keep one mail and the newest `KEPT` in all."""
        name = f"{time.time_ns():020d}"
        partial = self.folder / f"{name}.partial"
        partial.write_bytes(envelope.content)
        partial.rename(self.folder / f"{name}.eml")
        for old in sorted(self.folder.glob("*.eml"))[:-KEPT]:
            old.unlink(missing_ok=True)
        return "250 OK"


def main() -> None:
    """Serve on the port in MAILCATCHER_PORT until told to stop."""
    port, folder = int(os.environ["MAILCATCHER_PORT"]), Path(os.environ["LOCAL_MAIL_DIR"])
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    controller = Controller(Catcher(folder), hostname=LOOPBACK, port=port)
    controller.start()
    try:
        signal.pause()
    finally:
        controller.stop()


if __name__ == "__main__":
    main()
