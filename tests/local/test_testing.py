"""Which tests run, and by whose clock."""

from __future__ import annotations

from netzwerk.local.testing import stages


def test_everything_runs_once_and_reminders_by_three_more_clocks() -> None:
    runs = stages()
    everything = [arguments for arguments, clock in runs if clock == "UTC"]
    elsewhere = {clock: arguments for arguments, clock in runs if clock != "UTC"}

    assert [arguments[:2] for arguments in everything] == [
        ["-m", "not e2e and not sweep"],
        ["-m", "sweep"],
        ["-m", "e2e"],
    ]
    assert set(elsewhere) == {"Europe/Berlin", "America/Los_Angeles", "Pacific/Auckland"}
    assert all(arguments[:3] == ["tests/reminders", "-m", "not e2e and not sweep"] for arguments in elsewhere.values())
