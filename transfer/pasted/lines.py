"""What stands on one line of a pasted list: a name, and in any order behind it organisation, mail, number, link."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from transfer.cleaning import clean_line, clean_link, clean_mail, clean_phone, digits_of

# A bullet or a number at the beginning, as lists have them: "- ", "• ", "1. ", "(2) ", "3) ", "[x] ".
_BULLET = re.compile(r"\s*(?:(?:[-*•·–—▪◦‣>✓☐☑]|\[[ xX]?\]|\(?\d{1,4}[.)])\s+){0,3}")
_WORD = re.compile(r"[^\s<>(),;|]+")
_IN_BRACKETS = re.compile(r"\(([^()]*)\)$")
_OF_A_NUMBER = "+0123456789 ()/.-\N{NO-BREAK SPACE}\N{NON-BREAKING HYPHEN}"
_BEGINS_A_NUMBER = "+0123456789("
_PHONE_WORD = re.compile(r"\b(?:tel|telefon|phone|fon|mobile?|handy|cell|m|t|p)\b[.:]*$", re.IGNORECASE)
_FEWEST_DIGITS = 6
# The first that the line has parts it; a comma may stand in the name of an organisation.
_SEPARATORS = ("\t", ";", "|", ",", " – ", " — ", " - ")


@dataclass(slots=True)
class Line:
    """What was found on a line."""

    name: str = ""
    organisation: str = ""
    mails: list[str] = field(default_factory=list)
    phones: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    rest: list[str] = field(default_factory=list)

    def take_words(self, text: str) -> None:
        """The first words are the name, the second the organisation; what comes then is kept."""
        if not self.name:
            self.name = text
        elif not self.organisation:
            self.organisation = text
        else:
            self.rest.append(text)

    def ways(self) -> list[str]:
        """Return by what one can call them, the best first."""
        return [self.name, self.organisation, *self.mails, *self.phones, *self.links]


def parse_line(text: str) -> Line:
    """Return what stands on a line."""
    text = _BULLET.sub("", text, count=1)
    found = Line()
    for part in _parts(text):
        words = _take_phone(found, _take_addresses(found, part))
        if words:
            found.take_words(words)
    _take_organisation(found)
    return found


def _parts(text: str) -> list[str]:
    quoted = re.match(r'"([^"]+)"\s*(.*)', text)
    if quoted:  # "Blum, Anna" <anna@example.org>
        family, comma, given = quoted[1].partition(",")
        return [f"{given} {family}" if comma else quoted[1], *_parts(quoted[2])]
    separator = next((each for each in _SEPARATORS if each in text), None)
    return text.split(separator) if separator else [text]


def _take_addresses(found: Line, part: str) -> str:
    """Take the mail addresses and links out of a part; return the rest of it."""
    if "@" not in part and "." not in part:
        return clean_line(part)
    pieces, at = [], 0
    for word in _WORD.finditer(part):
        bare = word[0].strip("\"'").removeprefix("mailto:").rstrip(".:")
        if "@" in bare and (mail := clean_mail(bare)):
            found.mails.append(mail)
        elif bare.lower().startswith(("http://", "https://", "www.", "linkedin.com/", "xing.com/")) and (
            link := clean_link(bare)
        ):
            found.links.append(link)
        else:
            continue
        pieces.append(part[at : word.start()])
        at = word.end()
    rest = "".join((*pieces, part[at:])).replace("<>", "").replace("()", "") if pieces else part
    return clean_line(rest).strip(" ,;<>:")


def _take_phone(found: Line, part: str) -> str:
    """Take the phone number at the end of a part; return what stands before it."""
    tail = part[len(part.rstrip(_OF_A_NUMBER)) :]
    start = next((at for at, sign in enumerate(tail) if sign in _BEGINS_A_NUMBER), len(tail))
    before, number = part[: len(part) - len(tail) + start], tail[start:].strip(" .-/")
    if len(digits_of(number)) < _FEWEST_DIGITS or not (phone := clean_phone(number)):
        return part
    found.phones.append(phone)
    return _PHONE_WORD.sub("", before.rstrip(" (").rstrip(":")).strip(" :(")


def _take_organisation(found: Line) -> None:
    """Take the organisation out of *Anna Blum (Nordlicht)*."""
    if (brackets := _IN_BRACKETS.search(found.name)) and not found.organisation:
        name, inside = found.name[: brackets.start()].strip(), brackets[1].strip()
        if name and inside:
            found.name, found.organisation = name, inside
