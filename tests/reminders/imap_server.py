"""A small IMAP server for tests: a mailbox that keeps mails, flags and keywords, and speaks enough for imaplib."""

from __future__ import annotations

import re
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from netzwerk.local.ports import LOOPBACK
from netzwerk.settings.bounces import Mailbox

USER, PASSWORD = "bounces", "long secret"


@dataclass
class Kept:
    """One mail in the mailbox."""

    uid: int
    content: bytes
    flags: set[str] = field(default_factory=set)


class Postbox:
    """What the server holds, and how it behaves: which commands it refuses, and what it can."""

    def __init__(self) -> None:
        self.mails: list[Kept] = []
        self.next_uid = 1
        self.capabilities = "IMAP4rev1 UIDPLUS"
        self.keeps_keywords = True
        self.refuses: set[str] = set()
        self.hangs_up_at = ""
        self.commands: list[str] = []

    def put(self, content: bytes | str) -> Kept:
        """Let a mail arrive."""
        raw = content.encode("utf-8", "surrogateescape") if isinstance(content, str) else content
        mail = Kept(self.next_uid, raw.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))
        self.next_uid += 1
        self.mails.append(mail)
        return mail

    @property
    def uids(self) -> list[int]:
        """The mails that are there."""
        return [mail.uid for mail in self.mails]

    def at(self, port: int) -> Mailbox:
        """Return how it is reached."""
        return Mailbox("imap", LOOPBACK, port, USER, PASSWORD)


class _Handler(socketserver.StreamRequestHandler):
    server: _Server

    def handle(self) -> None:
        self.say("* OK ready")
        while line := self.rfile.readline():
            tag, _space, rest = line.decode("latin-1").strip().partition(" ")
            name, _space, rest = rest.partition(" ")
            if name.upper() == "UID":
                name, _space, rest = rest.partition(" ")
                name = f"UID {name}"
            name = name.upper()
            box = self.server.box
            box.commands.append(name)
            if box.hangs_up_at == name:
                return
            if name in box.refuses:
                self.say(f"{tag} NO not today")
                continue
            answer = getattr(self, "do_" + name.replace(" ", "_").lower(), self.do_nothing)(rest)
            self.say(f"{tag} {answer}")
            if name == "LOGOUT":
                return

    def say(self, line: str) -> None:
        self.wfile.write(line.encode("latin-1") + b"\r\n")

    def do_nothing(self, _rest: str) -> str:
        return "BAD what?"

    def do_noop(self, _rest: str) -> str:
        return "OK done"

    def do_capability(self, _rest: str) -> str:
        self.say(f"* CAPABILITY {self.server.box.capabilities}")
        return "OK done"

    def do_login(self, rest: str) -> str:
        return "OK done" if rest.split(" ", 1) == [USER, f'"{PASSWORD}"'] else "NO who?"

    def do_select(self, rest: str) -> str:
        if rest.strip('"') != "INBOX":
            return "NO no such folder"
        self.say(f"* {len(self.server.box.mails)} EXISTS")
        return "OK [READ-WRITE] done"

    def do_uid_search(self, rest: str) -> str:
        assert rest.startswith("UNDELETED UNKEYWORD ")
        keyword = rest.rsplit(" ", 1)[1]
        found = [mail.uid for mail in self.server.box.mails if not mail.flags & {keyword, "\\Deleted"}]
        self.say("* SEARCH " + " ".join(map(str, found)) if found else "* SEARCH")
        return "OK done"

    def do_uid_fetch(self, rest: str) -> str:
        asked = re.fullmatch(r"(\d+) \(BODY\.PEEK\[\]<0\.(\d+)>\)", rest)
        assert asked
        for mail in self.server.box.mails:
            if mail.uid == int(asked[1]):
                part = mail.content[: int(asked[2])]
                self.wfile.write(f"* 1 FETCH (UID {mail.uid} BODY[]<0> {{{len(part)}}}\r\n".encode() + part + b")\r\n")
        return "OK done"

    def do_uid_store(self, rest: str) -> str:
        asked = re.fullmatch(r"(\d+) \+FLAGS\.SILENT \((\S+)\)", rest)
        assert asked
        box = self.server.box
        if not asked[2].startswith("\\") and not box.keeps_keywords:
            return "NO no keywords"
        for mail in box.mails:
            if mail.uid == int(asked[1]):
                mail.flags.add(asked[2])
        return "OK done"

    def do_uid_expunge(self, rest: str) -> str:
        named = {int(uid) for uid in rest.split(",")}
        box = self.server.box
        box.mails = [mail for mail in box.mails if not (mail.uid in named and "\\Deleted" in mail.flags)]
        return "OK done"

    def do_logout(self, _rest: str) -> str:
        self.say("* BYE")
        return "OK done"


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, box: Postbox) -> None:
        super().__init__((LOOPBACK, 0), _Handler)
        self.box = box


@contextmanager
def imap_server() -> Iterator[tuple[Postbox, Mailbox]]:
    """Run a server; give its mailbox, and how it is reached."""
    box = Postbox()
    with _Server(box) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        try:
            yield box, box.at(server.server_address[1])
        finally:
            server.shutdown()
            thread.join()
