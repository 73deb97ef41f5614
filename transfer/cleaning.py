"""Text from outside made fit to be stored: no control characters, no surplus space, bounded; no Django here."""

from __future__ import annotations

import re

NAME_LENGTH = 200
KIND_LENGTH = 40
PLACE_LENGTH = 120
MAIL_LENGTH = 254  # RFC 5321 section 4.5.3.1
PHONE_LENGTH = 60
UID_LENGTH = 255
AFFIX_LENGTH = 60  # of what stands before and after a name
STREET_LENGTH = 300
POSTAL_CODE_LENGTH = 20
COUNTRY_LENGTH = 80
LINK_LENGTH = 500
SERVICE_LENGTH = 40
LABEL_LENGTH = 80
TAG_LENGTH = 60
NOTE_LENGTH = 100_000
# More addresses than this on one person is a mistake of the source.
MAX_CHANNELS = 100

# PostgreSQL refuses NUL; the other control characters only do harm on a page.
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_LINE_ENDS = re.compile(r"\r\n?|\x0b|\x0c|\x85|\u2028|\u2029")
# Marks of writing direction, which phones and Windows put around copied numbers.
_DIRECTION_MARKS = re.compile(r"[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_NOT_A_DIGIT = re.compile(r"\D+")
_LOOKS_LIKE_HOST = re.compile(r"[^\s/:@?#]+\.[^\s/:@.?#]{2,}(?::\d{1,5})?(?:[/?#]\S*)?")


def clean_line(text: str, length: int = NAME_LENGTH) -> str:
    """Return the text as one line with single spaces, cut to the length."""
    if not text.isprintable() or "  " in text:
        text = " ".join(_CONTROLS.sub("", _LINE_ENDS.sub("\n", text)).split())
    return text.strip()[:length].rstrip()


def clean_lines(text: str, length: int = NOTE_LENGTH) -> str:
    r"""Return the text with its line breaks as \n, cut to the length."""
    if not text.isprintable():
        text = _CONTROLS.sub("", _LINE_ENDS.sub("\n", text))
    return text.strip()[:length].rstrip()


def clean_mail(text: str) -> str:
    """Return the mail address, also out of `Name <address>`; empty when it is none or too long to be one."""
    text = clean_line(_DIRECTION_MARKS.sub("", text), len(text))
    if text.endswith(">"):
        text = text[text.rfind("<") + 1 : -1].strip()
    name, _, host = text.rpartition("@")
    is_address = name and host and " " not in text and len(text) <= MAIL_LENGTH
    return text if is_address else ""


def clean_phone(text: str) -> str:
    """Return the phone number as written; empty when it has no digit or is too long to be one."""
    text = clean_line(_DIRECTION_MARKS.sub("", text), len(text))
    return text if len(text) <= PHONE_LENGTH and digits_of(text) else ""


def clean_link(text: str) -> str:
    """Return the address of a page, with https where only a host is written; empty when it leads nowhere on the web."""
    text = clean_line(_DIRECTION_MARKS.sub("", text), len(text))
    if len(text) > LINK_LENGTH or " " in text:
        return ""
    if text[:8].lower().startswith(("http://", "https://")):
        return text if text.partition("://")[2] else ""
    return f"https://{text}" if len(text) <= LINK_LENGTH - 8 and _LOOKS_LIKE_HOST.fullmatch(text) else ""


def digits_of(phone: str) -> str:
    """Return only the digits, by which two spellings of a number are the same."""
    return _NOT_A_DIGIT.sub("", phone)


# A spreadsheet takes a cell that begins so for a formula, also one of full width, and some drop the blanks before it
# (OWASP, "CSV Injection"). Apostrophes before it belong to it, so that taking one away is the exact opposite.
_FORMULA = re.compile(r"'*(?:\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n])")


def neutralise_formula(text: str) -> str:
    """Return the text as a cell that no spreadsheet calculates: with an apostrophe before it where one might.

    There is no exception for telephone numbers: a spreadsheet makes of +493012345 a number without its plus and of
    +49-30-12 a sum. With the apostrophe it shows them as they are; who needs them elsewhere takes a vCard.
    """
    return f"'{text}" if _FORMULA.match(text) else text


def restore_formula(cell: str) -> str:
    """Return what `neutralise_formula` was given; cells of other programs that begin otherwise stay as they are."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell
