"""What a report has told already, so that entries of files add only what is new, and the same text is told once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from transfer.words.stored import Line, words_of

# Shorter texts may be the same by chance; they are the same only under the same label.
CHANCE = 3
_BETWEEN = re.compile(r", | – ")
# A text of so many letters is also told where it stands within a longer one.
LONG_ENOUGH = 12


@dataclass(frozen=True, slots=True)
class Entry:
    """What one row says: what fits a line, what wants a paragraph, and what is only kept as it was."""

    lines: Sequence[Line]

    @property
    def short(self) -> list[Line]:
        """What stands side by side in one line."""
        return [line for line in self.lines if not (line.is_long or line.is_raw)]

    @property
    def long(self) -> list[Line]:
        """What stands below it as it was written."""
        return [line for line in self.lines if line.is_long and not line.is_raw]

    @property
    def raw(self) -> list[Line]:
        """What stands folded away as it was in a file."""
        return [line for line in self.lines if line.is_raw]


class Told:
    """Remembers what was told."""

    def __init__(self) -> None:
        self._heard: set[str] = set()
        self._longer: list[str] = []
        self._raws: set[str] = set()

    def hear(self, entries: Iterable[Entry]) -> None:
        """Remember what entries say: each line, each of several values in a line, and all of an entry together."""
        for entry in entries:
            for line in entry.lines:
                self._heard.update(_forms(line))
                if len(plain := _plain(line.text)) > LONG_ENOUGH:
                    self._longer.append(plain)
            self._heard.add("".join(_plain(line.text) for line in entry.lines))
            self._heard.add("".join(_plain(line.text) for line in entry.lines if line.is_bare))

    def news_of(self, entries: Sequence[Entry], cards: Sequence[Entry] = ()) -> list[Entry]:
        """Return what entries of files say that was not told, alike ones together; a card goes with its entry.

        What such an entry is (the file, what was found, what came of it) is told in any case.
        """
        alike: dict[tuple[str, ...], list[Line]] = {}
        longer = "\n".join(self._longer)
        for entry in _with_cards(entries, cards):
            facts = [line for line in entry.lines if line.is_bare and not line.is_raw]
            news = [line for line in entry.lines if (line.is_raw or not line.is_bare) and not self._knows(line, longer)]
            self.hear([Entry([line for line in news if not line.is_raw])])
            self._raws.update(line.text for line in news if line.is_raw)
            alike.setdefault(tuple(line.text for line in facts), list(facts)).extend(news)
        return [Entry(list(_once_each(lines))) for lines in alike.values()]

    def _knows(self, line: Line, longer: str) -> bool:
        if line.is_raw:
            return line.text in self._raws
        plain, *pieces = _forms(line)
        if plain in self._heard or (pieces and self._heard.issuperset(pieces)):
            return True
        return len(plain) >= LONG_ENOUGH and plain in longer


def _forms(line: Line) -> Iterator[str]:
    """Yield by what a text is known again, however it is spelled: alone, or with its label where it is short."""
    plain = _plain(line.text)
    if len(plain) >= CHANCE and line.text != words_of(True):
        yield plain
        yield from _pieces(line.text)
    else:
        yield f"{line.label}: {plain}"


def _pieces(text: str) -> Iterator[str]:
    """Yield each of several values in a line: tags, languages, the two ends of a tie."""
    pieces = _BETWEEN.split(text)
    yield from (_plain(piece) for piece in pieces if len(pieces) > 1)


def _plain(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum()) or text


def _with_cards(entries: Sequence[Entry], cards: Sequence[Entry]) -> list[Entry]:
    """Return the entries, each with the card that was kept of it: the one with the same text; then other cards."""
    lines = [list(entry.lines) for entry in entries]
    by_text = {line.text: at for at, entry in reversed(list(enumerate(entries))) for line in entry.raw}
    for card in cards:
        at = next((by_text[line.text] for line in card.raw if line.text in by_text), None)
        if at is None:
            lines.append(list(card.lines))
        else:
            lines[at] += card.lines
    return [Entry(list(dict.fromkeys(each))) for each in lines]


def _once_each(lines: Sequence[Line]) -> Iterator[Line]:
    """Yield each line once, those of the same label as one, and raw texts below one another."""
    alike: dict[object, list[Line]] = {}
    for line in dict.fromkeys(lines):
        alike.setdefault((line.is_raw, line.is_long, line.text if line.is_bare else line.label), []).append(line)
    for same in sorted(alike.values(), key=lambda each: each[0].is_raw):
        between = "\n\n" if same[0].is_raw or same[0].is_long else ", "
        yield replace(same[0], text=between.join(line.text for line in same))
