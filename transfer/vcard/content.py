"""The properties of one card, and the questions a person's record asks of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from contacts.rules.partial_dates import AnnualDate
from transfer.cleaning import NAME_LENGTH, clean_line, clean_lines
from transfer.vcard.dates import day_of
from transfer.vcard.properties import Property
from transfer.vcard.values import cut, split, unescape

# More than any structured value has (RFC 6350 section 6.3.1: an address has 7); further ones stay in the raw text.
MAX_PARTS = 10
LEAST_PREFERRED = 101


def rank_of(found: Property) -> int:
    """Return how much it is preferred: PREF from 1 to 100 (RFC 6350 section 5.3), or TYPE=pref, or 101."""
    if not found.params:
        return LEAST_PREFERRED
    pref = found.params.get("PREF", [""])[0]
    if pref.isdecimal() and len(pref) <= 3:
        return min(int(pref), LEAST_PREFERRED)
    return 1 if "pref" in found.types() else LEAST_PREFERRED


class CardContent:
    """The properties by name."""

    def __init__(self, properties: Iterable[Property]) -> None:
        self.properties = tuple(properties)
        self._named: dict[str, list[Property]] = {}
        named = self._named
        for found in self.properties:
            if found.name in named:
                named[found.name].append(found)
            else:
                named[found.name] = [found]
        self.labels = {found.group.lower(): unescape(found.text()) for found in named.get("X-ABLABEL", ())}

    def all(self, name: str) -> list[Property]:
        """Return the properties of that name in the order of the card."""
        return self._named.get(name, [])

    def among(self, names: tuple[str, ...]) -> list[Property]:
        """Return the properties of any of these names in the order of the card."""
        if len(names) == 1:
            return self._named.get(names[0], [])
        present = self._named.keys() & names
        if not present:
            return []
        if len(present) == 1:
            return self._named[present.pop()]
        return [found for found in self.properties if found.name in present]

    def by_preference(self, name: str) -> list[Property]:
        """Return the properties of that name, the preferred first; other spellings of one come after it (ALTID)."""
        found = self.all(name)
        return sorted(found, key=rank_of) if len(found) > 1 else found

    def line(self, *names: str, length: int = NAME_LENGTH) -> str:
        """Return the first text that is not empty, as one line; of several, the preferred."""
        for name in names:
            if name not in self._named:
                continue
            for found in self.by_preference(name):
                if text := clean_line(unescape(found.text()), length):
                    return text
        return ""

    def parts(self, name: str, read: Callable[[str], str] = unescape) -> list[str]:
        """Return the parts of a structured value (RFC 6350 section 3.3), as many as there can be; some are empty."""
        for found in self.by_preference(name):
            parts = [clean_line(read(part)) for part in cut(found.text(), ";")[:MAX_PARTS]]
            if any(parts):
                return parts + [""] * (MAX_PARTS - len(parts))
        return [""] * MAX_PARTS

    def listed(self, name: str) -> list[str]:
        """Return the texts of a value that is a list, and of all properties of that name."""
        values = (split(found.text(), ",")[:MAX_PARTS] for found in self.by_preference(name))
        return [text for value in values for text in map(clean_line, value) if text]

    def notes(self) -> str:
        """Return all notes as one text, a blank line between them."""
        notes = (clean_lines(unescape(found.text())) for found in self.all("NOTE"))
        return clean_lines("\n\n".join(filter(None, notes)))

    def date(self, name: str) -> AnnualDate | None:
        """Return the first that is a day."""
        return next(filter(None, map(day_of, self.all(name))), None)
