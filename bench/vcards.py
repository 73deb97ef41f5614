"""How fast are cards read and written, against vobject on the same cards, and in how much memory?

Cards of several dialects, as generated below. The ratio is what counts: times differ from machine to machine.
"""

from __future__ import annotations

import io
import tracemalloc
from collections.abc import Callable, Iterator
from time import process_time
from typing import Any

import vobject  # type: ignore[import-untyped]  # it has no types

from transfer.records import PersonRecord
from transfer.vcard import VCardReader
from transfer.vcard.writer import CardToWrite, write_card

CARDS = 10_000
RUNS = 3
# Half a second a thousand is what an import of 50,000 leaves room for, on a machine three times as busy.
SLOWEST, LEAST_RATIO, MOST_BYTES = 0.5, 2, 10_000_000

_OLD_HANDSET = """BEGIN:VCARD
VERSION:2.1
N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BCller{n};J=C3=B6rg;;;
FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:J=C3=B6rg M=C3=BCller{n}
TEL;CELL;PREF:+49 170 {n}
TEL;HOME:+49 30 {n}
ADR;HOME:;;Hauptstr. {n};Berlin;;10115;Deutschland
NOTE;ENCODING=QUOTED-PRINTABLE:erste Zeile=0D=0A=
zweite Zeile mit mehr =C3=BC
END:VCARD
"""
_APPLE = """BEGIN:VCARD
VERSION:3.0
PRODID:-//Apple Inc.//iOS 17.0//EN
N:Beispiel{n};Anna;Maria;Dr.;
FN:Dr. Anna Maria Beispiel{n}
ORG:Beispiel GmbH;Vertrieb
TITLE:Leiterin
EMAIL;type=INTERNET;type=WORK;type=pref:anna{n}@example.org
item1.EMAIL;type=INTERNET:anna.{n}@verein.example
item1.X-ABLabel:Verein
TEL;type=CELL;type=VOICE;type=pref:+49 171 {n}
item2.ADR;type=HOME;type=pref:;;Weg {n}\\, Hinterhaus;K\u00f6ln;;50667;Deutschland
item2.X-ABADR:de
item3.URL;type=pref:https://example.org/{n}
item3.X-ABLabel:_$!<HomePage>!$_
BDAY;X-APPLE-OMIT-YEAR=1604:1604-04-12
item4.X-ABDATE;type=pref:2010-06-19
item4.X-ABLabel:_$!<Anniversary>!$_
NOTE:Kennengelernt auf der Messe\\, zweiter Tag\\nMag Tee
UID:0f9d1a2b-{n}
END:VCARD
"""
_SERVER = """BEGIN:VCARD
VERSION:4.0
FN:Cem Yilmaz{n}
N:Yilmaz{n};Cem;;;
EMAIL;TYPE=work;PREF=1:cem{n}@example.com
TEL;TYPE="cell,voice";VALUE=uri:tel:+49-172-{n}
IMPP;PREF=1:xmpp:cem{n}@example.com
CATEGORIES:Verein,Handwerk
LANG:de
ORG:Yilmaz & S\u00f6hne
BDAY:19800229
REV:20240101T000000Z
UID:urn:uuid:11111111-0000-4000-8000-{n:012}
END:VCARD
"""
DIALECTS = (_OLD_HANDSET, _APPLE, _SERVER)


def make_cards(number: int) -> bytes:
    """Return that many cards, by turns of each dialect."""
    cards = (DIALECTS[n % len(DIALECTS)].replace("{n:012}", f"{n:012}").replace("{n}", str(n)) for n in range(number))
    return "".join(cards).replace("\n", "\r\n").encode()


def test_reading_and_writing_cards() -> None:
    """Read with both, write with both; ours at least twice as fast, and one card in memory at a time."""
    data = make_cards(CARDS)
    text = data.decode()
    people = [one for one in VCardReader().read(io.BytesIO(data)) if isinstance(one, PersonRecord)]
    theirs = list(vobject.readComponents(text, allowQP=True))
    assert len(people) == len(theirs) == CARDS

    reading = _seconds(lambda: _drain(VCardReader().read(io.BytesIO(data))))
    counting = _seconds(lambda: VCardReader().count(io.BytesIO(data)))
    their_reading = _seconds(lambda: _drain(vobject.readComponents(text, allowQP=True)), runs=1)
    writing = _seconds(lambda: [write_card(CardToWrite(one, kept=one.raw), version="4.0") for one in people])
    their_writing = _seconds(lambda: _write_theirs(theirs), runs=1)
    peak = _peak(data)

    print(f"\n{CARDS} cards, {len(data) / 1e6:.1f} MB, seconds of the processor")  # noqa: T201
    print(f"read {reading:.2f}, vobject {their_reading:.2f}, ratio {their_reading / reading:.1f}")  # noqa: T201
    print(f"write {writing:.2f}, vobject {their_writing:.2f}, ratio {their_writing / writing:.1f}")  # noqa: T201
    print(f"count {counting:.2f}, memory at most {peak / 1e6:.1f} MB")  # noqa: T201
    assert reading / CARDS * 1000 < SLOWEST
    assert their_reading / reading > LEAST_RATIO
    assert peak < MOST_BYTES


def _write_theirs(cards: list[Any]) -> None:
    for card in cards:
        card.serialize(validate=False)


def _drain(cards: Iterator[object]) -> None:
    for _card in cards:
        pass


def _seconds(work: Callable[[], object], runs: int = RUNS) -> float:
    """Return the least time: others on the machine only make it more."""
    times = []
    for _run in range(runs):
        begun = process_time()
        work()
        times.append(process_time() - begun)
    return min(times)


def _peak(data: bytes) -> int:
    stream = io.BytesIO(data)
    tracemalloc.start()
    try:
        _drain(VCardReader().read(stream))
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
