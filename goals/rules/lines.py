"""Lines that somebody rewrote: which of the new ones says in other words what an old one said."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz

# From here on two lines are taken for the same, in percent: a word more or less, another form, a typing error.
ALIKE = 70.0
_WORD = re.compile(r"\w+")


def paired_lines(before: Sequence[str], after: Sequence[str]) -> dict[int, int]:
    """Return for the places of new lines the places of the old ones that they go on with, each used once.

    Equal lines belong together first, wherever they stand; then those that are most alike. A line that says something
    else goes on with none, also in the same place: what is known about the old one would be wrong of it.
    """
    pairs: dict[int, int] = {}
    used: set[int] = set()
    for _likeness, new, old in sorted(_candidates(before, after)):
        if new not in pairs and old not in used:
            pairs[new] = old
            used.add(old)
    return pairs


def _candidates(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[tuple[float, int], int, int]]:
    for new, text in enumerate(after):
        for old, said in enumerate(before):
            likeness = likeness_of(said, text)
            if likeness >= ALIKE:
                # The most alike first, then those that stayed where they were.
                yield (-likeness, abs(new - old)), new, old


def likeness_of(before: str, after: str) -> float:
    """Return how alike two lines are, 0 to 100; only the same text is 100.

    A line that only got longer or shorter by whole words is alike, however much that was.
    """
    if before == after:
        return 100.0
    old, new = _words(before), _words(after)
    if not old or not new:
        return 0.0
    likeness = fuzz.ratio(" ".join(old), " ".join(new))
    has_all = set(old) <= set(new) or set(new) <= set(old)
    return min(99.0, max(likeness, ALIKE if has_all else 0.0))


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())
