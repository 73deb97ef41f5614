"""The fault matrix: whatever dies at whichever step, the mail arrives, once, or twice under one name in one window."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from netzwerk.local.paths import ROOT
from netzwerk.local.ports import LOOPBACK, free_port
from netzwerk.local.stack import Stack
from tests.e2e.conftest import QUICK
from tests.e2e.faults.faults import FAULTS, Fault
from tests.e2e.faults.machine import Machine
from tests.e2e.faults.postman import Postman
from tests.e2e.seeds import seed

pytestmark = pytest.mark.e2e

PAPER = ROOT / "docs" / "reliability.md"
# Longer than a database needs to start on a busy machine: who lives keeps the job.
LEASE = {"JOB_LEASE_SECONDS": "12"}
HEAD = "| what happens | when | copies of the mail | rows |"


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machine]:
    """A stack of its own, whose mail server is ours."""
    postman = Postman(free_port())
    postman.open()
    own = {"PORT": str(free_port()), "EMAIL_URL": f"smtp://{LOOPBACK}:{postman.port}", **QUICK, **LEASE}
    # Not a throw-away one, whose database forgets the last half second when it is killed.
    stack = Stack(tmp_path_factory.mktemp("faults"), own)
    stack.start()
    seed(stack, "readers", str(len(FAULTS)))
    yield Machine(stack, postman)
    postman.go_on()
    stack.stop()
    postman.close()


def test_ids_of_faults_are_told_apart() -> None:
    assert len({(fault.what, fault.step) for fault in FAULTS}) == len(FAULTS)


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: f"{fault.what}, {fault.step}")
def test_no_mail_is_lost(machine: Machine, fault: Fault) -> None:
    address = f"reader-{FAULTS.index(fault)}@example.org"

    fault.bring(machine, address)

    machine.wait_until_done(address)
    copies = machine.postman.to(address)
    assert len(copies) == fault.copies
    assert len({str(copy["Message-ID"]) for copy in copies}) == 1
    assert machine.states(address) == ["sent"]


def test_the_paper_tells_all_faults() -> None:
    rows = [f"| {fault.what} | {fault.step} | {copies_in_words(fault)} | one, sent |" for fault in FAULTS]
    table = "\n".join([HEAD, "|---|---|---|---|", *rows])
    text = PAPER.read_text("utf-8")
    if os.environ.get("NETZWERK_WRITE_DOCS"):
        before, _head, rest = text.partition(HEAD)
        after = rest.partition("\n\n")[2]
        Path(PAPER).write_text(f"{before}{table}\n\n{after}", "utf-8")
        text = PAPER.read_text("utf-8")
    assert table in text, "NETZWERK_WRITE_DOCS=1 writes it anew"


def copies_in_words(fault: Fault) -> str:
    """Return how many copies arrive."""
    return "1" if fault.copies == 1 else f"{fault.copies}, one Message-ID"
