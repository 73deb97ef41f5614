"""The faults: what dies, at which step of a mail, and how many copies of it arrive."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tests.e2e.faults.machine import Machine
from tests.e2e.faults.postman import DATA, RCPT

Bring = Callable[[Machine, str], None]


@dataclass(frozen=True)
class Fault:
    """`bring` makes the mail of an address due and the fault happen; afterwards all parts live again."""

    what: str
    step: str
    bring: Bring
    copies: int = 1


def at_lock(part: str, table: str) -> Bring:
    """Kill a part while the worker is about to write into a table."""

    def bring(machine: Machine, address: str) -> None:
        with machine.locked(table):
            machine.let_be_due(address)
            machine.wait_until_stuck(table)
            machine.kill(part)
        machine.start(part)

    return bring


def at_server(step: str, *parts: str) -> Bring:
    """Kill parts while the mail server has the mail in hand, and has not said yes."""

    def bring(machine: Machine, address: str) -> None:
        machine.postman.hold(step)
        machine.let_be_due(address)
        machine.postman.wait_until_held()
        for part in parts:
            machine.kill(part)
        if "worker" in parts:
            machine.postman.wait_until_gone()
        for part in reversed(parts):
            machine.start(part)
        machine.postman.go_on()

    return bring


def after_yes(part: str) -> Bring:
    """Kill a part when the mail server has said yes, and nobody could note it yet."""

    def bring(machine: Machine, address: str) -> None:
        machine.postman.hold(DATA)
        machine.let_be_due(address)
        machine.postman.wait_until_held()
        with machine.locked("reminders_digest"):
            machine.postman.go_on()
            machine.wait_until_stuck("reminders_digest")
            machine.kill(part)
        machine.start(part)

    return bring


def away(part: str) -> Bring:
    """Let a part be dead when the mail becomes due, and start it later."""

    def bring(machine: Machine, address: str) -> None:
        machine.kill(part)
        machine.let_be_due(address)
        if part == "worker":
            machine.claim_by_hand()
        machine.start(part)

    return bring


def emptied(machine: Machine, address: str) -> None:
    """Lose the message about a job that is written and that no worker has seen."""
    machine.kill("worker")
    machine.let_be_due(address)
    machine.claim_by_hand()
    machine.empty_broker()
    machine.kill("broker")
    machine.start("broker")
    machine.start("worker")


def twice(part: str) -> Bring:
    """Run a part twice."""

    def bring(machine: Machine, address: str) -> None:
        with machine.another(part):
            machine.let_be_due(address)
            machine.wait_until_done(address)

    return bring


def refusing(machine: Machine, address: str) -> None:
    """Let the mail server be away when the mail is to be sent."""
    machine.postman.close()
    machine.let_be_due(address)
    machine.wait_until_tried(address)
    machine.postman.open()
    machine.let_time_pass()


def breaking_off(machine: Machine, address: str) -> None:
    """Let the mail server hang up when it has the mail, without a yes."""
    machine.postman.is_breaking_off = True
    machine.let_be_due(address)
    machine.wait_until_tried(address)
    machine.let_time_pass()


def three_days(machine: Machine, address: str) -> None:
    """Let nothing run for three days."""
    machine.kill("beat")
    machine.let_be_due(address, "3 days")
    machine.start("beat")


FAULTS = (
    Fault("worker killed", "writing the row of the mail", at_lock("worker", "reminders_digest")),
    Fault("worker killed", "noting whom it names", at_lock("worker", "reminders_digestperson")),
    Fault("worker killed", "telling the mail server the address", at_server(RCPT, "worker")),
    Fault("worker killed", "the mail is handed over, no yes yet", at_server(DATA, "worker")),
    Fault("worker killed", "the server said yes, not noted yet", after_yes("worker"), copies=2),
    Fault("worker dead", "the mail becomes due", away("worker")),
    Fault("worker twice", "all", twice("worker")),
    Fault("database killed", "writing the row of the mail", at_lock("database", "reminders_digest")),
    Fault("database killed", "noting whom it names", at_lock("database", "reminders_digestperson")),
    Fault("database killed", "the mail is handed over, no yes yet", at_server(DATA, "database")),
    Fault("database killed", "the server said yes, not noted yet", after_yes("database")),
    Fault("broker emptied and killed", "the job is written, no worker has seen it", emptied),
    Fault("broker killed", "telling the mail server the address", at_server(RCPT, "broker")),
    Fault("beat dead", "the mail becomes due", away("beat")),
    Fault("beat twice", "all", twice("beat")),
    Fault("nothing runs for three days", "the mail becomes due", three_days),
    Fault("mail server away", "connecting", refusing),
    Fault("mail server hangs up", "the mail is handed over, no yes yet", breaking_off),
    Fault("all killed", "the mail is handed over, no yes yet", at_server(DATA, "worker", "beat", "broker", "database")),
)
