#!/usr/bin/env python3
"""Django's command line for Netzwerk."""

import os
import sys

# Only these act as the login role that owns the tables; everything else runs as the restricted role.
OWNER_COMMANDS = {"migrate", "backup", "restore_backup"}


def main() -> None:
    """Run one management command."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "netzwerk.settings")
    if len(sys.argv) > 1 and sys.argv[1] in OWNER_COMMANDS:
        os.environ["DATABASE_ROLE"] = ""
    if sys.argv[1:2] == ["migrate"]:
        # Whoever waits for a lock on a table holds up all who come after.
        os.environ.setdefault("DATABASE_LOCK_SECONDS", "10")
    from netzwerk.core.command_line import run  # noqa: PLC0415 - after the role is chosen

    run(sys.argv)


if __name__ == "__main__":
    main()
